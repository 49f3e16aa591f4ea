import { createHash, X509Certificate } from 'node:crypto'
import { type ConnectionOptions, createSecureContext } from 'node:tls'
import { type SystemErrorContext, UserError } from '../errors.ts'
import { certificatesIn } from '../pem.ts'

/** How the server of one connection proves who it is. */
export interface ConnectionTls {
  /** PEM of the only authorities that are trusted. */
  readonly ca?: string
  /** `sha256//` and the base64 of the sha256 of the public key (SPKI, DER), as curl and Rudder's agents write it. */
  readonly pin?: string
  /** Accepts any certificate; a pin is still checked. */
  readonly insecure?: boolean
}

const pinned = /^sha256\/\/[A-Za-z0-9+/]{43}=$/

/** The pin of a certificate: `sha256//…` of its public key. */
export const pinOf = (certificate: X509Certificate): string =>
  `sha256//${createHash('sha256')
    .update(certificate.publicKey.export({ type: 'spki', format: 'der' }))
    .digest('base64')}`

/** The options of Node's TLS for these settings; UserError, naming the connection, if they cannot be used. */
export const tlsOptions = (id: string, { ca, pin, insecure }: ConnectionTls): ConnectionOptions => {
  if (pin !== undefined && !pinned.test(pin)) {
    throw new UserError(
      `The pin of ${id} is not sha256// and 44 characters of base64. Copy it as curl --pinnedpubkey takes it.`,
    )
  }
  // A pin alone replaces the chain (Rudder's own certificate has no host name in it); with a CA both must match.
  const chain = !insecure && (pin === undefined || ca !== undefined)
  const options: ConnectionOptions = { rejectUnauthorized: chain, ALPNProtocols: ['http/1.1'] }
  if (ca === undefined) return options
  try {
    // Node accepts any text for `ca`, and then trusts nobody.
    const blocks = certificatesIn(ca)
    for (const block of blocks.length > 0 ? blocks : ['']) new X509Certificate(block)
    return { ...options, secureContext: createSecureContext({ ca }) }
  } catch {
    throw new UserError(
      `The certificate authority of ${id} is not PEM. Give the file that begins with BEGIN CERTIFICATE.`,
    )
  }
}

/** The key of the server and the pin, if they differ; undefined if the certificate is of the pinned key. */
export const pinMismatch = (certificate: X509Certificate | undefined, pinned: string): SystemErrorContext['keys'] => {
  // Nothing to compare (as after a resumed session) is a mismatch, never a pass.
  const shown = certificate && pinOf(certificate)
  return shown === pinned ? undefined : { shown, pinned }
}
