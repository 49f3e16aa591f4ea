import { UserError } from '../../../errors.ts'
import { quoted } from '../../../quoted.ts'

/** UserError if the name of something to be made is taken: `mustBeNew('rule', 'SSH hardening', true)`. */
export const mustBeNew = (what: string, name: string, isTaken: boolean): void => {
  if (isTaken) throw new UserError(`There is a ${what} called ${quoted(name)} already.`)
}
