import type { Receiver } from '@slack/bolt'
import type { Clock, Labels, Metrics } from '../world.ts'

/** One payload of Slack, whichever way it came. */
export interface Handed {
  readonly payload: Readonly<Record<string, unknown>>
  /** When it arrived. */
  readonly since: number
  /** Acknowledges it, with an answer if there is one; called once. */
  ack(answer: unknown): void
}

/** What HTTP and sockets both lead to: Bolt's listeners, and the payloads on their way there. */
export interface Intake {
  readonly receiver: Receiver
  /** True once somebody listens. */
  isOpen(): boolean
  /** Hands a payload to the listeners; false if nobody listens for this kind, and then it is not acknowledged. */
  handOn(handed: Handed): Promise<boolean>
  /** Counts work as incoming until it is done; it must not reject. */
  hold(work: Promise<void>): void
  /** Resolves when nothing more is incoming. */
  drain(): Promise<void>
}

/** An intake that times how long each acknowledgement took. */
export const createIntake = ({ clock, metrics }: { readonly clock: Clock; readonly metrics: Metrics }): Intake => {
  let app: Parameters<Receiver['init']>[0] | undefined
  const coming = new Set<Promise<void>>()
  return {
    receiver: {
      init: (given) => {
        app = given
      },
      start: async () => {},
      stop: async () => {},
    },
    isOpen: () => app !== undefined,
    handOn: async ({ payload, since, ack }) => {
      let acked = false
      await app?.processEvent({
        body: payload,
        ack: async (answer?: unknown) => {
          if (acked) return
          acked = true
          ack(answer)
          metrics.time('ack', (clock.now() - since) / 1000, { kind: kindOf(payload) })
        },
      })
      return acked
    },
    hold: (work) => {
      const held = work.finally(() => coming.delete(held))
      coming.add(held)
    },
    drain: async () => {
      await Promise.all(coming)
    },
  }
}

const kindOf = ({ type, command }: Readonly<Record<string, unknown>>): Labels<'ack'>['kind'] => {
  if (command !== undefined) return 'command'
  if (type === 'block_actions') return 'press'
  return type === 'view_submission' ? 'submission' : 'event'
}
