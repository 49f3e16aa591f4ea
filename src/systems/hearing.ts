import type { SystemError } from '../errors.ts'

/** Whether anything that was asked about a token got an answer. */
export interface Hearing {
  answer(): void
  /** Notes an error: one of a server that doesn't answer says nothing of the token. */
  silent(error: SystemError): void
  /** Notes that what a read gives was answered. */
  of<T>(work: Promise<T>): Promise<T>
  /** Throws the first error if nothing got an answer: then not even that the token is accepted is known. */
  check(): void
}

const saysNothing: ReadonlySet<string> = new Set(['unreachable', 'unavailable', 'timeout'])

export const createHearing = (): Hearing => {
  let isHeard = false
  let first: SystemError | undefined
  const answer = () => {
    isHeard = true
  }
  return {
    answer,
    silent: (error) => {
      if (saysNothing.has(error.kind)) first ??= error
      else answer()
    },
    of: async (work) => {
      const value = await work
      answer()
      return value
    },
    check: () => {
      if (!isHeard && first) throw first
    },
  }
}
