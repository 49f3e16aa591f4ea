import { SystemError } from '../errors.ts'
import type { Clock } from '../world.ts'
import type { Protocol, Session } from './system.ts'

/** For how long a server that was too old for a call is not tried again, in milliseconds. */
const tooOldMs = 60_000

export const isOfVersion = (error: unknown): boolean =>
  error instanceof SystemError && ['version', 'too-old'].includes(error.kind)

interface Parts {
  readonly protocol: Pick<Protocol, 'isBare'>
  /** What the server is called until it has said what it is. */
  readonly title: string
  readonly open: () => Promise<Session>
  readonly clock: Clock
}

/** The handshake of a connection: made once, and again after a version error. */
export interface Handshake {
  /** What the server is, as far as it has said so. */
  readonly source: string
  /** Makes it unless it was made. */
  made(): Promise<Session>
  /** The next call makes it again. */
  forget(): void
  /**
   * What a read gives that needs a session. It is sent once more if the known version is gone after an upgrade of the server.
   * `drop` gets what a read gave whose handshake failed.
   */
  with<T>(work: (session: Session) => Promise<T>, drop?: (given: T) => Promise<unknown>): Promise<T>
}

export const createHandshake = ({ protocol, title, open, clock }: Parts): Handshake => {
  let session: Promise<Session> | undefined
  let openedAt = Number.NEGATIVE_INFINITY
  let source = title

  const made = (): Promise<Session> => {
    session ??= open().then((opened) => {
      openedAt = clock.now()
      source = opened.source
      return opened
    })
    session.catch(() => {
      session = undefined
    })
    return session
  }

  const beside: Handshake['with'] = async (work, drop) => {
    const opening = made()
    const reading = work({ source: title, headers: {} })
    try {
      const [given] = await Promise.all([reading, opening])
      return given
    } catch (error) {
      // Nobody waits for what comes after the first error.
      reading.then(drop).catch(() => {})
      throw error
    }
  }
  const once: Handshake['with'] = async (work, drop) => (protocol.isBare ? beside(work, drop) : work(await made()))

  /** True if it wasn't sent because the server was too old a moment ago: trying each time would cost a call. */
  const isLately = (error: unknown): boolean =>
    error instanceof SystemError && error.kind === 'too-old' && error.unsent && clock.now() - openedAt < tooOldMs

  return {
    get source() {
      return source
    },
    made,
    forget: () => {
      session = undefined
    },
    with: async (work, drop) => {
      try {
        return await once(work, drop)
      } catch (error) {
        if (!isOfVersion(error) || !session || isLately(error)) throw error
        session = undefined
        return once(work, drop)
      }
    },
  }
}
