import { UserError } from '../../../errors.ts'
import { quoted } from '../../../quoted.ts'
import type { Api } from '../../operation.ts'
import type { ConnectionView } from '../../view.ts'
import type { OfferedApi } from '../arguments/argument.ts'
import { describedApi } from '../arguments/described.ts'
import type { settings } from '../expose/settings.ts'
import type * as operations from '../operations/index.ts'
import { nameTrouble } from '../shapes/index.ts'

/** What a command must be given to know which APIs it offers. */
export type ApisApi = Pick<Api<typeof operations, 'rill:apis:read'>, 'apis'>
/** What it must know of its connection for that. */
export type RillView = Pick<ConnectionView<typeof operations, never, typeof settings>, 'settings' | 'groups'>

/** The APIs that are offered to whoever asks, and those of the settings that the project hasn't. */
export interface Offered {
  readonly apis: readonly OfferedApi[]
  readonly missing: readonly string[]
  /** How many others the settings offer to groups that the person isn't in. */
  readonly others: number
}

/** What the settings offer to this person, as the project describes it now. Rill lists the same to everybody. */
export const offeredApis = async (api: ApisApi, { settings: { apis }, groups }: RillView): Promise<Offered> => {
  const names = Object.keys(apis)
  const isLimited = names.some((name) => apis[name]?.to !== undefined)
  const [openapi, own] = await Promise.all([api.apis(), isLimited ? groups() : ([] as readonly string[])])
  const mine = names.filter((name) => {
    const to = apis[name]?.to
    return to === undefined || to.some((group) => own.includes(group))
  })
  const described = mine.map((name) => [name, describedApi(openapi, name, apis[name] ?? { arguments: {} })] as const)
  return {
    apis: described.flatMap(([, one]) => (one ? [one] : [])).toSorted((a, b) => (a.name < b.name ? -1 : 1)),
    missing: described.flatMap(([name, one]) => (one ? [] : [name])),
    others: names.length - mine.length,
  }
}

/** One API that is offered to whoever asks; UserError, which says why, if it isn't. */
export const offeredApi = async (api: ApisApi, view: RillView, name: string): Promise<OfferedApi> => {
  const found = (await offeredApis(api, view)).apis.find((one) => one.name === name)
  if (found) return found
  const trouble = nameTrouble(name)
  throw new UserError(
    trouble === undefined
      ? `The API ${quoted(name)} isn’t offered to you here, or the project doesn’t have it any more.`
      : `The API ${quoted(name)} ${trouble}.`,
  )
}
