import type { Api } from '../../operation.ts'
import type { ConnectionView } from '../../view.ts'
import type { settings } from '../expose/settings.ts'
import type * as operations from '../operations/index.ts'
import { offeredViews, type ViewsApi } from './views.ts'

interface Found {
  readonly id: string
  readonly name: string
}

/** Every metrics view that is offered and that whoever asks may see, also by its title. */
export const findView = async (
  api: ViewsApi & Partial<Api<typeof operations, never>>,
  _: string,
  { settings: own }: Pick<ConnectionView<typeof operations, never, typeof settings>, 'settings'>,
): Promise<readonly (Found & { readonly also: readonly string[] })[]> =>
  (await offeredViews(api, own)).map(({ name, title }) => ({ id: name, name, also: [title] }))
