import { Secret } from '../vault/secret.ts'
import type { Secrets } from './secrets.ts'

/** Opens variables that hold a secret, or `file:path` of one; undefined if it is not set, or wrong, which is reported. */
export const secretVariables =
  (
    env: Readonly<Record<string, string | undefined>>,
    secrets: Secrets,
    wrong: (variable: string, text: string) => void,
  ) =>
  (name: string): Secret | undefined => {
    const value = env[name]
    if (!value) return undefined
    const secret = value.startsWith('file:') ? secrets.open(value) : new Secret(() => value)
    if (typeof secret !== 'string') return secret
    wrong(name, secret)
    return undefined
  }
