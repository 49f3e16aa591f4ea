import type { RudderState } from 'local-rudder'
import type { Message } from '../../../src/message/message.ts'
import { fieldsOf, modeOf, reachOf } from './figures.ts'
import { falseIn } from './judge.ts'
import { directiveIn, many, ruleIn } from './named.ts'
import { peopleOf } from './outcomes.ts'
import type { Truth } from './truth.ts'
import { rulesWith, type Write } from './writes.ts'

/** An edit in Rudder's own pages of what a write relies on, and how its line begins: empty if it is of other objects. */
export const edit = (state: RudderState, { command, rule, directive }: Write): string => {
  if (command === 'directive delete') {
    for (const one of rulesWith(state, directive ?? '')) one.targets = ['special:all']
    return ''
  }
  if (rule === undefined) {
    directiveIn(state, directive ?? '').priority = 9
    return 'Priority: '
  }
  if (directive !== undefined) {
    ruleIn(state, rule).targets = ['special:all']
    return 'Targets: added all nodes; removed '
  }
  ruleIn(state, rule).directives.push(directiveIn(state, 'Swap settings').id)
  return 'Directives: added Swap settings'
}

const inRow = (names: readonly string[]): string =>
  names.length < 2 ? names.join() : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`

/** What is affected beyond what was shown, in a sentence: which nodes if both times they were ten at most, else how many. */
const beyond = (then: Truth, now: Truth): readonly string[] => {
  const [was, is] = [reachOf(then), reachOf(now)]
  if (was === undefined) return []
  if (is === undefined) return [`It would affect an unknown number of nodes now, not ${many(was)}.`]
  if (was <= 10 && is <= 10) {
    const others = now.about.filter(({ id }) => !then.about.some((node) => node.id === id))
    return others.length === 0 ? [] : [`It would also affect ${inRow(others.map(({ hostname }) => hostname))}.`]
  }
  return is > was + Math.floor(was / 50) ? [`It would affect ${many(is)} nodes now, not ${many(was)}.`] : []
}

/** What is false of a message that says that nothing was written, because of an edit whose line begins so. */
export const wrongWhenEdited = (message: Message, then: Truth, now: Truth, begins: string): readonly string[] => {
  const lead = [
    begins === '' ? 'What it depends on has changed since you asked.' : 'It was changed since you asked.',
    ...beyond(then, now),
    ...(peopleOf(reachOf(now)) > peopleOf(reachOf(then)) ? ['More people must confirm it now.'] : []),
    'Nothing was written. Below is how it would be now.',
  ].join(' ')
  const said = (message.lists ?? []).flatMap(({ items }) => items).map(String)
  const [was, is] = [fieldsOf(then), fieldsOf(now)]
  const modes = [then, now].map((one) => modeOf(one, ruleIn(one.before, one.write.rule ?? 'Draft')))
  const mode = modes[0] === modes[1] || is.Mode !== undefined ? [] : [`Mode: ${modes.join(' → ')}`]
  const fields = Object.keys(is)
    .flatMap((label) =>
      was[label] !== undefined && was[label] !== is[label] ? [`${label}: ${was[label]} → ${is[label]}`] : [],
    )
    .concat(then.write.rule === undefined ? [] : mode)
  const others = said.filter((line) => !fields.includes(line) && !(begins !== '' && line.startsWith(begins)))
  return [
    ...(message.tone === 'stale' ? [] : [`tone is ${message.tone}`]),
    ...(message.lead === lead ? [] : [`the lead is “${message.lead}”, but should be “${lead}”`]),
    ...fields.filter((line) => !said.includes(line)).map((line) => `it does not say “${line}”`),
    ...(begins === '' || said.some((line) => line.startsWith(begins)) ? [] : [`it does not say “${begins}…”`]),
    ...others.flatMap((line) => falseIn(line, now)),
  ]
}
