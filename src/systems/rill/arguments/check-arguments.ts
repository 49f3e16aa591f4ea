import { UserError } from '../../../errors.ts'
import { quoted } from '../../../quoted.ts'
import { ArgumentName, nameTrouble } from '../shapes/index.ts'
import type { OfferedApi } from './argument.ts'
import { checkValue, type SentValue } from './check-value.ts'

/** What somebody gives, by the name of each argument. */
export type GivenArguments = Readonly<Record<string, string>>

/** What is wrong with one argument of a call, as a sentence. */
export interface ArgumentProblem {
  readonly name: string
  readonly says: string
}

/** The arguments of a call, all of them checked, or what is wrong. */
export interface CheckedArguments {
  readonly sent: Readonly<Record<string, SentValue>>
  readonly problems: readonly ArgumentProblem[]
}

/**
 * Checks what is given for an API: only arguments that it or the settings declare, each by its type, and none missing. Throws
 * UserError if the API can't be called at all, or if it is given arguments and nobody says what it takes.
 */
export const checkArguments = (api: OfferedApi, given: GivenArguments): CheckedArguments => {
  const trouble = nameTrouble(api.name)
  if (trouble !== undefined) throw new UserError(`The API ${quoted(api.name)} ${trouble}.`)
  const names = api.arguments.map(({ name }) => name)
  const stranger = Object.keys(given).find((name) => !names.includes(name))
  if (stranger !== undefined) throw new UserError(strange(api, stranger), names)
  const sent: Record<string, SentValue> = {}
  const problems: ArgumentProblem[] = []
  for (const argument of api.arguments) {
    const { name, required } = argument
    const value = Object.hasOwn(given, name) ? given[name] : undefined
    if (value === undefined) {
      if (required) problems.push({ name, says: `${quoted(name)} is required.` })
      continue
    }
    if (!ArgumentName.safeParse(name).success) {
      problems.push({ name, says: `${quoted(name)} can’t be sent: Rill uses that name itself.` })
      continue
    }
    const checked = checkValue(argument, value, api.method === 'POST')
    if ('mustBe' in checked) problems.push({ name, says: `${quoted(name)} must be ${checked.mustBe}.` })
    else sent[name] = checked.value
  }
  return { sent, problems }
}

const strange = ({ name, arguments: all, isDescribed }: OfferedApi, stranger: string): string => {
  if (!isDescribed)
    return `${quoted(name)} doesn’t say in Rill which arguments it takes, so ${quoted(stranger)} can’t be checked. Whoever runs the bot can list it: “apis:” of the connection, under “arguments:”.`
  return `${quoted(name)} takes no argument ${quoted(stranger)}. It takes ${all.map((one) => quoted(one.name)).join(', ')}.`
}
