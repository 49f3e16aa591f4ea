import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Receiver } from '@slack/bolt'
import type { Caller } from '../serve.ts'
import type { Secret } from '../vault/secret.ts'
import type { Labels, World } from '../world.ts'
import { createCall } from './call.ts'
import type { Network } from './network.ts'
import { createReception } from './receive.ts'
import { createSocketReception } from './socket-receive.ts'
import { createSockets } from './sockets.ts'
import type { Strange } from './strangers.ts'
import type { OpenSocket } from './ticket.ts'

/** The key of one of the two ways. */
export type WayKey = { readonly signingSecret: Secret } | { readonly appToken: Secret }

/** How Slack's payloads reach the bot: over HTTP, or on sockets that it opens itself (Socket Mode). */
export interface Way {
  readonly receiver: Receiver
  /** For the public listener; absent if the bot doesn't listen. */
  readonly handle?: (request: IncomingMessage, response: ServerResponse, caller: Caller) => void
  /** Why nothing arrives now; undefined if it does. */
  waits(): string | undefined
  /** Until the signal is aborted. Throws UserError if Slack does not accept the key. */
  run(signal: AbortSignal): Promise<void>
  /** Receives nothing more; resolves when everything received has been handed on. */
  leave(): Promise<void>
  drain(): Promise<void>
}

interface Parts {
  readonly key: WayKey
  readonly apiUrl: string
  readonly network: Network
  readonly world: World
  readonly drop: (why: Labels<'dropped'>['why']) => void
  /** Called for each request that is not Slack's. */
  readonly turnedAway: (why: Strange) => void
  /** True once Slack has said who we are. */
  readonly isKnown: () => boolean
}

const socketWay = (appToken: Secret, { apiUrl, network, world, drop }: Parts): Way => {
  const { clock, ids, log, metrics } = world
  const reception = createSocketReception({ clock, metrics, drop })
  const call = createCall<OpenSocket>({ token: appToken, apiUrl, network }, world)
  const sockets = createSockets({ call, apiUrl, network, take: reception.take, clock, ids, log })
  return {
    receiver: reception.receiver,
    waits: () => {
      if (sockets.isOpen()) return undefined
      const why = sockets.why()
      return why === undefined ? 'the socket to Slack is not open' : `the socket to Slack is not open: ${why}`
    },
    run: sockets.run,
    leave: async () => {
      reception.stop()
      await reception.drain()
      await sockets.close()
    },
    drain: reception.drain,
  }
}

/** The way that this key is for. */
export const createWay = (parts: Parts): Way => {
  const { key, world, drop, turnedAway, isKnown } = parts
  if ('appToken' in key) return socketWay(key.appToken, parts)
  const { clock, metrics } = world
  const { signingSecret } = key
  const { receiver, handle, drain } = createReception({
    signingSecret,
    clock,
    metrics,
    drop,
    turnedAway,
    isReady: isKnown,
  })
  return { receiver, handle, waits: () => undefined, run: async () => {}, leave: async () => {}, drain }
}
