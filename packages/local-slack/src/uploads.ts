import type { IncomingMessage, ServerResponse } from 'node:http'
import { readBody } from './body.ts'
import { takenFault } from './faults.ts'
import { pass, type Verdict } from './faulty.ts'
import { sendText } from './reply.ts'
import type { Workspace } from './workspace.ts'

const most = 50_000_000
/** How long an address can be uploaded to, in milliseconds; Slack does not say, so bots must not rely on more. */
const livesMs = 5 * 60_000

const fileIn = async (body: Buffer, type: string): Promise<Buffer | undefined> => {
  if (!/^multipart\/form-data\b/.test(type)) return body
  const bytes = new Uint8Array(body)
  const form = await new Response(bytes, { headers: { 'content-type': type } }).formData().catch(() => undefined)
  const [part] = form ? [...form.values()].filter((value) => typeof value !== 'string') : []
  return part && Buffer.from(await part.arrayBuffer())
}

/** Takes the bytes of a file that was announced, with the faults that are on; an address works once, and not for long. */
export const upload = async (
  workspace: Workspace,
  request: IncomingMessage,
  response: ServerResponse,
  key: string,
): Promise<void> => {
  const body = await readBody(request, most)
  const bytes = body && (await fileIn(body, request.headers['content-type'] ?? ''))
  const perform = (): Verdict => {
    const file = [...workspace.state.files.values()].find((one) => one.key === key)
    if (!file || workspace.now() - file.announcedAt > livesMs) return said(404, 'no such upload')
    // It works once, whatever came.
    file.key = undefined
    if (!body) return said(413, 'too large')
    if (bytes?.length !== file.length) return said(400, 'not the length that was announced')
    file.bytes = bytes
    return { ...said(200, `OK - ${bytes.length}`), answered: 'ok' }
  }
  const args = { length: body?.length ?? most, type: request.headers['content-type'] ?? '' }
  const passing = { workspace, request, response, method: 'upload', channel: undefined, args, perform }
  return pass(passing, takenFault(workspace, { method: 'upload', channel: undefined }))
}

const said = (status: number, text: string): Verdict => ({ status, body: {}, text, answered: `http_${status}` })

/** Hands out a file, to be kept and not to be opened in the page. */
export const download = ({ state }: Workspace, response: ServerResponse, id: string): void => {
  const file = state.files.get(id)
  if (!file?.bytes || !file.shared) {
    sendText(response, 404, 'no such file')
    return
  }
  response.writeHead(200, {
    'content-type': 'application/octet-stream',
    'content-disposition': `attachment; filename*=UTF-8''${encodeURIComponent(file.name)}`,
    'content-length': file.bytes.length,
    'content-security-policy': "default-src 'none'; sandbox",
    'x-content-type-options': 'nosniff',
    'cache-control': 'no-store',
  })
  response.end(file.bytes)
}
