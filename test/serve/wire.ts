import { connect, type Socket } from 'node:net'
import { onTestFinished } from 'vitest'

/** One connection, byte for byte. */
export interface Line {
  readonly socket: Socket
  write(...parts: readonly string[]): void
  /** Resolves with what has come as soon as that holds, or when the connection is closed. */
  until(holds: RegExp): Promise<string>
  /** Resolves with all that came when the connection is closed. */
  readonly closed: Promise<string>
}

/** Opens a connection to a listener; closed when the test is finished. */
export const dial = async (url: string): Promise<Line> => {
  const { hostname, port } = new URL(url)
  const socket = connect(Number(port), hostname)
  onTestFinished(() => void socket.destroy())
  let got = ''
  const watchers = new Set<() => void>()
  socket.setEncoding('latin1').on('data', (text) => {
    got += text
    for (const watch of watchers) watch()
  })
  socket.on('error', () => {})
  const closed = new Promise<string>((resolve) => socket.once('close', () => resolve(got)))
  await new Promise((resolve) => socket.once('connect', resolve))
  return {
    socket,
    closed,
    write: (...parts) => void socket.write(parts.join('\r\n')),
    until: (holds) => {
      const found = new Promise<string>((resolve) => {
        const watch = () => holds.test(got) && resolve(got)
        watchers.add(watch)
        watch()
      })
      return Promise.race([found, closed])
    },
  }
}

/** The statuses in what a listener sent. */
export const statuses = (text: string): readonly number[] =>
  [...text.matchAll(/HTTP\/1\.1 (\d{3})/g)].map(([, status]) => Number(status))
