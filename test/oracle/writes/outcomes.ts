import type { RudderState } from 'local-rudder'
import type { Message } from '../../../src/message/message.ts'
import { wrongNotes } from './judge.ts'
import { many } from './named.ts'
import type { Truth } from './truth.ts'
import { aimedAt, workOf } from './work.ts'
import { rulesWith } from './writes.ts'

/** Everything that nodes do, so that two states can be compared. */
export const doings = (state: RudderState): readonly string[] =>
  workOf(state)
    .map(({ node, rule, directive, mode }) => `${rule.displayName}/${directive.displayName} ${mode} on ${node.id}`)
    .sort()

/** What of two states is not the same, in a line; empty if nothing is. */
export const unlike = (what: string, is: RudderState, expected: RudderState): readonly string[] => {
  const [a, b] = [new Set(doings(is)), new Set(doings(expected))]
  const [first] = [...a.symmetricDifference(b)]
  return first === undefined ? [] : [`${what}: nodes do not do what they should, such as ${first}`]
}

/** Whether Rudder has a write validated: it touches a node of a supervised group, or every write is. */
export const isHeld = ({ before, after, write }: Truth): boolean => {
  const { settings, validation } = before
  if (settings.enable_change_request !== true || !validation.installed) return false
  if (settings.enable_validate_all === true) return true
  const rules = write.rule === undefined ? rulesWith(before, write.directive ?? '') : ofBoth(before, after, write.rule)
  const groups = before.groups.map((group) => ({ ...group, enabled: true }))
  const nodes = new Set(rules.flatMap((rule) => aimedAt({ ...before, groups }, rule)).map(({ id }) => id))
  return before.groups.some(
    ({ id, nodeIds }) => validation.supervised.includes(id) && nodeIds.some((one) => nodes.has(one)),
  )
}

const ofBoth = (before: RudderState, after: RudderState, name: string) =>
  [before, after].flatMap(({ rules }) => rules.filter(({ displayName }) => displayName === name))

const fieldIn = ({ fields = [] }: Message, label: string) => fields.find((one) => one.label === label)?.value

/** How many people must confirm. */
export const peopleOf = (reach: number | undefined): number => (reach !== undefined && reach < 100 ? 1 : 2)

const wrongHead = (message: Message, expected: Pick<Message, 'tone' | 'lead'>): readonly string[] =>
  (['tone', 'lead'] as const).flatMap((key) =>
    message[key] === expected[key] ? [] : [`${key} is “${message[key]}”, but should be “${expected[key]}”`],
  )

/** What is false of a message that says how many nodes it was and who confirmed it. */
const wrongFields = (message: Message, reach: number | undefined): readonly string[] => {
  const nodes = reach === undefined || reach === 0 ? undefined : many(reach)
  const people = peopleOf(reach)
  const [label, names] =
    people === 1 ? ['Confirmed by', 'ana@acme.example'] : ['Approved by', 'ana@acme.example, marc@acme.example']
  return [
    ...(fieldIn(message, 'Nodes') === nodes ? [] : [`Nodes is ${fieldIn(message, 'Nodes')}, but should be ${nodes}`]),
    ...(fieldIn(message, label) === names ? [] : [`${label} is ${fieldIn(message, label)}, but should be ${names}`]),
  ]
}

/** What is false once a write is confirmed and Rudder has answered; `is` is what Rudder has then. */
export const wrongWhenDone = (message: Message, truth: Truth, is: RudderState, reach: number | undefined) => {
  if (!isHeld(truth))
    return [
      ...wrongHead(message, { tone: 'applied', lead: 'Written, and read back: it is so (verified).' }),
      ...wrongFields(message, reach),
      ...wrongNotes(message.notes ?? [], truth),
      ...unlike('applied', is, truth.after),
    ]
  const request = is.changeRequests.at(-1)
  const lead = `Rudder opened change request #${request?.id}. Nothing is changed until it is validated and deployed there.`
  return [
    ...wrongHead(message, { tone: 'awaiting validation', lead }),
    ...(request?.status === 'Pending validation' ? [] : ['no change request waits']),
    ...(message.title.includes(`change request #${request?.id} to `) ? [] : [`“${message.title}”`]),
    ...wrongFields(message, reach),
    ...((message.notes ?? []).length === 0 ? [] : [`notes: ${message.notes?.join()}`]),
    ...unlike('awaiting validation', is, truth.before),
  ]
}

/** What is false of the proposal of the way back. */
export const wrongOfBack = (message: Message, truth: Truth, leadOf: string): readonly string[] => {
  const said = (message.lists ?? []).flatMap(({ items }) => items)
  const held =
    truth.before.settings.enable_change_request === true
      ? [
          'Change validation is on: Rudder may open a change request, and then nothing changes until somebody deploys it there.',
        ]
      : []
  return [
    ...(message.tone === 'waiting' ? [] : [`tone is ${message.tone}: ${message.title}`]),
    ...(message.lead?.startsWith(`${leadOf}Nothing is changed yet`) ? [] : [`the lead is “${message.lead}”`]),
    ...(JSON.stringify(said) === JSON.stringify([...held, 'Only what was changed is set back.'])
      ? []
      : [`what will happen is ${JSON.stringify(said)}`]),
  ]
}

const done: Readonly<Record<string, string>> = {
  enable: 'enabled',
  disable: 'disabled',
  delete: 'deleted',
  assign: 'assigned',
  unassign: 'removed',
  target: 'targeted',
  untarget: 'removed',
  audit: 'set to audit',
  enforce: 'set to enforce',
}

/** What is false once the answer of Rudder was lost, and the write was made or was not. */
export const wrongWhenLost = (
  message: Message,
  { truth, is, reach, made }: { truth: Truth; is: RudderState; reach: number | undefined; made: boolean },
): readonly string[] => {
  if (made && isHeld(truth)) return wrongWhenDone(message, truth, is, reach)
  const lead = made
    ? `Rudder's reply was lost. It is ${done[truth.write.command.split(' ')[1] ?? '']} now, but it isn't known by whom.`
    : 'The request was sent, no answer tells what became of it, and nothing has changed so far. It is looked at again by itself; do not repeat it.'
  return [
    ...wrongHead(message, { tone: 'unknown', lead }),
    ...wrongFields(message, reach).filter((one) => one.startsWith('Nodes')),
    ...unlike('lost', is, made ? truth.after : truth.before),
  ]
}
