import { parseJson } from '../../parse-json.ts'
import type { ParameterDefinition } from '../shapes/index.ts'
import type { GivenValue } from './check-value.ts'

const listIn = (text: string): readonly string[] | undefined => {
  try {
    const list = parseJson(text)
    return Array.isArray(list) && list.every((one) => typeof one === 'string') ? list : undefined
  } catch {
    return undefined
  }
}

/** What somebody typed for a parameter, or a link of Redash has: several are `a,b` or a JSON list, as in links. */
export const valueSpelled = ({ multiValuesOptions }: ParameterDefinition, text: string): GivenValue => {
  if (!multiValuesOptions) return text
  const list = text.startsWith('[') ? listIn(text) : undefined
  return (
    list ??
    text
      .split(',')
      .map((one) => one.trim())
      .filter((one) => one !== '')
  )
}
