import type { LocalRudder } from 'local-rudder'
import type { Message } from 'local-slack'
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

/** True for the reply that lists all that fails. */
export const isList = (text: string): boolean => /^All \d+ failing nodes/.test(text)

/** The newest message of a channel that begins with that word; fails if there is none. */
export const found = ({ slack }: Pick<Scene, 'slack'>, word: string, channel = 'ops'): Message => {
  const message = slack.seen(channel).findLast(({ text }) => text.startsWith(word))
  if (!message) throw new Error(`nothing in ${channel} begins with ${word}`)
  return message
}

/** The first sentences of what a channel sees, one a message; a reply only if the channel sees it too. */
export const titles = ({ slack }: Pick<Scene, 'slack'>, channel = 'ops'): readonly string[] =>
  slack
    .seen(channel)
    .filter(({ thread_ts, subtype }) => thread_ts === undefined || subtype === 'thread_broadcast')
    .map(({ text }) => text.split('. ')[0] ?? '')

/** The same of the replies in threads, without the lists of what fails. */
export const replies = ({ slack }: Pick<Scene, 'slack'>, channel = 'ops'): readonly string[] =>
  slack
    .seen(channel)
    .filter(({ thread_ts, text }) => thread_ts !== undefined && !isList(text))
    .map(({ text, subtype }) => `${subtype === undefined ? '' : 'also in the channel: '}${text.split('. ')[0]}`)
