import { z } from 'zod'
import { SystemError, type SystemErrorCause } from '../../../errors.ts'
import type { Operation } from '../../operation.ts'
import { parseJson } from '../../parse-json.ts'
import type { RawAnswer } from '../../system.ts'
import { messageRefusal, type Refusal, runRefusal } from './refusals.ts'

const Said = z.object({ message: z.string() })
const RunRefused = z.object({ job: z.object({ status: z.literal(4), error: z.string() }) })

const parsed = (text: string): unknown => {
  try {
    return parseJson(text)
  } catch {
    return undefined
  }
}

const longestDetail = 300

/** The data in an answer of Redash. Throws SystemError if it is an error, also one that comes with status 200. */
export const answerData = (connection: string, operation: Operation, answer: RawAnswer): unknown => {
  const { status, text, type } = answer
  const failed = (cause: SystemErrorCause, said = '', definite = false) =>
    new SystemError({
      connection,
      endpoint: operation.endpoint,
      status,
      ...cause,
      ...(said !== '' && { detail: said.slice(0, longestDetail) }),
      ...(definite && { refusal: 'definite' }),
    })
  if (status >= 200 && status < 300) {
    // An address that it doesn't know is answered with 200 and the page of its front end.
    if (type === 'text/html') throw failed({ kind: 'unexpected-answer', reason: 'foreign' })
    if (operation.shape.text) return csv(answer, () => failed({ kind: 'unexpected-answer', reason: 'not-text' }))
    const data = parsed(text)
    if (data === undefined) throw failed({ kind: 'unexpected-answer', reason: 'not-json' })
    return data
  }
  const { refusal, said } = refusalIn(status, parsed(text))
  if (refusal) throw failed(refusal.cause, said, refusal.definite)
  // What any other status means, the transport tells.
  return undefined
}

const csv = ({ type, text }: RawAnswer, wrong: () => SystemError): string => {
  if (type !== 'text/csv') throw wrong()
  return text
}

const refusalIn = (status: number, body: unknown): { readonly refusal: Refusal | undefined; readonly said: string } => {
  const run = RunRefused.safeParse(body)
  if (run.success) return { refusal: runRefusal(status), said: run.data.job.error }
  const { message = '' } = Said.safeParse(body).data ?? {}
  const isPlain = status === 500 || message === ''
  return {
    refusal: isPlain && status !== 500 ? undefined : messageRefusal(status, message),
    said: isPlain ? '' : message,
  }
}
