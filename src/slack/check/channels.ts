import { type Check, type CheckResult, finder } from '../../run/doctor/finding.ts'
import type { SlackCall } from '../call.ts'
import type { ConversationInfo } from '../membership.ts'

/** The channels that the settings name: whether they exist, whether the bot is in them, and who else sees them. */
export const channelsCheck = (
  call: SlackCall,
  channels: ReadonlyMap<string, readonly string[]>,
  shared: readonly string[],
): Check => ({
  name: 'channels',
  offline: false,
  run: async (signal) => {
    const findings: CheckResult[] = []
    for (const [id, uses] of channels) {
      if (signal.aborted) break
      findings.push(await about(call, { id, uses, isListed: shared.includes(id) }))
    }
    return findings
  },
})

interface Named {
  readonly id: string
  readonly uses: readonly string[]
  readonly isListed: boolean
}

const about = async (call: SlackCall, { id, uses, isListed }: Named): Promise<CheckResult> => {
  const key = `channel:${id}`
  const said = `${id} (${uses.join(', ')})`
  const unknown = finder(said)
  const answered = await call('conversations.info', { channel: id })
  if (answered.how === 'refused')
    return unknown(
      'wrong',
      key,
      'Slack shows the bot no such channel: it is gone, or private and the bot is not in it.',
      {
        todo: 'Invite the bot there (/invite), or correct the id in the settings.',
      },
    )
  if (answered.how !== 'sent') return unknown('warning', key, 'Slack did not say anything about it.')
  const { name, is_archived, is_member, is_ext_shared, is_pending_ext_shared } = answered.data
    .channel as ConversationInfo
  const found = finder(`#${name ?? id} (${uses.join(', ')})`)
  if (is_archived)
    return found('warning', key, 'It is archived: nothing can be posted there.', {
      todo: 'Take it out of the settings, or bring it back in Slack.',
    })
  if ((is_ext_shared || is_pending_ext_shared) && !isListed)
    return found('warning', key, 'It is shared with another organisation, so the bot answers nobody there.', {
      todo: 'Name it under slack.shared if it should, or take it out of the settings.',
    })
  if (!is_member)
    return found('warning', key, 'The bot is not in it: answers there are seen by the one who asks alone.', {
      todo: 'Invite the bot there: /invite.',
    })
  return found('ok', key, isListed ? 'The bot is in it; people of another organisation see it.' : 'The bot is in it.')
}
