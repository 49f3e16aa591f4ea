import type { SystemError, SystemErrorReason } from '../errors.ts'

type Reason = SystemErrorReason<'unreachable'>

/** Why something cannot be reached, in a clause, and what to do about it, as it appears after a semicolon. */
interface Cause {
  readonly clause: (of: Pick<SystemError, 'detail' | 'keys'>) => string
  readonly remedy: string
}

/** Every way a socket to a system or to Slack can fail. */
export const unreachable: Readonly<Record<Reason, Cause>> = {
  'no-such-host': {
    clause: ({ detail }) => `its host name can't be resolved (${detail})`,
    remedy: 'check the name in url: and the DNS of the machine that the bot runs on',
  },
  'closed-port': {
    clause: () => 'nothing listens on its port',
    remedy: 'check that it is up, and the port in url:',
  },
  'no-route': {
    clause: ({ detail }) => `no network route leads there (${detail})`,
    remedy: "check the address in url:, the bot's network and any firewall",
  },
  'untrusted-certificate': {
    clause: ({ detail }) => `its certificate is not signed by an authority that the bot trusts (${detail})`,
    remedy: 'set tls.ca or tls.pin of the connection',
  },
  'expired-certificate': {
    clause: () => 'its certificate has expired',
    remedy: "renew it on the server, or correct the clock of the bot's machine",
  },
  'early-certificate': {
    clause: () => 'its certificate is not valid yet',
    remedy: "correct the clock of the bot's machine or of the one that made the certificate",
  },
  'other-host-name': {
    clause: () => 'its certificate is for another host name',
    remedy: 'use the name of the certificate in url:, or set tls.pin of the connection',
  },
  'not-tls': {
    clause: () => 'its port does not speak TLS, and url: begins with https://',
    remedy: 'use the port of https in url:',
  },
  'wants-tls': {
    clause: () => 'its port speaks TLS, and url: begins with http://',
    remedy: 'write https:// in url:',
  },
  'handshake-failed': {
    clause: ({ detail }) => `the TLS handshake failed (${detail})`,
    remedy: 'check which versions of TLS the server accepts, and whether it wants a certificate of the client',
  },
  'pin-mismatch': {
    clause: ({ keys }) => `the server's key is ${keys?.shown ?? 'not shown'}, and ${keys?.pinned} was expected`,
    remedy: 'ask whoever runs the server whether its key was changed',
  },
  'proxy-unreachable': {
    clause: ({ detail }) => `the proxy cannot be reached (${detail})`,
    remedy: 'check proxy: of the connection, or HTTPS_PROXY and NO_PROXY',
  },
  'proxy-refused': {
    clause: ({ detail }) => `the proxy answered ${detail}`,
    remedy: 'check the user and password in HTTPS_PROXY, and whether the proxy may connect to it',
  },
}
