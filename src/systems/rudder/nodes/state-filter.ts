import { type ComplianceState, spokenState } from '../compliance/states.ts'

/** The words that people use for the states of nodes, and the states that each word means. */
const spellings: Readonly<Record<string, readonly ComplianceState[]>> = {
  failing: ['error', 'non-compliant'],
  failed: ['error', 'non-compliant'],
  failure: ['error', 'non-compliant'],
  failures: ['error', 'non-compliant'],
  error: ['error'],
  errors: ['error'],
  'non-compliant': ['non-compliant'],
  noncompliant: ['non-compliant'],
  'non compliant': ['non-compliant'],
  'not compliant': ['error', 'silent', 'non-compliant'],
  pending: ['pending'],
  silent: ['silent'],
  compliant: ['compliant'],
  ignored: ['ignored'],
  unchecked: ['no checks'],
  'no checks': ['no checks'],
  'without checks': ['no checks'],
  'not reporting': ['silent', 'not reporting'],
  unknown: ['silent', 'pending', 'not reporting', 'no checks'],
}
const longest = 2

/** The states at the beginning of a text (`in error paris1`), in the words typed, and the rest of the text. */
interface StateFilter {
  readonly words: string
  readonly states: readonly ComplianceState[]
  readonly rest: string | undefined
}

/** Reads a text that begins with a state, also as `in error`, `in state error` or `that are failing`; undefined if it doesn't. */
export const stateFilter = (text: string | undefined): StateFilter | undefined => {
  const typed = (text ?? '').trim().split(/\s+/)
  const lower = typed.map((word) => word.toLowerCase())
  const from = /^(?:in state |in |that are |which are |with )/.exec(`${lower.slice(0, 3).join(' ')} `)?.[0] ?? ''
  const skip = from.split(' ').length - 1
  for (let length = longest; length > 0; length--) {
    const words = lower.slice(skip, skip + length).join(' ')
    if (!Object.hasOwn(spellings, words)) continue
    return {
      words: typed.slice(0, skip + length).join(' '),
      states: spellings[words] ?? [],
      rest: typed.slice(skip + length).join(' ') || undefined,
    }
  }
  return undefined
}

/** `, in error or non-compliant`: the states of a filter, as they appear after the nodes. */
export const stateWordsOf = ({ states }: StateFilter): string => {
  const words = states.map(spokenState)
  const last = words.pop() ?? ''
  return `, ${words.length === 0 ? last : `${words.join(', ')} or ${last}`}`
}
