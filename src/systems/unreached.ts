import type { SystemErrorReason } from '../errors.ts'

type Reason = SystemErrorReason<'unreachable'>

const reasons: Readonly<Record<string, Reason>> = {
  PIN_MISMATCH: 'pin-mismatch',
  PROXY_UNREACHABLE: 'proxy-unreachable',
  PROXY_REFUSED: 'proxy-refused',
  TLS_WANTED: 'wants-tls',
  ENOTFOUND: 'no-such-host',
  EAI_AGAIN: 'no-such-host',
  EAI_FAIL: 'no-such-host',
  EAI_NODATA: 'no-such-host',
  EAI_NONAME: 'no-such-host',
  ECONNREFUSED: 'closed-port',
  EHOSTUNREACH: 'no-route',
  EHOSTDOWN: 'no-route',
  ENETUNREACH: 'no-route',
  ENETDOWN: 'no-route',
  EADDRNOTAVAIL: 'no-route',
  CERT_HAS_EXPIRED: 'expired-certificate',
  CERT_NOT_YET_VALID: 'early-certificate',
  ERR_TLS_CERT_ALTNAME_INVALID: 'other-host-name',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'untrusted-certificate',
  SELF_SIGNED_CERT_IN_CHAIN: 'untrusted-certificate',
  UNABLE_TO_GET_ISSUER_CERT: 'untrusted-certificate',
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: 'untrusted-certificate',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'untrusted-certificate',
  CERT_UNTRUSTED: 'untrusted-certificate',
  CERT_REJECTED: 'untrusted-certificate',
  CERT_SIGNATURE_FAILURE: 'untrusted-certificate',
  CERT_CHAIN_TOO_LONG: 'untrusted-certificate',
  INVALID_CA: 'untrusted-certificate',
  INVALID_PURPOSE: 'untrusted-certificate',
  // Something other than TLS answered: an HTTP server answers the handshake with 400.
  ERR_SSL_WRONG_VERSION_NUMBER: 'not-tls',
  ERR_SSL_PACKET_LENGTH_TOO_LONG: 'not-tls',
  ERR_SSL_HTTP_REQUEST: 'not-tls',
}

/** Why no socket could be made, by the code of the error; undefined if the code doesn't tell. */
export const unreachedReason = (code: string): Reason | undefined =>
  Object.hasOwn(reasons, code) ? reasons[code] : code.startsWith('ERR_SSL_') ? 'handshake-failed' : undefined

/** Reasons that don't change without other settings, so that a retry is no use. */
export const isLasting = (reason: string | undefined): boolean =>
  [
    ...['pin-mismatch', 'wants-tls', 'not-tls', 'handshake-failed', 'other-host-name'],
    ...['expired-certificate', 'early-certificate', 'untrusted-certificate'],
  ].includes(reason ?? '')
