import { UserError } from '../errors.ts'
import type { Clock, Ids, Log } from '../world.ts'
import type { SlackCall } from './call.ts'
import type { Network } from './network.ts'
import { openSocket, type Socket, type SocketTimes, type Take } from './socket.ts'
import { type OpenSocket, takeTicket } from './ticket.ts'

/** The sockets of one process: one, and for a while two if Slack asks for another. */
export interface Sockets {
  isOpen(): boolean
  /** Why the last one was lost or could not be opened; undefined before that, and once there is a new one. */
  why(): string | undefined
  /** Keeps a socket open until the signal is aborted. Throws UserError if the first is refused because of the token. */
  run(signal: AbortSignal): Promise<void>
  /** Opens no more, and closes what is open. */
  close(): Promise<void>
}

interface Parts {
  readonly call: SlackCall<OpenSocket>
  readonly apiUrl: string
  readonly network: Network
  readonly take: Take
  readonly clock: Clock
  readonly ids: Ids
  readonly log: Log
  readonly times?: SocketTimes
}

const firstWaitMs = 1_000
const longestWaitMs = 30_000
/** A socket that lived this long worked, so there is no need to wait after its end. */
const steadyMs = 30_000

/** Sockets that are replaced before Slack closes them if it announces that, else after a growing delay. */
export const createSockets = ({ call, apiUrl, network, take, clock, ids, log, times }: Parts): Sockets => {
  const open = new Set<Socket>()
  const replaced = new WeakSet<Socket>()
  const closing = new AbortController()
  let [why, wasOpen]: [string | undefined, boolean] = [undefined, false]

  const next = async (): Promise<Socket | { readonly why: string; readonly waitMs?: number }> => {
    const ticket = await takeTicket(call, apiUrl)
    if ('fatal' in ticket && !wasOpen) throw new UserError(badToken(ticket.why))
    if ('why' in ticket) return ticket
    return openSocket(network, ticket.url, take, times).catch((error: unknown) => ({
      why: error instanceof Error ? error.message : 'unknown',
    }))
  }

  /** Takes the place of the one before it, and ends those that were replaced already. */
  const install = (socket: Socket): void => {
    for (const old of open) {
      if (replaced.has(old)) void old.close()
      else old.retire()
      replaced.add(old)
    }
    open.add(socket)
    void socket.gone.then(() => open.delete(socket))
    why = undefined
    wasOpen = true
    log.info('slack.socket', { state: 'open' })
  }

  const isOpen = () => [...open].some((socket) => socket.isOpen())

  /** How long to wait before the next is tried, in milliseconds. */
  const waitFor = (failures: number, least = 0): number => {
    const most = Math.min(longestWaitMs, firstWaitMs * 2 ** (failures - 1))
    const chance = (ids.bytes(1)[0] ?? 0) / 256
    return failures === 0 ? least : Math.max(least, most * (0.5 + chance / 2))
  }

  return {
    isOpen,
    why: () => why,
    run: async (given) => {
      const signal = AbortSignal.any([given, closing.signal])
      const aborted = new Promise<undefined>((resolve) => signal.addEventListener('abort', () => resolve(undefined)))
      let failures = 0
      while (!signal.aborted) {
        const made = await next()
        const since = clock.now()
        let least = 'waitMs' in made ? made.waitMs : 0
        if ('why' in made) why = said(made.why)
        else {
          if (signal.aborted) return made.close()
          install(made)
          const reason = await Promise.race([made.leaving, aborted])
          if (reason === undefined) break
          why = said(reason)
          if (clock.now() - since >= steadyMs) failures = -1
          if (reason === 'link_disabled') least = longestWaitMs
        }
        failures += 1
        const waitMs = Math.round(waitFor(failures, least))
        // If one is still open Slack only wants another, as it does every few hours.
        log[isOpen() ? 'info' : 'warn']('slack.socket', { state: 'wanted', why, waitMs })
        await clock.sleep(waitMs, signal).catch(() => {})
      }
    },
    close: async () => {
      closing.abort()
      await Promise.all([...open].map((socket) => socket.close()))
    },
  }
}

const said = (reason: string): string => {
  if (reason === 'gone') return 'it was cut off'
  return reason === 'link_disabled' ? 'Socket Mode is switched off on the page of the Slack app' : reason
}

const badToken = (why: string): string =>
  why === 'missing_scope'
    ? 'SLACK_APP_TOKEN lacks the scope connections:write. Make another on the page “Basic Information” of the Slack app, under “App-Level Tokens”.'
    : `Slack does not accept SLACK_APP_TOKEN (${why}). Take one of the page “Basic Information” of the Slack app, “App-Level Tokens”, with the scope connections:write; and Socket Mode must be switched on there.`
