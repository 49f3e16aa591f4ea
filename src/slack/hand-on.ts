import type { Receiver } from '@slack/bolt'
import type { Clock, Labels, Metrics } from '../world.ts'

type App = Parameters<Receiver['init']>[0]

/** One payload of Slack, whichever way it came. */
export interface Handed {
  readonly payload: Readonly<Record<string, unknown>>
  /** When it came. */
  readonly since: number
  /** Acknowledges it, with an answer if there is one; called once. */
  ack(answer: unknown): void
}

interface Parts {
  readonly clock: Clock
  readonly metrics: Metrics
}

/** Hands a payload to the listeners; false where nobody listens for such a one, and it is not acknowledged yet. */
export const handOn = async (
  app: App,
  { payload, since, ack }: Handed,
  { clock, metrics }: Parts,
): Promise<boolean> => {
  let acked = false
  await app.processEvent({
    body: payload,
    ack: async (answer?: unknown) => {
      if (acked) return
      acked = true
      ack(answer)
      metrics.time('ack', (clock.now() - since) / 1000, { kind: kindOf(payload) })
    },
  })
  return acked
}

const kindOf = ({ type, command }: Readonly<Record<string, unknown>>): Labels<'ack'>['kind'] => {
  if (command !== undefined) return 'command'
  if (type === 'block_actions') return 'press'
  return type === 'view_submission' ? 'submission' : 'event'
}
