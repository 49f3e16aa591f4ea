import type { ServerResponse } from 'node:http'
import type { ClientEvent } from './client.ts'

/** The pages that are open, each as one person, and what they are told as it happens. */
export interface Streams {
  open(user: string, response: ServerResponse): void
  /** True where no page is open. */
  isAlone(): boolean
  /** Tells an event to those who may hear it. */
  emit(event: ClientEvent, mayHear: (user: string) => boolean): void
  close(): void
}

export const createStreams = (): Streams => {
  const open = new Set<{ readonly user: string; readonly response: ServerResponse }>()
  return {
    open: (user, response) => {
      const one = { user, response }
      response.writeHead(200, {
        'content-type': 'text/event-stream; charset=utf-8',
        'cache-control': 'no-store',
        'x-content-type-options': 'nosniff',
      })
      response.write(': open\n\n')
      open.add(one)
      response.on('close', () => open.delete(one))
    },
    isAlone: () => open.size === 0,
    emit: (event, mayHear) => {
      const data = `data: ${JSON.stringify(event)}\n\n`
      for (const { user, response } of open) if (mayHear(user)) response.write(data)
    },
    close: () => {
      for (const { response } of open) response.end()
    },
  }
}
