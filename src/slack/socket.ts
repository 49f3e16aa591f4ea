import type { Network } from './network.ts'

type Json = Readonly<Record<string, unknown>>

/** A message of Slack on a socket, and how to acknowledge it; `ack` does nothing once the socket is gone. */
export type Take = (envelope: Json, ack: (answer: unknown) => void) => void

/** Why a socket must be replaced: the reason of Slack's `disconnect`, or `gone`. */
export type Leaving = string

/** A socket to Slack after its `hello`. */
export interface Socket {
  readonly isOpen: () => boolean
  /** Resolves when another one is needed; this one may go on until that is open. */
  readonly leaving: Promise<Leaving>
  /** Resolves when it is gone. */
  readonly gone: Promise<void>
  /** There is another one: Slack may end this one, and whatever it still sends on it is accepted until then. */
  retire(): void
  /** Closes it with a handshake; resolves when the socket is gone. */
  close(): Promise<void>
}

/** Limits in milliseconds of real time. */
export interface SocketTimes {
  /** From the first byte to Slack's `hello`. */
  readonly helloMs: number
  /** Between two checks whether anything arrives: a socket that was silent for three of them is dead. */
  readonly beatMs: number
  /** For Slack's half of the closing handshake. */
  readonly closeMs: number
  /** From when another one is open to closing this one, if Slack has not closed it. */
  readonly lingerMs: number
}

const usual: SocketTimes = { helloMs: 15_000, beatMs: 5_000, closeMs: 2_000, lingerMs: 30_000 }
const silentBeats = 3

/** Opens a socket; rejects with an error that says why in words without the address, which is a key. */
export const openSocket = (
  { dial }: Pick<Network, 'dial'>,
  url: URL,
  take: Take,
  { helloMs, beatMs, closeMs, lingerMs }: SocketTimes = usual,
): Promise<Socket> => {
  const { socket, bytes, ping, cut } = dial(url)
  const greeted = Promise.withResolvers<Socket>()
  const leaving = Promise.withResolvers<Leaving>()
  const gone = Promise.withResolvers<void>()
  let [seen, silent, isGreeted] = [0, 0, false]
  let why: string | undefined
  let lingering: NodeJS.Timeout | undefined

  const isOpen = () => isGreeted && socket.readyState === socket.OPEN
  const fail = (reason: string) => {
    why = reason
    cut()
  }
  const greeting = setTimeout(() => fail(`no hello within ${helloMs} ms`), helloMs)
  const beat = setInterval(() => {
    if (!isOpen()) return
    const now = bytes()
    silent = now === seen ? silent + 1 : 0
    seen = now
    // Slack answers pings, so something arrives as long as it is there.
    if (silent >= silentBeats) cut()
    else ping()
  }, beatMs)
  const close = async (): Promise<void> => {
    if (socket.readyState >= socket.CLOSING) return gone.promise
    socket.close(1000)
    const late = setTimeout(cut, closeMs)
    await gone.promise
    clearTimeout(late)
  }
  const retire = () => {
    lingering ??= setTimeout(() => void close(), lingerMs)
  }
  const ack = (id: unknown) => (answer: unknown) => {
    if (socket.readyState !== socket.OPEN) return
    const payload = typeof answer === 'object' && answer !== null ? { payload: answer } : {}
    socket.send(JSON.stringify({ envelope_id: id, ...payload }))
  }

  socket.addEventListener('message', ({ data }) => {
    const message = parsed(data)
    if (message?.type === 'hello') {
      isGreeted = true
      clearTimeout(greeting)
      greeted.resolve({ isOpen, leaving: leaving.promise, gone: gone.promise, retire, close })
    } else if (message?.type === 'disconnect') {
      const reason = wordOf(message.reason)
      if (isGreeted) leaving.resolve(reason)
      else fail(reason)
    } else if (typeof message?.envelope_id === 'string') take(message, ack(message.envelope_id))
  })
  socket.addEventListener('error', ({ error }) => {
    why ??= reasonOf(error)
  })
  socket.addEventListener('close', () => {
    clearTimeout(greeting)
    clearInterval(beat)
    clearTimeout(lingering)
    cut()
    leaving.resolve('gone')
    gone.resolve()
    greeted.reject(new Error(why ?? 'it was closed before it was open'))
  })
  return greeted.promise
}

const parsed = (data: unknown): Json | undefined => {
  try {
    const value: unknown = JSON.parse(String(data))
    return typeof value === 'object' && value !== null ? (value as Json) : undefined
  } catch {
    return undefined
  }
}

const wordOf = (reason: unknown): string =>
  typeof reason === 'string' && /^[a-z_]{1,40}$/.test(reason) ? reason : 'asked'

/** The message of the innermost cause: the outer ones only say that something failed. */
const reasonOf = (error: unknown): string | undefined =>
  error instanceof Error ? (reasonOf(error.cause) ?? (error.message || undefined)) : undefined
