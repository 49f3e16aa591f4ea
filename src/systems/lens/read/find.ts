import type { Api } from '../../operation.ts'
import type * as operations from '../operations/index.ts'

/** Every table of the Lens by name and title. */
export const findTable = async (
  api: Api<typeof operations, 'lens:meta:read'>,
): Promise<readonly { readonly id: string; readonly name: string; readonly also: readonly string[] }[]> =>
  (await api.meta()).map(({ name, title }) => ({ id: name, name, also: title && title !== name ? [title] : [] }))
