import type { Display } from '../message/display.ts'
import { literal } from '../message/literal.ts'
import type { List, Message } from '../message/message.ts'
import { type Command, optionalScopesOf, scopesOf, systemOf } from './command.ts'
import { nearestCommands } from './nearest.ts'
import { byNoun, inDetail, outline } from './outline.ts'
import { topicOf } from './topic.ts'
import { helpOn, usage } from './usage.ts'

/** What the policy says of the person who asks. */
export interface Rights {
  may(command: Command): boolean
  /** Who has what the command needs, as shown: `group rudder-operators, ask @marc`; undefined if nobody is known. */
  grants(command: Command): string | undefined
}

/** Whom help is for, and how much the place can show. */
interface For extends Pick<Display, 'fits'> {
  readonly rights: Rights
}

/** How answers are addressed and what goes with a line, one sentence each. */
export const GRAMMAR: readonly string[] = [
  'End a line with “quietly” to be answered alone, with “here” to be answered in the channel.',
  'A change takes its reason after “because”; “--on <connection>” says where, for reads too.',
]

const titleOf = (command: Command): string => (command.kind === 'local' ? 'Coxswain' : command.system.title)

/** The commands by system, in the order of the words of the systems, the bot's own last. */
export const bySystem = (commands: readonly Command[]): readonly { title: string; commands: readonly Command[] }[] => {
  const systems = [...new Set(commands.map(systemOf))].sort(
    (a, b) => Number(a === 'cox') - Number(b === 'cox') || (a < b ? -1 : 1),
  )
  return systems.map((system) => {
    const own = commands.filter((command) => systemOf(command) === system)
    return { title: own[0] === undefined ? system : titleOf(own[0]), commands: own }
  })
}

const lists = (commands: readonly Command[]): readonly List[] =>
  bySystem(commands).map(({ title, commands: own }) => ({
    title,
    items: own.map((command) => ({ name: usage(command), text: command.summary })),
  }))

const outlines = (commands: readonly Command[]): readonly List[] =>
  bySystem(commands).map(({ title, commands: own }) => ({ title, items: outline(own) }))

/** How many commands are listed with all that can be typed; more are listed by what they are about. */
const few = 15

/** One line for each holder of the rights that the person lacks. */
const others = (commands: readonly Command[], rights: Rights): readonly string[] => {
  const barred = commands.filter((command) => !rights.may(command))
  const holders = [...new Set(barred.map((command) => rights.grants(command)))]
  return holders.map((holder) => {
    const names = barred.filter((command) => rights.grants(command) === holder).map(({ name }) => `“/${name}”`)
    const few = names.length > 4 ? '' : ` (${names.join(', ')})`
    const more = names.length === 1 ? '1 more command needs a right' : `${names.length} more commands need rights`
    return `${more} that you do not have${few}: ${holder ?? 'no group has what is needed'}.`
  })
}

/** Every command right away, unless that is more than one message can hold: then an outline, and where to read more. */
const several = (title: string, commands: readonly Command[], { rights, fits }: For): Message => {
  const allowed = commands.filter((command) => rights.may(command))
  const message: Message = {
    tone: 'help',
    title,
    ...(allowed.length === 0 && { lead: 'None of these is yours to run.' }),
    lists:
      allowed.length > few
        ? bySystem(allowed).flatMap(({ title: of, commands: own }) => byNoun(of, own))
        : lists(allowed),
    notes: [...others(commands, rights), ...GRAMMAR],
  }
  // The longest name shows best that help can be asked for one command.
  const [first] = allowed.filter(({ kind }) => kind !== 'local').toSorted((a, b) => b.words.length - a.words.length)
  const whole = { ...message, next: first ? [helpOn(first)] : [] }
  if (fits(whole)) return whole
  const further = bySystem(allowed).flatMap(({ commands: own }) => inDetail(own))
  return { ...message, lists: outlines(allowed), next: further.slice(0, 3) }
}

const one = (command: Command, rights: Rights): Message => {
  const holder = rights.grants(command)
  const may = rights.may(command)
  const scopes = scopesOf(command)
  const optional = optionalScopesOf(command)
  const confirms = [...(may ? ['you'] : []), ...(holder === undefined ? [] : [holder])]
  return {
    tone: 'help',
    title: `“/${usage(command)}”`,
    lead: command.summary,
    fields: [
      { label: 'Needs', value: scopes.length === 0 ? 'nothing: anybody may ask' : scopes.join(', ') },
      ...(optional.length > 0 ? [{ label: 'Needs for some', value: optional.join(', ') }] : []),
      ...(command.kind === 'write' ? [{ label: 'Who can confirm', value: confirms.join('; ') || 'nobody yet' }] : []),
    ],
    lists: [{ title: 'For example', items: command.examples.map((example) => example.replace(/^\//, '')) }],
    notes: [
      ...(command.kind === 'write' ? ['It shows what would change, and writes nothing before it is confirmed.'] : []),
      ...(may ? [] : [`You may not run it: ${holder ?? 'no group has what it needs'}.`]),
      ...GRAMMAR,
    ],
  }
}

/** Help for the words that follow `help`: everything, one system or group, one command, or what may have been meant. */
export const helpMessage = (commands: readonly Command[], words: string, whom: For): Message => {
  const typed = words
    .trim()
    .replace(/^\//, '')
    .split(/\s+/)
    .filter((word) => word !== '')
  const topic = topicOf(commands, typed)
  if (topic.on === 'all') return several('What you can type', commands, whom)
  const said = literal(typed.join(' '), 80)
  if (topic.on === 'some') return several(`What you can type: ${said}`, topic.commands, whom)
  if (topic.on === 'one') return one(topic.command, whom.rights)
  const near = nearestCommands(commands, typed).map(({ command }) => command)
  const [best] = near
  return {
    tone: 'help',
    title: `There is no “${said}”`,
    lead: best === undefined ? '“/cox help” lists what there is.' : `Did you mean “/${best.name}”?`,
    lists: lists(near),
    next: near.length === 0 ? ['cox help'] : near.map(helpOn),
  }
}
