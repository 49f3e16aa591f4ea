import { SystemError } from '../errors.ts'
import type { OwnKeys } from '../vault/lease.ts'

/**
 * A read with a person's own key. One that the system refuses is forgotten; if it had only come to its end, the read is
 * made again with a new one.
 */
export const withKey = async <T>(own: OwnKeys | undefined, work: () => Promise<T>): Promise<T> => {
  try {
    return await work()
  } catch (error) {
    if (!own?.drop || !(error instanceof SystemError) || error.kind !== 'auth') throw error
    own.drop()
    if (error.reason !== 'expired-token') throw error
    return work()
  }
}
