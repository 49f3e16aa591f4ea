import { createHmac, timingSafeEqual } from 'node:crypto'

/** What a token of the runtime says. */
export interface Claims {
  readonly iss: string
  readonly aud: readonly string[]
  /** Permissions by instance. */
  readonly ins: Readonly<Record<string, readonly number[]>>
  readonly attr?: Readonly<Record<string, unknown>>
  readonly sub?: string
  /** Seconds since 1970. */
  readonly iat: number
  readonly exp: number
}

const coded = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url')
const signature = (text: string, key: string) => createHmac('sha256', key).update(text).digest('base64url')

/** A signed token. */
export function signed(claims: Claims, key: string): string {
  const text = `${coded({ alg: 'HS256', kid: 'local', typ: 'JWT' })}.${coded(claims)}`
  return `${text}.${signature(text, key)}`
}

/** What a token says, whoever signed it; undefined for what is none. */
export function claimsIn(token: string): Claims | undefined {
  const parts = token.split('.')
  if (parts.length !== 3) return undefined
  try {
    return JSON.parse(Buffer.from(parts[1] ?? '', 'base64url').toString()) as Claims
  } catch {
    return undefined
  }
}

/** Whether a token was signed with this key. */
export function isSignedBy(token: string, key: string): boolean {
  const at = token.lastIndexOf('.')
  const [mine, theirs] = [Buffer.from(signature(token.slice(0, at), key)), Buffer.from(token.slice(at + 1))]
  return mine.length === theirs.length && timingSafeEqual(mine, theirs)
}
