import { z } from 'zod'
import { SystemError } from '../../../errors.ts'
import type { Operation } from '../../operation.ts'
import { parseJson } from '../../parse-json.ts'
import type { RawAnswer } from '../../system.ts'
import { type Refusal, refusalOf } from './refusals.ts'

const Failed = z.object({ error: z.string() })
const GraphqlFailed = z.object({ errors: z.array(z.object({ message: z.string() })).min(1) })

const parsed = (text: string): unknown => {
  try {
    return parseJson(text)
  } catch {
    return undefined
  }
}

const longestDetail = 300

/** What an answer says instead of data; nothing else of it is read, as many have a stack with paths of the server. */
const errorIn = (body: unknown): string | undefined => {
  const failed = Failed.safeParse(body)
  if (failed.success) return failed.data.error
  const said = GraphqlFailed.safeParse(body)
  return said.success ? said.data.errors[0]?.message : undefined
}

/** The data in an answer of Lens. Throws SystemError for an error, also one that comes with status 200; a wait of `load` is data. */
export const answerData = (connection: string, operation: Operation, { status, text }: RawAnswer): unknown => {
  const failed = ({ cause, detail }: Refusal) =>
    new SystemError({
      connection,
      endpoint: operation.endpoint,
      status,
      ...cause,
      ...(detail !== undefined && { detail: detail.slice(0, longestDetail) }),
    })
  const body = parsed(text)
  const isOk = status >= 200 && status < 300
  if (isOk && body === undefined) throw failed({ cause: { kind: 'unexpected-answer', reason: 'not-json' } })
  const said = errorIn(body)
  const refusal = said === undefined ? undefined : refusalOf(status, said)
  const isWait = refusal?.cause.reason === 'still-running' && status === 200
  if (refusal && !isWait) throw failed(refusal)
  return isOk ? body : undefined
}
