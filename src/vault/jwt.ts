import type { Secret } from './secret.ts'

const isToken = /^[\w-]{2,4000}\.([\w-]{2,8000})\.[\w-]{0,4000}$/

/**
 * When a token says of itself that it expires, in milliseconds since 1970; undefined if it is no JSON Web Token or doesn't
 * say. Nobody checked its signature, so it is good for a warning and for nothing else.
 */
export const expiryIn = (secret: Secret): number | undefined => {
  try {
    const [, payload = ''] = isToken.exec(secret.reveal().trim()) ?? []
    const { exp } = JSON.parse(Buffer.from(payload, 'base64url').toString('utf8')) as { readonly exp?: unknown }
    return typeof exp === 'number' && Number.isSafeInteger(exp) && exp > 0 && exp < 1e11 ? exp * 1_000 : undefined
  } catch {
    // What can't be read here, whoever sends it says.
    return undefined
  }
}
