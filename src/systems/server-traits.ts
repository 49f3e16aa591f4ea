import type { X509Certificate } from 'node:crypto'
import type { Clock } from '../world.ts'
import { pinOf } from './tls.ts'

/** What was observed about a server during calls; no request is made for it, and nothing is known before the first. */
export interface ServerTraits {
  /** When it last answered a call well, in milliseconds since 1970. */
  readonly answeredAt: number | undefined
  /** By how many milliseconds its clock is ahead of the bot's; its header has whole seconds. */
  readonly aheadMs: number | undefined
  /** The certificate of the newest connection, as a pin, and when it expires. */
  readonly certificate: { readonly pin: string; readonly until: number } | undefined
}

/** Notes observations during calls. */
export interface Noting {
  readonly seen: ServerTraits
  answered(): void
  headers(headers: Readonly<Record<string, string>>): void
  certificate(shown: X509Certificate | undefined): void
}

/** Remembers the newest observation of each kind. */
export const createNoting = (clock: Clock): Noting => {
  const seen: { -readonly [K in keyof ServerTraits]: ServerTraits[K] } = {
    answeredAt: undefined,
    aheadMs: undefined,
    certificate: undefined,
  }
  return {
    seen,
    answered: () => {
      seen.answeredAt = clock.now()
    },
    headers: ({ date = '' }) => {
      const at = Date.parse(date)
      if (Number.isFinite(at)) seen.aheadMs = at - clock.now()
    },
    certificate: (shown) => {
      if (shown) seen.certificate = { pin: pinOf(shown), until: Date.parse(shown.validTo) }
    },
  }
}
