import { quoted } from '../../../quoted.ts'
import type { ServingToken } from '../../system.ts'
import { keyOf } from '../run/key-kind.ts'

/** The keys that an answer was read with, in one sentence: `Read with the user key “reader”.` */
export const keysInWords = (tokens: readonly (ServingToken | undefined)[], did = 'Read'): string => {
  const keys = tokens.flatMap((one) => (one ? [keyOf(one)] : []))
  const words = [...new Set(keys.map(({ name, kind }) => `the ${kind} key ${quoted(name)}`))]
  const last = words.pop()
  if (last === undefined) return 'No key was needed.'
  return `${did} with ${words.length === 0 ? last : `${words.join(', ')} and ${last}`}.`
}
