import type { IncomingMessage, ServerResponse } from 'node:http'
import { readBody } from './body.ts'
import { sendText } from './reply.ts'
import type { Workspace } from './workspace.ts'

const most = 20_000_000

const fileIn = async (body: Buffer, type: string): Promise<Buffer | undefined> => {
  if (!/^multipart\/form-data\b/.test(type)) return body
  const bytes = new Uint8Array(body)
  const form = await new Response(bytes, { headers: { 'content-type': type } }).formData().catch(() => undefined)
  const [part] = form ? [...form.values()].filter((value) => typeof value !== 'string') : []
  return part && Buffer.from(await part.arrayBuffer())
}

/** Takes the bytes of a file that was announced. */
export const upload = async (
  { state }: Workspace,
  request: IncomingMessage,
  response: ServerResponse,
  id: string,
): Promise<void> => {
  const body = await readBody(request, most)
  const file = state.files.get(id)
  if (!file || file.shared) return sendText(response, 404, 'no such upload')
  if (!body) return sendText(response, 413, 'too large')
  const bytes = await fileIn(body, request.headers['content-type'] ?? '')
  if (bytes?.length !== file.length) return sendText(response, 400, 'not the length that was announced')
  file.bytes = bytes
  return sendText(response, 200, `OK - ${bytes.length}`)
}

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
