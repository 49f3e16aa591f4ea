import { codeOf } from './engine.ts'
import { primaryCode } from './sqlite.ts'

/** The database itself is in trouble: it does not answer, has no room, or takes no writes. */
export const troubles = ['away', 'full', 'read-only'] as const
export type Trouble = (typeof troubles)[number]

// Of PostgreSQL 57P is a server that stops or starts, 08 a connection, 53 a lack, 28 and 3D a login that is refused.
const away = [/^57P0/, /^57014$/, /^08/, /^53(?!100)/, /^28/, /^3D/]
// What node-postgres says has no code.
const lost =
  /^(Connection terminated|timeout exceeded when trying to connect|Client has encountered a connection error)/
const network =
  /^(ECONNREFUSED|ECONNRESET|EPIPE|ETIMEDOUT|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH|EHOSTDOWN|ENETDOWN)$/
const sqlite: Readonly<Record<number, Trouble>> = { 5: 'away', 8: 'read-only', 10: 'away', 13: 'full', 14: 'away' }

/** True for a server that takes no writes: a standby, a primary that became one, or a read-only session. */
export const isReadOnly = (error: unknown): boolean => codeOf(error) === '25006'

/** What is wrong with the database where that is why something failed; undefined for any other error. */
export const troubleOf = (error: unknown): Trouble | undefined => {
  const code = codeOf(error)
  if (code === '53100') return 'full'
  if (isReadOnly(error)) return 'read-only'
  if (code === 'ERR_SQLITE_ERROR') return sqlite[primaryCode(error) ?? 0]
  const isAway = network.test(code) || away.some((one) => one.test(code))
  return isAway || (error instanceof Error && code === '' && lost.test(error.message)) ? 'away' : undefined
}
