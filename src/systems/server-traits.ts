import type { X509Certificate } from 'node:crypto'
import type { Clock } from '../world.ts'
import { pinOf } from './tls.ts'

/** What a server showed of itself while it was called; nothing is asked for it, and nothing is known before. */
export interface ServerTraits {
  /** When it last answered a call well, in milliseconds since 1970. */
  readonly answeredAt: number | undefined
  /** By how many milliseconds its clock is ahead of ours; the header that says so has whole seconds. */
  readonly aheadMs: number | undefined
  /** The certificate of the newest connection, as a pin, and until when it is good. */
  readonly certificate: { readonly pin: string; readonly until: number } | undefined
}

/** What is noted while calls are made. */
export interface Noting {
  readonly seen: ServerTraits
  answered(): void
  headers(headers: Readonly<Record<string, string>>): void
  certificate(shown: X509Certificate | undefined): void
}

/** Remembers the newest of each. */
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
