import { isGone } from '../../../errors.ts'

/** The result of a read, or undefined if the object is gone: rules and nodes may be deleted between two calls. */
export const ifThere = async <T>(work: Promise<T>): Promise<T | undefined> => {
  try {
    return await work
  } catch (error) {
    if (isGone(error)) return undefined
    throw error
  }
}
