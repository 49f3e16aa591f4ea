import type { OwnKeys, TokenSource } from '../vault/lease.ts'
import type { Asker } from './system.ts'

/**
 * The person's own keys with which a line reads; undefined if it reads with the bot's tokens. They are looked up once: all
 * reads of a line are made as the same person, and its answer says so.
 */
export const lineKeys = (
  { own }: Pick<TokenSource, 'own'>,
  asker: Asker | undefined,
): (() => Promise<OwnKeys | undefined>) => {
  let found: Promise<OwnKeys | undefined> | undefined
  return async () => {
    if (!asker?.own) return undefined
    found ??= Promise.resolve(own?.(asker.person))
    return found
  }
}
