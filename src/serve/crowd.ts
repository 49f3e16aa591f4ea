import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Socket } from 'node:net'

/** Why a connection was closed: too many are open, or its request did not end in time. */
export type Ousted = 'crowd' | 'slow'

/** How many connections may be open, and for how many turns a request may be unfinished. */
export interface CrowdLimits {
  readonly most: number
  readonly turns: number
}

interface Guest {
  readonly socket: Socket
  readonly exchanges: Set<{ readonly request: IncomingMessage; readonly response: ServerResponse }>
  vouched: boolean
  /** True once an answer said that nothing more is read from it. */
  closing: boolean
  /** How many bytes had come when the last request was answered. */
  read: number
  /** For how many turns its request has been unfinished. */
  turns: number
}

/** The connections of one listener. */
export interface Crowd {
  /** Makes room for a new connection: the oldest that has proved nothing is closed for it. */
  enter(socket: Socket): void
  /** Notes a request; undefined if its connection is closing, and then it must not be answered. */
  begin(request: IncomingMessage, response: ServerResponse): Pick<Guest, 'vouched' | 'closing'> | undefined
  /** Closes what has been unfinished for too long; to be called every second. */
  turn(): void
  /** Lets each connection end with the answer that it waits for. */
  end(): void
}

const late = 'HTTP/1.1 408 Request Timeout\r\nConnection: close\r\nContent-Length: 0\r\n\r\n'

const isWhole = ({ exchanges }: Guest) => [...exchanges].some(({ request }) => request.complete)
const isPartial = ({ exchanges, socket, read }: Guest) =>
  exchanges.size === 0 ? socket.bytesRead > read : [...exchanges].some(({ request }) => !request.complete)

/** Which goes first if there is no room; undefined for one that is being answered and is known to be Slack's. */
const rank = (guest: Guest): number | undefined => {
  if (!guest.vouched) return isWhole(guest) ? 1 : 0
  return isWhole(guest) ? undefined : 2
}

/**
 * Keeps connections few and requests short. Whoever fills a listener with unfinished requests closes their own: a new
 * connection costs the oldest of them, and a request that was found to be good is never closed for one that was not.
 */
export const createCrowd = ({ most, turns }: CrowdLimits, ousted: (why: Ousted) => void): Crowd => {
  // The one that began its request, or came, first is the first.
  const guests = new Map<Socket, Guest>()

  const oust = (guest: Guest, why: Ousted): void => {
    guests.delete(guest.socket)
    const isSilent = [...guest.exchanges].every(({ response }) => !response.headersSent)
    if (why === 'slow' && isSilent) guest.socket.end(late)
    guest.socket.destroySoon()
    ousted(why)
  }
  const first = (newest: Guest): Guest => {
    let found: { readonly guest: Guest; readonly at: number } | undefined
    for (const guest of guests.values()) {
      const at = guest === newest ? undefined : rank(guest)
      if (at === 0) return guest
      if (at !== undefined && (found === undefined || at < found.at)) found = { guest, at }
    }
    return found?.guest ?? newest
  }

  return {
    enter: (socket) => {
      const guest: Guest = { socket, exchanges: new Set(), vouched: false, closing: false, read: 0, turns: 0 }
      guests.set(socket, guest)
      socket.once('close', () => guests.delete(socket))
      if (guests.size > most) oust(first(guest), 'crowd')
    },
    begin: (request, response) => {
      const guest = guests.get(request.socket)
      if (!guest || guest.closing) return undefined
      guests.delete(guest.socket)
      guests.set(guest.socket, guest)
      const exchange = { request, response }
      guest.exchanges.add(exchange)
      response.once('close', () => {
        guest.exchanges.delete(exchange)
        guest.read = guest.socket.bytesRead
      })
      return guest
    },
    turn: () => {
      for (const guest of [...guests.values()]) {
        guest.turns = isPartial(guest) ? guest.turns + 1 : 0
        if (guest.turns > turns) oust(guest, 'slow')
      }
    },
    end: () => {
      for (const guest of guests.values()) {
        for (const { response } of guest.exchanges) if (!response.headersSent) response.setHeader('connection', 'close')
      }
    },
  }
}
