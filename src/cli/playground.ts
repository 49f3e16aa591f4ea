import { UserError } from '../errors.ts'

/** Loads what needs the playground; throws UserError where that was left out, as in the production image. */
export const fromPlayground = async <T>(load: () => Promise<T>): Promise<T> => {
  try {
    return await load()
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ERR_MODULE_NOT_FOUND')) throw error
    throw new UserError(
      'The playground is not in the production image, nor are the packages that it needs. Clone the repository, and there: npm ci, then npm run play.',
    )
  }
}
