import type { Check } from '../../run/doctor/finding.ts'
import type { World } from '../../world.ts'
import { createCall } from '../call.ts'
import type { SlackSettings } from '../slack.ts'
import { accountCheck } from './account.ts'
import { channelsCheck } from './channels.ts'
import { type Groups, groupsCheck } from './groups.ts'
import { socketCheck } from './socket.ts'

/** The settings that are checked, besides the account. */
export interface CheckedSettings {
  /** Every channel that the settings name, by its id, and what for. */
  readonly channels: ReadonlyMap<string, readonly string[]>
  readonly groups: Groups
}

/** What a checkup checks in Slack: the token with its scopes and Slack's clock, channels, people of groups. */
export const slackChecks = (
  settings: Pick<SlackSettings, 'botToken' | 'key' | 'apiUrl' | 'shared' | 'network' | 'delivery'>,
  { channels, groups }: CheckedSettings,
  world: World,
): readonly Check[] => {
  let aheadMs: number | undefined
  const { apiUrl, network, botToken, key } = settings
  const call = createCall({ token: botToken, apiUrl, network }, world, (date) => {
    const at = Date.parse(date ?? '')
    aheadMs = Number.isFinite(at) ? at - world.clock.now() : undefined
  })
  return [
    accountCheck(call, () => aheadMs, settings.delivery === 'lookup'),
    ...('appToken' in key ? [socketCheck({ token: key.appToken, apiUrl, network }, world)] : []),
    channelsCheck(call, channels, settings.shared),
    groupsCheck(call, groups),
  ]
}
