import type { z } from 'zod'
import { SystemError } from '../errors.ts'
import type { Operation } from './operation.ts'
import { scrub } from './scrub.ts'

/** A value of an answer by its schema; SystemError, without the value, if it isn't as documented. */
export const parseAnswer = (
  connection: string,
  { endpoint }: Operation,
  schema: z.ZodType | undefined,
  value: unknown,
): unknown => {
  const parsed = schema?.safeParse(scrub(value))
  if (!parsed || parsed.success) return parsed?.data
  const [issue] = parsed.error.issues
  const wanted = issue?.code === 'invalid_type' ? `expected ${issue.expected}` : 'unexpected value'
  const detail = `${issue?.path.join('.') || 'the answer'}: ${wanted}`
  const why = { kind: 'unexpected-answer', reason: 'not-as-documented', detail } as const
  throw new SystemError({ connection, endpoint, ...why })
}
