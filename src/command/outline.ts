import type { Item, List } from '../message/message.ts'
import type { Command } from './command.ts'
import { plural, singular } from './plural.ts'
import { afterWords } from './usage.ts'
import { withItems } from './with-items.ts'

/** A command as a list of many shows it: without what every change can have. */
const brief = (command: Command): Item => ({
  name: `${command.name} ${afterWords(command)}`.trim(),
  text: command.summary,
})

/** The commands of a system by what they are about, those that are alone in that first: `Rudder`, `Rudder: rules`. */
export const byNoun = (title: string, commands: readonly Command[]): readonly List[] => {
  const groups = [...Map.groupBy(commands, ({ words: [, noun = ''] }) => singular(noun))]
  const single = groups.flatMap(([, own]) => (own.length === 1 ? own : []))
  const several = groups.filter(([, own]) => own.length > 1)
  return withItems([
    { title, items: single.map(brief) },
    ...several.map(([noun, own]) => ({ title: `${title}: ${plural(noun)}`, items: own.map(brief) })),
  ])
}

/** The words that a person asks help for: `rudder rule`. */
const topicOf = ({ words }: Command): string => words.slice(0, 2).join(' ')

const topicsOf = (commands: readonly Command[]) => [...Map.groupBy(commands, topicOf)]

/** What is typed after the topic: `enable`, or `<node>` if nothing but the name is. */
const ending = (command: Command): string => command.words.slice(2).join(' ') || afterWords(command)

/** A line for each first word: what one command does, or what can follow if there are several. */
export const outline = (commands: readonly Command[]): readonly Item[] =>
  topicsOf(commands).map(([topic, own]) => {
    const [only, ...more] = own
    if (only && more.length === 0) return { name: `${only.name} ${afterWords(only)}`.trim(), text: only.summary }
    const reads = own.filter(({ kind }) => kind !== 'write').map(ending)
    const writes = own.filter(({ kind }) => kind === 'write').map(ending)
    const changes = writes.length === 0 ? '' : `to change: ${writes.join(', ')}`
    return { name: topic, text: [reads.join(', '), changes].filter((part) => part !== '').join('; ') }
  })

/** The lines that ask for more about the first words with the most behind them, the largest first. */
export const inDetail = (commands: readonly Command[]): readonly string[] =>
  topicsOf(commands)
    .filter(([, own]) => own.length > 1)
    .sort(([, a], [, b]) => b.length - a.length)
    .map(([topic]) => `cox help ${topic}`)
