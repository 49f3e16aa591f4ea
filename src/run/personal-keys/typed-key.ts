import { UserError } from '../../errors.ts'
import { Secret } from '../../vault/secret.ts'

/** A key as somebody typed it, out of reach of logs and messages; UserError, without it, if it can't be one. */
export const typedKey = (text: string): Secret => {
  const value = text.trim()
  if (value.length < 8 || !/^[\x21-\x7e]+$/.test(value))
    throw new UserError('A key is one word of at least 8 letters, digits and signs. Nothing was stored.')
  return new Secret(() => value)
}
