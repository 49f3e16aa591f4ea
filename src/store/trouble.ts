import { codeOf } from './engine.ts'
import { primaryCode } from './sqlite.ts'

/** The database itself fails: it does not answer, has no space, or accepts no writes. */
export const troubles = ['away', 'full', 'read-only'] as const
export type Trouble = (typeof troubles)[number]

// PostgreSQL's classes: 57P a server that stops or starts, 08 a connection, 53 missing resources, 28 and 3D a refused login.
const away = [/^57P0/, /^57014$/, /^08/, /^53(?!100)/, /^28/, /^3D/]
// node-postgres's own errors have no code.
const lost =
  /^(Connection terminated|timeout exceeded when trying to connect|Client has encountered a connection error)/
const network =
  /^(ECONNREFUSED|ECONNRESET|EPIPE|ETIMEDOUT|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH|EHOSTDOWN|ENETDOWN)$/
const sqlite: Readonly<Record<number, Trouble>> = { 5: 'away', 8: 'read-only', 10: 'away', 13: 'full', 14: 'away' }

/** What is wrong with the database, if an error came from that; undefined for any other error. */
export const troubleOf = (error: unknown): Trouble | undefined => {
  const code = codeOf(error)
  if (code === '53100') return 'full'
  // A standby, a primary that became one, or a read-only session.
  if (code === '25006') return 'read-only'
  if (code === 'ERR_SQLITE_ERROR') return sqlite[primaryCode(error) ?? 0]
  const isAway = network.test(code) || away.some((one) => one.test(code))
  return isAway || (error instanceof Error && code === '' && lost.test(error.message)) ? 'away' : undefined
}
