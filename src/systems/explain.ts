import { SystemError } from '../errors.ts'
import { CutOff, TooLarge } from './body.ts'
import type { CheckedCall } from './call.ts'
import { ConnectError } from './connector.ts'
import { bare } from './failure.ts'
import { NotElements } from './not-elements.ts'
import { isLasting } from './unreached.ts'

/** How far a request came before it failed. */
export interface RequestProgress {
  /** Bytes of it may have left. */
  readonly started: boolean
  /** The status, once the head of an answer arrived. */
  readonly status: number | undefined
}

/** An error, and whether retrying the same read may help. */
export interface Explained {
  readonly error: unknown
  readonly again: boolean
}

const passing = new Set(['unreachable', 'timeout', 'unavailable', 'rate-limited'])

/** What a failed request means: a SystemError, or, if it is a bug of the bot, the error itself. */
export const explainFailure = (
  error: unknown,
  { fail, secrets }: CheckedCall,
  { started, status }: RequestProgress,
): Explained => {
  if (error instanceof SystemError) return { error, again: passing.has(error.kind) }
  const seen = { unsent: !started, ...(status !== undefined && { status }) }
  if (error instanceof CutOff) {
    return {
      error: fail('unexpected-answer', { ...seen, reason: 'cut-off', cause: error }),
      again: true,
    }
  }
  if (error instanceof TooLarge) return { error: fail('too-large', { ...seen, detail: error.message }), again: false }
  if (error instanceof NotElements) {
    return { error: fail('unexpected-answer', { ...seen, reason: 'no-list', detail: error.message }), again: false }
  }
  const code = String((error as NodeJS.ErrnoException | null)?.code ?? '')
  // After the head of an answer, network errors are CutOff; before it, any other error is a mistake in the request.
  if (status !== undefined || code === 'UND_ERR_INVALID_ARG') return { error: bug(error, secrets), again: false }
  if (error instanceof ConnectError && (code === 'CONNECT_TIMEOUT' || code === 'ETIMEDOUT')) {
    return {
      error: fail('timeout', { unsent: true, reason: 'connect-timeout', cause: error }),
      again: true,
    }
  }
  if (error instanceof Error && error.name === 'HTTPParserError') {
    return {
      error: fail('unexpected-answer', { ...seen, reason: 'not-http', cause: error }),
      again: false,
    }
  }
  const { reason, detail, keys } = error instanceof ConnectError ? error : {}
  // Without a reason the code says too little to be shown; the log has it.
  const more = { ...(reason !== undefined && detail !== undefined && { detail }), ...(keys && { keys }) }
  const unreached = fail('unreachable', { ...seen, ...more, reason, cause: error })
  return { error: unreached, again: !isLasting(reason) }
}

const bug = (error: unknown, secrets: readonly string[]) =>
  (error as NodeJS.ErrnoException | null)?.code === 'UND_ERR_INVALID_ARG' ? bare(error, secrets) : error
