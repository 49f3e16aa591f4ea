import { pipeline, type Readable } from 'node:stream'
import { createBrotliDecompress, createGunzip, createInflate } from 'node:zlib'
import type { RawAnswer } from './system.ts'
import type { ResponseHead } from './wire.ts'

/** The answer ended before its end, or was damaged on the way. */
export class CutOff extends Error {
  override readonly name = 'CutOff'
}

/** The answer is larger than allowed; the socket is closed. */
export class TooLarge extends Error {
  override readonly name = 'TooLarge'
}

const decoders = {
  gzip: createGunzip,
  'x-gzip': createGunzip,
  deflate: createInflate,
  br: createBrotliDecompress,
} as const

const plain = (encoding: string) => encoding === '' || encoding === 'identity'

const decoder = (encoding: string) => {
  if (!Object.hasOwn(decoders, encoding)) throw new CutOff('a content-encoding that was not asked for')
  return decoders[encoding as keyof typeof decoders]()
}

/**
 * The bytes of an answer, decompressed. More than `bytes` of them, announced or counted, are TooLarge; fewer than were
 * announced are CutOff; with `cut` only counted bytes end it, so that the beginning is returned first. Leaving the loop
 * early closes the socket.
 */
export async function* decoded(
  { status, headers, body }: ResponseHead,
  bytes: number,
  cut = false,
): AsyncGenerator<Buffer, void, undefined> {
  const empty = status === 204 || status === 304 || headers['content-length'] === '0'
  const encoding = empty ? '' : (headers['content-encoding'] ?? '').trim().toLowerCase()
  if (!cut && Number(headers['content-length']) > bytes) {
    body.destroy()
    throw new TooLarge(`over ${bytes} bytes`)
  }
  let count = 0
  try {
    for await (const chunk of plain(encoding) ? body : decompressed(body, encoding)) {
      count += (chunk as Buffer).length
      if (count > bytes) throw new TooLarge(`over ${bytes} bytes`)
      yield chunk as Buffer
    }
  } catch (error) {
    throw error instanceof TooLarge ? error : new CutOff(error instanceof Error ? error.message : 'closed')
  } finally {
    body.destroy()
  }
}

/** Node's decoders hand out 16 kB at a time, so a decompression bomb is noticed early. */
const decompressed = (body: Readable, encoding: string): Readable =>
  pipeline(body, decoder(encoding), () => {}) as unknown as Readable

/**
 * The body as text: `all` of it, TooLarge if it is longer than `bytes`; `cut`, then its beginning; or the `beginning`
 * that arrived, also if it broke off or was ended later. `ended` is false if its end was not seen.
 */
export const readBody = async (
  reply: ResponseHead,
  bytes: number,
  how: 'all' | 'cut' | 'beginning' = 'all',
): Promise<Pick<RawAnswer, 'text' | 'ended'>> => {
  const chunks: Buffer[] = []
  let ended = true
  try {
    for await (const chunk of decoded(reply, bytes, how !== 'all')) chunks.push(chunk)
  } catch (error) {
    const enough = error instanceof TooLarge ? how !== 'all' : how === 'beginning' && chunks.length > 0
    if (!enough) throw error
    ended = false
  }
  return { text: new TextDecoder().decode(Buffer.concat(chunks)), ended }
}
