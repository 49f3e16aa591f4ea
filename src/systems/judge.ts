import type { CheckedCall } from './call.ts'
import { hide, statusError } from './failure.ts'
import type { RawAnswer } from './system.ts'
import type { ResponseHead } from './wire.ts'

/** What a call makes of its answer; throws SystemError if that is an error. Neither contains a secret of the call. */
export const judge = <T>(
  call: CheckedCall<T>,
  reply: ResponseHead,
  { text, ended }: Pick<RawAnswer, 'text' | 'ended'>,
): T => {
  // A server that repeats the token must not bring it into an answer or an error.
  const clean = (value: string) =>
    hide(
      value,
      call.secrets.filter((secret) => secret.length >= 6),
    )
  const headers = Object.fromEntries(Object.entries(reply.headers).map(([name, value]) => [name, clean(value)]))
  const type = (headers['content-type'] ?? '').split(';', 1).join('').trim().toLowerCase()
  const answer = { path: call.wire.path, status: reply.status, headers, type, text: clean(text), ended }
  const judged = call.judge(answer)
  const error = statusError(answer, call.fail)
  if (error) throw error
  return judged
}
