import type { Message } from '../../../src/message/message.ts'
import { claims } from './claims.ts'
import { anything, effects, isUntold, whenTaken } from './effects.ts'
import { approvalsOf, fieldsOf, leadOf, nodesIn, reachOf } from './figures.ts'
import { many, ruleIn } from './named.ts'
import type { Truth } from './truth.ts'

const differs = (what: string, said: string | undefined, isSo: string): readonly string[] =>
  said === isSo ? [] : [`${what} says “${said}”, but it is “${isSo}”`]

/** What is false in one sentence of what will happen. */
export const falseIn = (sentence: string, truth: Truth): readonly string[] => {
  const when = whenTaken(truth)
  const isTimed = sentence.startsWith(when)
  const said = isTimed ? sentence.slice(when.length) : sentence
  if (!isTimed && /next run|generat/.test(sentence)) return [`“${sentence}” is not when nodes take it up`]
  const claim = (isTimed ? effects : claims).find(({ says }) => says.test(said))
  if (!claim) return [`nothing explains “${sentence}”`]
  const [, ...named] = claim.says.exec(said) ?? []
  return claim.isTrue(truth, ...named) || (isTimed && isUntold(truth))
    ? []
    : [`“${sentence}” is false: ${JSON.stringify(truth.changes)}`]
}

/** Whether nobody can tell that nothing happens. */
const isVague = (truth: Truth): boolean => truth.limit !== undefined || isUntold(truth)

/** Every sentence that is false, unexplained or missing of what will happen. */
export const falseOf = (sentences: readonly string[], truth: Truth): readonly string[] => {
  const timed = sentences.filter((one) => one.startsWith(whenTaken(truth)))
  const expected = anything(truth) > 0 ? 1 : 0
  const missing = claims.filter(({ due, says }) => due?.(truth) && !sentences.some((one) => says.test(one)))
  return [
    ...sentences.flatMap((one) => falseIn(one, truth)),
    ...(timed.length === expected || (isVague(truth) && expected === 0)
      ? []
      : [`${timed.length} sentences tell what nodes do, of ${expected} due`]),
    ...missing.map(({ says }) => `nothing says ${says.source}`),
  ]
}

/** What is false of what stays true once a change is applied; what nodes do is among it if they do anything. */
export const wrongNotes = (notes: readonly string[], truth: Truth): readonly string[] => {
  const timed = notes.filter((one) => one.startsWith(whenTaken(truth)))
  const expected = anything(truth) > 0 && !isVague(truth) ? 1 : timed.length
  return [
    ...notes.flatMap((one) => falseIn(one, truth)),
    ...(timed.length === expected ? [] : [`${timed.length} notes tell what nodes do, of ${expected} due`]),
  ]
}

const listIn = ({ lists = [] }: Message, title: string) => lists.find((one) => one.title === title)?.items ?? []
const textOf = (item: string | { readonly name?: string; readonly text: string }) =>
  typeof item === 'string' ? item : item.text

/** What a button says of how many there are. */
const extentOf = (reach: number | undefined): string => {
  if (reach === 0) return ''
  return ` on ${reach === undefined ? 'an unknown number of nodes' : `${many(reach)} ${reach === 1 ? 'node' : 'nodes'}`}`
}

/** Everything that a proposal says and that is not so. */
export const wrongIn = (message: Message, truth: Truth): readonly string[] => {
  const { before, write } = truth
  const reach = reachOf(truth)
  const validated = before.settings.enable_change_request === true
  const [lead, rest = ''] = (message.lead ?? '').split(/(?=Nothing is changed yet)/)
  const fields = Object.fromEntries((message.fields ?? []).map(({ label, value }) => [label, value]))
  const expected = { ...fieldsOf(truth), ...(before.settings.mandatory_change_message === true && { Reason: reason }) }
  const confirm = message.actions?.find(({ does }) => does === 'confirm')
  const place = reach === 0 ? 'no node' : extentOf(reach).slice(4)
  return [
    ...differs('the lead', lead, leadOf(reach)),
    ...(/^Nothing is changed yet; open until \d\d:\d\d:\d\d UTC \(15 min\)\.$/.test(rest) ? [] : [`“${rest}”`]),
    ...[...new Set([...Object.keys(fields), ...Object.keys(expected)])].flatMap((label) =>
      differs(label, fields[label], (expected as Readonly<Record<string, string>>)[label] ?? 'nothing'),
    ),
    ...falseOf(listIn(message, 'What will happen').map(textOf), truth),
    ...(write.command === 'rule disable' ? wrongNodes(message, truth) : []),
    ...differs('who confirms', message.notes?.[0], approvalsOf(reach)),
    ...differs(
      'the button',
      confirm?.label,
      validated ? `${verb(write.command)} or open change request` : `${verb(write.command)}${extentOf(reach)}`,
    ),
    ...(confirm?.spoken?.endsWith(`on rudder/prod, ${place}${validated ? ', or open change request' : ''}`)
      ? []
      : [`the button is spoken “${confirm?.spoken}”`]),
    ...wrongDialog(confirm?.dialog?.text, reach, { place, isFinal: write.command.endsWith('delete') }),
  ]
}

/** The title of a refusal that is due: Rudder's API would store the targets so that the rule is not stopped any more. */
export const refusalOf = ({ before, write }: Truth): string | undefined => {
  if (!/^rule (un)?target$/.test(write.command)) return undefined
  const { targets } = ruleIn(before, write.rule ?? '')
  const group = before.groups.find(({ id, enabled }) => !enabled && targets.includes(`group:${id}`))
  return (
    group &&
    `The targets of this rule can only be changed in Rudder: its disabled group “${group.displayName}” stops it, and Rudder's API would store the targets so that it applies again.`
  )
}

/** The reason that is given if one is mandatory. */
export const reason = 'an oracle asks'

const verbs: Readonly<Record<string, string>> = { untarget: 'Remove', unassign: 'Remove' }
const verb = (command: string): string => {
  const word = command.split(' ')[1] ?? ''
  return verbs[word] ?? word.charAt(0).toUpperCase() + word.slice(1)
}

const wrongNodes = (message: Message, truth: Truth): readonly string[] => {
  const said = new Map(
    listIn(message, 'Which nodes').map((item) =>
      typeof item === 'string' ? [item, ''] : [item.name ?? '', item.text],
    ),
  )
  const isSo = nodesIn(truth)
  return JSON.stringify([...said].sort()) === JSON.stringify([...isSo].sort())
    ? []
    : [`which nodes says ${JSON.stringify([...said])}, but it is ${JSON.stringify([...isSo])}`]
}

const wrongDialog = (
  said: string | undefined,
  reach: number | undefined,
  { place, isFinal }: { readonly place: string; readonly isFinal: boolean },
): readonly string[] => {
  const [needs] = approvalsOf(reach).split(/(?<=\))\. /)
  const why = [
    ...(reach === undefined || reach >= 100 ? [`${needs}.`] : []),
    ...(isFinal ? ['It cannot be undone.'] : []),
  ]
  const isSo = why.length === 0 ? undefined : `On rudder/prod, ${place}. ${why.join(' ')}`
  return said === isSo ? [] : [`the dialog says “${said}”, but it is “${isSo}”`]
}
