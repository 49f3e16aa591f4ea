import { isGone } from '../../../errors.ts'

/** What it gives, or undefined where that is gone by now: rules and nodes are deleted between two calls. */
export const ifThere = async <T>(work: Promise<T>): Promise<T | undefined> => {
  try {
    return await work
  } catch (error) {
    if (isGone(error)) return undefined
    throw error
  }
}
