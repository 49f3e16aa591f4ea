import type { OwnKeys } from '../vault/lease.ts'
import type { Keys } from './keys.ts'
import type { Asker } from './system.ts'

/**
 * The person's own keys with which a line reads; undefined if it reads with the bot's tokens. They are looked up once: all
 * reads of a line are made as the same person, and its answer says so.
 */
export const lineKeys = (keys: Pick<Keys, 'own'>, asker: Asker | undefined): (() => Promise<OwnKeys | undefined>) => {
  let found: Promise<OwnKeys | undefined> | undefined
  return () => {
    found ??= keys.own(asker)
    return found
  }
}
