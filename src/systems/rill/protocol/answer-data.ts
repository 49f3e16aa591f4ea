import { z } from 'zod'
import { SystemError } from '../../../errors.ts'
import type { Operation } from '../../operation.ts'
import { parseJson } from '../../parse-json.ts'
import type { RawAnswer } from '../../system.ts'
import { refusalOf } from './refusals.ts'

const ByApis = z.object({ error: z.string() })
const ByGrpc = z.object({ code: z.number(), message: z.string() })

const parsed = (text: string): unknown => {
  try {
    return parseJson(text)
  } catch {
    return undefined
  }
}

/** What an error answer says, in any of Rill's three shapes. */
const saidIn = ({ type, text }: RawAnswer): string => {
  if (type !== 'application/json') return type === 'text/plain' ? text.trim() : ''
  const body = parsed(text)
  return ByApis.safeParse(body).data?.error ?? ByGrpc.safeParse(body).data?.message ?? ''
}

const longest = 2_000

/**
 * The data in an answer of Rill. Throws SystemError if it is an error. What Rill says shows compiled SQL, policies, values
 * and hosts, so it is the cause, which the log has, and never the detail, which people see.
 */
export const answerData = (connection: string, operation: Operation, answer: RawAnswer): unknown => {
  const { status, text } = answer
  const { endpoint } = operation
  if (status >= 200 && status < 300) {
    const data = parsed(text)
    if (data === undefined)
      throw new SystemError({ connection, endpoint, status, kind: 'unexpected-answer', reason: 'not-json' })
    return data
  }
  const said = saidIn(answer)
  const refusal = refusalOf(status, said)
  if (!refusal) return undefined
  const { cause, onceMoreMs } = refusal
  throw new SystemError({
    connection,
    endpoint,
    status,
    ...cause,
    ...(onceMoreMs !== undefined && { onceMoreMs }),
    ...(said !== '' && { cause: new Error(said.slice(0, longest)) }),
  })
}
