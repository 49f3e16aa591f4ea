import type { Api } from '../../operation.ts'
import type { ConnectionView } from '../../view.ts'
import type { settings } from '../expose/settings.ts'
import type * as operations from '../operations/index.ts'
import { type ApisApi, offeredApis, type RillView } from './offered.ts'
import { offeredViews, type ViewsApi } from './views.ts'

interface Found {
  readonly id: string
  readonly name: string
}

/** Every API that is offered to whoever asks; its name is all that it is known by. */
export const findApi = async (api: ApisApi, _: string, view: RillView): Promise<readonly Found[]> =>
  (await offeredApis(api, view)).apis.map(({ name }) => ({ id: name, name }))

/** Every metrics view that is offered and that whoever asks may see, also by its title. */
export const findView = async (
  api: ViewsApi & Partial<Api<typeof operations, never>>,
  _: string,
  { settings: own }: Pick<ConnectionView<typeof operations, never, typeof settings>, 'settings'>,
): Promise<readonly (Found & { readonly also: readonly string[] })[]> =>
  (await offeredViews(api, own)).map(({ name, title }) => ({ id: name, name, also: [title] }))
