import type { SystemErrorCause } from '../../../errors.ts'

/** What an error of Lens means, and what of it a person may read. */
export interface Refusal {
  readonly cause: SystemErrorCause
  readonly detail?: string
}

const missingScope = /^API scope is missing: (\w{1,40})$/

/** The text without the class name that Cube puts before it. */
const bare = (text: string): string => text.replace(/^(?:\w{1,40}Error|Error): /, '').trim()

/** Errors of JavaScript are mistakes inside Lens: they say nothing of the query. */
const isInside = (text: string): boolean => /^(?:TypeError|SyntaxError|RangeError|ReferenceError): /.test(text)

/** What the `error` of an answer means; undefined if only the status tells. */
export const refusalOf = (status: number, text: string): Refusal | undefined => {
  if (text === 'Continue wait') return { cause: { kind: 'rejected', reason: 'still-running' } }
  const scope = missingScope.exec(text)?.[1]
  if (scope !== undefined) return { cause: { kind: 'forbidden', reason: 'missing-scope' }, detail: scope }
  if (status === 403 && text === "Authorization header isn't set")
    return { cause: { kind: 'auth', reason: 'not-presented' } }
  // An invalid key, another signature and a key that expired are all the same.
  if (status === 401 || (status === 403 && text === 'Invalid token')) return { cause: { kind: 'auth' } }
  if (status === 403) return { cause: { kind: 'forbidden' }, detail: bare(text) }
  if (status === 500 && isInside(text)) return { cause: { kind: 'unexpected-answer', reason: 'failed-inside' } }
  if (status === 500 && /^Error: A user-defined \w{1,60} function/.test(text))
    return { cause: { kind: 'unexpected-answer', reason: 'failed-inside' } }
  if (status === 200 || status === 400 || status === 500) return { cause: { kind: 'rejected' }, detail: bare(text) }
  return undefined
}
