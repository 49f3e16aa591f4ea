import { type SystemErrorKind, UserError } from '../../errors.ts'
import type { Context } from '../context.ts'
import { type FirstReading, firstReading } from './first-reading.ts'
import type { WatchRead } from './watch-read.ts'
import type { Watched } from './watched.ts'

/** It couldn't be read just now. */
export class NotRead extends UserError {
  readonly connection: string
  readonly kind: SystemErrorKind | undefined
  constructor(connection: string, { because, kind }: Extract<WatchRead, { readonly how: 'failed' }>, instead: string) {
    super(`${connection} couldn't be read just now: ${because}. ${instead}; try again.`)
    this.connection = connection
    this.kind = kind
  }
}

/**
 * The first reading of a watch, or of a changed one. Throws UserError if it can't be read, and NotRead if it couldn't be read just
 * now, which says what is so `instead`.
 */
export const readFirst = async (context: Context, watched: Watched, instead: string): Promise<FirstReading> => {
  const read = await firstReading(context, watched)
  if (read.how === 'stopped') throw new UserError(read.why)
  if (read.how === 'unsure')
    throw new UserError(`I couldn't check whose rights it has just now. ${instead}; try again.`)
  if (read.how !== 'failed') return read
  throw new NotRead(watched.row.connection, read, instead)
}
