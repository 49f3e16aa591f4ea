import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { UserError } from './errors.ts'

type Handler = (request: IncomingMessage, response: ServerResponse) => void

/** One address that is listened on. */
export interface Listener {
  /** `http://127.0.0.1:3000` */
  readonly url: string
  /** Takes no more requests; resolves when those under way are answered, or have had as long as Slack waits. */
  close(): Promise<void>
}

/** What is where: a path and who answers it. */
export type Paths = Readonly<Record<string, Handler>>

/** How long Slack waits for an answer, in milliseconds. */
const answerMs = 3_000

const listen = async (host: string, port: number, paths: Paths): Promise<Listener> => {
  const server = createServer({ requestTimeout: 10_000, headersTimeout: 10_000 }, (request, response) => {
    const path = request.url?.split('?')[0] ?? ''
    const handler = Object.hasOwn(paths, path) ? paths[path] : undefined
    if (handler) return handler(request, response)
    response.writeHead(404, { 'content-type': 'text/plain' }).end()
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error) => {
      const code = 'code' in error ? String(error.code) : 'unknown'
      reject(new UserError(`Nothing can listen on ${host}:${port} (${code}). Is it taken? Choose another port.`))
    })
    server.listen(port, host, resolve)
  })
  const { address, port: bound, family } = server.address() as AddressInfo
  return {
    url: `http://${family === 'IPv6' ? `[${address}]` : address}:${bound}`,
    close: async () => {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()))
      server.closeIdleConnections()
      AbortSignal.timeout(answerMs).addEventListener('abort', () => server.closeAllConnections())
      await closed
    },
  }
}

/** Where the two listeners are, and what each answers. */
export interface Listeners {
  readonly host: string
  readonly port: number
  readonly opsHost: string
  readonly opsPort: number
}

/** Opens the public listener, if there is anything for it, and the operator's; nothing of one is on the other. */
export const serve = async (
  { host, port, opsHost, opsPort }: Listeners,
  { open, ops }: { readonly open?: Paths; readonly ops: Paths },
): Promise<{ readonly open?: Listener; readonly ops: Listener }> => {
  const operators = await listen(opsHost, opsPort, ops)
  if (!open) return { ops: operators }
  try {
    return { open: await listen(host, port, open), ops: operators }
  } catch (error) {
    await operators.close()
    throw error
  }
}
