import { UserError } from '../errors.ts'
import { literal } from '../message/literal.ts'
import { withoutGaps } from './loose.ts'
import { refuseUnseen } from './unseen.ts'

/** How long a name may be, in characters. */
const LONGEST_NAME = 200
/** The same of a link, which has values behind the address. */
const LONGEST_LINK = 2_000

const climbs = /^\.{1,2}$|\.\.[/\\]|[/\\]\.\.|%2e|%2f|%5c|%00/i

/** Refuses a text that cannot be the name of an object: nothing of it is sent anywhere. */
export const checkName = (what: string, text: string): void => {
  const length = Array.from(text).length
  const longest = /^(?:https?:\/)?\//i.test(text) ? LONGEST_LINK : LONGEST_NAME
  if (length > longest)
    throw new UserError(
      `The name of the ${what} is ${length.toLocaleString('en-US')} characters long; ${longest.toLocaleString('en-US')} are the most.`,
    )
  if (text.trim() === '') throw new UserError(`The name of the ${what} is empty.`)
  const broken = /[\r\n\0]/.exec(text)?.[0]
  if (broken !== undefined)
    throw new UserError(`There is ${literal(broken)} in the name of the ${what}; type the name again.`)
  refuseUnseen(withoutGaps(text))
  if (climbs.test(text))
    throw new UserError(`“${literal(text, 60)}” reads like a path, not like the name of a ${what}; use its id instead.`)
}
