import { UserError } from '../../../errors.ts'
import { quoted } from '../../../quoted.ts'

interface Ref {
  readonly id: string
  readonly name: string
}

/** A note that something is called otherwise than when it was asked for; none where it is not. */
export const calledNow = (asked: Ref, name: string): readonly string[] =>
  asked.name === name ? [] : [`It is called ${quoted(name)} now.`]

/** What was asked for as it is called now; throws UserError where it is not there any more. */
export const stillThere = (what: string, asked: Ref, all: readonly Ref[]): Ref => {
  const found = all.find(({ id }) => id === asked.id)
  if (!found) throw new UserError(`The ${what} ${quoted(asked.name)} is not there any more.`)
  return found
}
