import type { IncomingMessage } from 'node:http'
import type { Json } from './state.ts'

/** What a request carries, whole; undefined where it is more than `most` bytes. */
export const readBody = async (request: IncomingMessage, most: number): Promise<Buffer | undefined> => {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length
    if (size <= most) chunks.push(chunk)
  }
  return size > most ? undefined : Buffer.concat(chunks)
}

/** Arguments that the Web API takes as JSON within a form. */
const structured = new Set(['blocks', 'attachments', 'view', 'files', 'metadata'])

const opened = (key: string, value: string): unknown => {
  if (!structured.has(key)) return value
  try {
    return JSON.parse(value) as unknown
  } catch {
    return value
  }
}

/** An object of JSON; undefined for everything else. */
export const jsonIn = (body: Buffer): Json | undefined => {
  try {
    const parsed: unknown = JSON.parse(body.toString('utf8'))
    return typeof parsed === 'object' && parsed !== null && !Array.isArray(parsed) ? (parsed as Json) : undefined
  } catch {
    return undefined
  }
}

/** The arguments of a call, whether sent as a form, in parts or as JSON; undefined where they cannot be read. */
export const argsIn = async (body: Buffer, type: string): Promise<Json | undefined> => {
  if (/^application\/json\b/.test(type)) return body.length === 0 ? {} : jsonIn(body)
  if (/^multipart\/form-data\b/.test(type)) {
    const bytes = new Uint8Array(body)
    const form = await new Response(bytes, { headers: { 'content-type': type } }).formData().catch(() => undefined)
    return (
      form &&
      Object.fromEntries([...form].flatMap(([key, of]) => (typeof of === 'string' ? [[key, opened(key, of)]] : [])))
    )
  }
  const form = new URLSearchParams(body.toString('utf8'))
  return Object.fromEntries([...form].map(([key, value]) => [key, opened(key, value)]))
}
