import { UserError } from '../../errors.ts'
import { literal } from '../../message/literal.ts'
import { quoted } from '../../quoted.ts'
import { fold } from '../fold.ts'
import { nearestWord } from '../nearest.ts'
import { said } from './cursor.ts'
import { readClauses } from './read-clauses.ts'

const MOST = 5

/** Something that a question can be about, by its name and what else people call it. */
export interface Source {
  readonly name: string
  readonly also?: readonly string[]
}

const listed = (names: readonly string[]): string => {
  const shown = names.slice(0, MOST).map((name) => quoted(literal(name, 60)))
  return `${shown.join(', ')}${names.length > MOST ? ` and ${names.length - MOST} more` : ''}`
}

/**
 * What a line is about: what it names after “from”, or the only source there is. `what` is a source in a sentence: `metrics
 * view`. Throws UserError that says what there is, and for a line that isn't understood.
 */
export const findSource = <S extends Source>(text: string, sources: readonly S[], what: string): S => {
  const { source } = readClauses(text, true)
  const names = sources.map(({ name }) => name)
  const [only] = sources
  if (only === undefined) throw new UserError(`There is no ${what} here that you may ask about.`)
  if (source === undefined) {
    if (sources.length === 1) return only
    throw new UserError(`Which ${what}? Say it after “from”: ${listed(names)}.`)
  }
  const wanted = fold(source.text)
  const ways = [
    ({ name }: S) => name === source.text,
    ({ name }: S) => fold(name) === wanted,
    ({ also = [] }: S) => also.some((one) => fold(one) === wanted),
  ]
  const [one, ...others] = ways.map((way) => sources.filter(way)).find((found) => found.length > 0) ?? []
  if (one === undefined) {
    const near = nearestWord(source.text.slice(0, 100), names)
    const hint = near === undefined ? `There is ${listed(names)}.` : `Did you mean ${quoted(literal(near, 60))}?`
    throw new UserError(`There is no ${what} called ${said(source)}. ${hint}`)
  }
  if (others.length > 0)
    throw new UserError(`${said(source)} could be ${listed([one, ...others].map(({ name }) => name))}. Type its name.`)
  return one
}
