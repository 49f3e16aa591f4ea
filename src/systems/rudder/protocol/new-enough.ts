import { SystemError } from '../../../errors.ts'

/** The result, or in one clause why this server is too old for it. */
export const ifNewEnough = async <T>(
  work: Promise<T>,
): Promise<{ readonly value: T } | { readonly value?: undefined; readonly lacks: string }> => {
  try {
    return { value: await work }
  } catch (error) {
    if (error instanceof SystemError && error.kind === 'too-old')
      return { lacks: error.detail ?? 'it is too old for this' }
    throw error
  }
}
