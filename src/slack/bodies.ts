import type { IncomingMessage } from 'node:http'
import { free } from '../serve/free.ts'

/** A body as received; or why there is none: it is too large, or its connection ended. */
export type ReceivedBody = Buffer | 'size' | 'gone'

/** The bodies that are being read of requests that may or may not be Slack's. */
export interface Bodies {
  /** The whole body, at most `most` bytes of it. */
  read(request: IncomingMessage, most: number): Promise<ReceivedBody>
  /** How many bytes of memory they take now. */
  held(): number
}

interface Held {
  room: Buffer
  size: number
  end(read: ReceivedBody): void
}

/** Slack's largest payloads are some tens of kilobytes, and it sends few at once. */
const usualBytes = 8 * 1024 * 1024

const least = 4_096
const none = Buffer.alloc(0)

/** Bodies that take `all` bytes together at most: if there is no room for more of one, the oldest others are dropped. */
export const createBodies = (all = usualBytes): Bodies => {
  const open = new Map<IncomingMessage, Held>()
  let held = 0

  const close = (request: IncomingMessage, read: ReceivedBody): void => {
    const body = open.get(request)
    if (!body) return
    open.delete(request)
    held -= body.room.length
    body.end(read)
    if (typeof read === 'string') free(body.room)
    // Nothing may be read after this from memory that was released.
    body.room = none
    body.size = 0
  }
  const makeRoom = (wanted: number, growing: IncomingMessage): void => {
    for (const request of [...open.keys()]) {
      if (held + wanted <= all) return
      if (request === growing) continue
      close(request, 'gone')
      request.destroy()
    }
  }
  /** Copies into one buffer, so that a body takes no more memory than is counted, however small its pieces are. */
  const add = (request: IncomingMessage, body: Held, chunk: Buffer, most: number): void => {
    const size = body.size + chunk.length
    if (size > most) {
      close(request, 'size')
      return
    }
    if (size > body.room.length) {
      const room = Math.min(most, Math.max(size, least, body.room.length * 4))
      makeRoom(room - body.room.length, request)
      held += room - body.room.length
      const grown = Buffer.alloc(room)
      body.room.copy(grown)
      free(body.room)
      body.room = grown
    }
    chunk.copy(body.room, body.size)
    body.size = size
  }

  return {
    held: () => held,
    read: (request, most) =>
      new Promise((end) => {
        const body: Held = { room: none, size: 0, end }
        open.set(request, body)
        request
          .on('data', (chunk: Buffer) => {
            if (open.has(request)) add(request, body, chunk, most)
            free(chunk)
          })
          .once('end', () => close(request, body.room.subarray(0, body.size)))
          .once('error', () => close(request, 'gone'))
          .once('close', () => close(request, 'gone'))
      }),
  }
}
