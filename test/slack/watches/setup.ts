import type { LocalRudder } from 'local-rudder'
import { ruleOf } from '../../flow/setup.ts'
import type { Scene } from '../scene.ts'

export const minute = 60_000
/** The watch of most of these tests: 19 nodes fail it at the start. */
export const failing = '/rudder watch compliance SSH hardening every 5m when failing > 10'

/** Has as many nodes fail SSH hardening, and no other check of it. */
export const failOn = ({ state }: LocalRudder, nodes: number): void => {
  const rule = ruleOf({ state } as LocalRudder, 'SSH hardening')
  const ours = state.findings.filter(({ ruleId }) => ruleId === rule.id)
  const [first] = ours
  const group = state.groups.find(({ displayName }) => displayName === 'DMZ Linux')
  if (!first || !group) throw new Error('the seed has no such rule')
  for (const finding of ours) finding.nodeIds = finding === first ? group.nodeIds.slice(0, nodes) : []
}

/** The first sentences of what a channel sees, one a message; a reply only if the channel sees it too. */
export const titles = ({ slack }: Pick<Scene, 'slack'>, channel = 'ops'): readonly string[] =>
  slack
    .seen(channel)
    .filter(({ thread_ts, subtype }) => thread_ts === undefined || subtype === 'thread_broadcast')
    .map(({ text }) => text.split('. ')[0] ?? '')

/** The same of the replies in threads. */
export const replies = ({ slack }: Pick<Scene, 'slack'>, channel = 'ops'): readonly string[] =>
  slack
    .seen(channel)
    .filter(({ thread_ts }) => thread_ts !== undefined)
    .map(({ text, subtype }) => `${subtype === undefined ? '' : 'also in the channel: '}${text.split('. ')[0]}`)
