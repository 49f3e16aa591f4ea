import { SystemError } from '../../errors.ts'

/** What it gives, or undefined where that is gone by now: rules and nodes are deleted between two calls. */
export const ifThere = async <T>(work: Promise<T>): Promise<T | undefined> => {
  try {
    return await work
  } catch (error) {
    if (error instanceof SystemError && error.kind === 'not-found') return undefined
    throw error
  }
}
