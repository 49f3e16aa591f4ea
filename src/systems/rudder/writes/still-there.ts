import { UserError } from '../../../errors.ts'
import { quoted } from '../../../quoted.ts'

interface Ref {
  readonly id: string
  readonly name: string
}

/** A note that an object was renamed since it was asked for; none if it wasn't. */
export const calledNow = (asked: Ref, name: string): readonly string[] =>
  asked.name === name ? [] : [`It is called ${quoted(name)} now.`]

/** The object that was asked for, with its current name; throws UserError if it is gone. */
export const stillThere = (what: string, asked: Ref, all: readonly Ref[]): Ref => {
  const found = all.find(({ id }) => id === asked.id)
  if (!found) throw new UserError(`The ${what} ${quoted(asked.name)} is not there any more.`)
  return found
}
