import { codeOf, type Engine } from './engine.ts'

/** What of a failure is compared: its code, and its words if a code stands for several things. */
interface Failure {
  readonly code: string
  readonly message: string
  /** The file that could not be opened. */
  readonly path: string | undefined
}

type Sentence = (place: string, failure: Failure) => string

const unknownAuthority =
  /^(SELF_SIGNED_CERT_IN_CHAIN|DEPTH_ZERO_SELF_SIGNED_CERT|UNABLE_TO_VERIFY_LEAF_SIGNATURE|UNABLE_TO_GET_ISSUER_CERT(_LOCALLY)?|CERT_SIGNATURE_FAILURE)$/

/**
 * The ways in which a PostgreSQL, its TLS or a pooler in front of it refuses to be opened, the first that fits. A pooler
 * says nearly everything with 08P01, so its words come before the codes.
 */
const ways: readonly (readonly [fits: (failure: Failure) => boolean, says: Sentence])[] = [
  [
    ({ message }) => /unsupported startup parameter/i.test(message),
    (place) =>
      `The pooler at ${place} refuses two limits that the bot asks for. Set ignore_startup_parameters = statement_timeout, idle_in_transaction_session_timeout in pgbouncer.ini, and give the limits to the role; docs/operations.md has the lines.`,
  ],
  [
    ({ message }) => /statement pooling mode/i.test(message),
    (place) =>
      `The pooler at ${place} is in statement mode, which has no transactions. Set pool_mode = transaction for this database.`,
  ],
  [
    ({ code, message }) => code === '53300' || /no more connections|too many (clients|connections)/i.test(message),
    (place) =>
      `${place} takes no more connections. Raise max_connections, or the limit of the role, database or pooler: each replica needs up to ten.`,
  ],
  [
    ({ code, message }) => code === '3D000' || /no such database/i.test(message),
    (place) =>
      `There is no database ${place}. Create it with \`create database\`, or correct its name in DATABASE_URL.`,
  ],
  [
    ({ message }) => /no encryption|SSL off|SSL required|SSL connection is required/i.test(message),
    (place) => `${place} accepts only TLS. Add sslmode=verify-full to DATABASE_URL.`,
  ],
  [
    ({ message }) => /no pg_hba\.conf entry/i.test(message),
    (place) =>
      `${place} does not let this user in from this machine (28000). Add a line for the two to pg_hba.conf there, and reload it.`,
  ],
  [
    ({ message }) => /is not permitted to log in/i.test(message),
    (place) => `The role of DATABASE_URL may not log in at ${place}. Allow it: alter role … login.`,
  ],
  [
    ({ code, message }) =>
      /^28/.test(code) || /(password|authentication) failed|no such user|login failed/i.test(message),
    (place, { code }) =>
      `${place} does not accept the user or the password of DATABASE_URL (${code}). Correct them; write characters such as @ and / as %40 and %2F.`,
  ],
  [
    ({ code }) => code === '42501',
    (place) =>
      `The role of DATABASE_URL may not make or use the tables in ${place} (42501). Make it the owner: alter database … owner to ….`,
  ],
  [
    ({ code }) => code === '25006',
    (place) =>
      `${place} is read-only (25006): a standby, or a role or database with default_transaction_read_only. Let DATABASE_URL lead to the primary.`,
  ],
  [
    ({ message }) => /does not support SSL connections/i.test(message),
    (place) =>
      `${place} has no TLS, and sslmode in DATABASE_URL wants it. Turn ssl on there; or, if the way there is private, write sslmode=disable.`,
  ],
  [
    ({ code }) => unknownAuthority.test(code),
    (place, { code }) =>
      `The certificate of ${place} is by an authority that is not known here (${code}). Name its file in DATABASE_URL: sslmode=verify-full&sslrootcert=/path/ca.pem.`,
  ],
  [
    ({ code }) => code === 'ERR_TLS_CERT_ALTNAME_INVALID',
    (place) => `The certificate of ${place} is for another host name. Write the name that it is for into DATABASE_URL.`,
  ],
  [
    ({ code }) => /^CERT_(HAS_EXPIRED|NOT_YET_VALID)$/.test(code),
    (place, { code }) =>
      `The certificate of ${place} is not valid today (${code}). Renew it, and compare the clocks of both machines.`,
  ],
  [
    ({ path }) => path !== undefined,
    (_, { path, code }) =>
      `The file ${path} that DATABASE_URL names cannot be read (${code}). Correct sslrootcert, sslcert or sslkey, and let this user read it.`,
  ],
  [
    ({ code }) => code === 'ECONNREFUSED',
    (place) =>
      `Nothing listens at ${place} (ECONNREFUSED). Start PostgreSQL, or correct the host and port in DATABASE_URL.`,
  ],
  [
    ({ code }) => /^(ENOTFOUND|EAI_AGAIN)$/.test(code),
    (place, { code }) =>
      `The host name of ${place} is not known here (${code}). Correct it in DATABASE_URL, or look at DNS.`,
  ],
  [
    ({ code, message }) => /^(ETIMEDOUT|EHOSTUNREACH|ENETUNREACH)$/.test(code) || /timeout/i.test(message),
    (place) =>
      `${place} does not answer. Look at the firewall or network policy between the two, and at the host and port.`,
  ],
  [
    ({ code }) => /^57P0/.test(code),
    (place, { code }) => `${place} is starting or stopping (${code}). Start the bot again once it is up.`,
  ],
]

/** Why a database cannot be opened, and what to do; never a password. */
export const whyNotOpened = (error: unknown, { name, place }: Pick<Engine, 'name' | 'place'>): string => {
  const code = codeOf(error)
  const message = error instanceof Error ? error.message : ''
  const path = error instanceof Error && 'path' in error && typeof error.path === 'string' ? error.path : undefined
  const failure = { code, message, path }
  const [, says] = name === 'postgres' ? (ways.find(([fits]) => fits(failure)) ?? []) : []
  return (
    says?.(place, failure) ??
    `The database ${place} cannot be opened${code === '' ? '' : ` (${code})`}. Check that it is there, that this user may use it, and that the password is right.`
  )
}
