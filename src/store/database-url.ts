import { UserError } from '../errors.ts'

const modes = ['disable', 'prefer', 'require', 'verify-ca', 'verify-full', 'no-verify']

/**
 * The address of a PostgreSQL; throws a UserError that says what is wrong with DATABASE_URL and quotes nothing of it but its
 * options.
 */
export const checkDatabaseUrl = (text: string): URL => {
  const isOurs = /^postgres(ql)?:\/\//.test(text)
  // Only one host is connected to; with ports, several are not even a URL.
  if (isOurs && /^[^/?]*,/.test(text.replace(/^\w+:\/\/([^/?]*@)?/, '')))
    throw new UserError(
      'DATABASE_URL names several hosts, and only one can be used. Name the primary, or an address that follows it: that of a pooler, or a virtual one.',
    )
  if (!isOurs || !URL.canParse(text))
    throw new UserError(
      'DATABASE_URL is not a PostgreSQL address. Write it as postgres://user:password@host:5432/database.',
    )
  const url = new URL(text)
  const mode = url.searchParams.get('sslmode')
  if (mode !== null && !modes.includes(mode))
    throw new UserError(`sslmode in DATABASE_URL must be one of ${modes.join(', ')}. Use verify-full for TLS.`)
  const target = url.searchParams.get('target_session_attrs')
  if (target !== null && /standby|read-only/.test(target))
    throw new UserError(
      'target_session_attrs in DATABASE_URL asks for a standby, and the bot must write. Remove it, and name the primary.',
    )
  return url
}
