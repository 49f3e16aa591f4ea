import type { Receiver } from '@slack/bolt'
import type { Clock, Labels, Metrics } from '../world.ts'
import { createIntake } from './intake.ts'
import type { Take } from './socket.ts'

/** What a socket needs to receive from Slack. */
export interface SocketReception {
  readonly receiver: Receiver
  readonly take: Take
  /** Stops acknowledging, so that Slack sends to another socket. */
  stop(): void
  /** Resolves when everything received has been handed on. */
  drain(): Promise<void>
}

interface Parts {
  readonly clock: Clock
  readonly metrics: Metrics
  readonly drop: (why: Labels<'dropped'>['why']) => void
}

const kinds: readonly unknown[] = ['slash_commands', 'interactive', 'events_api']

/** Receives Slack's envelopes from sockets: they contain what comes over HTTP, and the socket proves that they are Slack's. */
export const createSocketReception = ({ clock, metrics, drop }: Parts): SocketReception => {
  let stopped = false
  const intake = createIntake({ clock, metrics })

  const taken: (...given: Parameters<Take>) => Promise<void> = async ({ type, payload }, ack) => {
    const since = clock.now()
    if (stopped || !intake.isOpen()) return drop('stopping')
    if (!kinds.includes(type) || !isObject(payload)) {
      drop(kinds.includes(type) ? 'malformed' : 'kind')
      return ack(undefined)
    }
    if (await intake.handOn({ payload, since, ack })) return
    // Nobody listens for such a payload; Slack is not asked to send it again.
    drop('kind')
    ack(undefined)
  }

  return {
    receiver: intake.receiver,
    take: (envelope, ack) => intake.hold(taken(envelope, ack).catch(() => drop('malformed'))),
    stop: () => {
      stopped = true
    },
    drain: intake.drain,
  }
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
