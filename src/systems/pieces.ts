/** Collects a text from pieces of bytes; keeps nothing of a text that is over the limit. */
export interface Pieces {
  /** Keeps a copy, because the chunk around it may be large. */
  add(piece: Uint8Array): void
  /** The text of all pieces and of `last`, or undefined if it is too long; and starts over. */
  take(last: Uint8Array): string | undefined
  readonly isTooLong: boolean
}

/** `bytes` is the limit of one text. */
export const createPieces = (bytes: number): Pieces => {
  let pieces: Buffer[] = []
  let size = 0
  const grow = (piece: Uint8Array) => {
    size += piece.length
    if (size > bytes) pieces = []
    return size <= bytes
  }
  return {
    add: (piece) => {
      if (grow(piece) && piece.length > 0) pieces.push(Buffer.from(piece))
    },
    take: (last) => {
      const fits = grow(last)
      const whole = pieces.length === 0 ? last : Buffer.concat([...pieces, last])
      pieces = []
      size = 0
      return fits ? textOf(whole) : undefined
    },
    get isTooLong() {
      return size > bytes
    },
  }
}

const textOf = ({ buffer, byteOffset, length }: Uint8Array): string =>
  Buffer.from(buffer, byteOffset, length).toString('utf8')
