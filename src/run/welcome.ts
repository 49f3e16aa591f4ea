import { type Command, systemOf } from '../command/command.ts'
import type { Parsed } from '../command/parse.ts'
import { usage } from '../command/usage.ts'
import { withItems } from '../command/with-items.ts'
import type { List, Message } from '../message/message.ts'
import type { Principal } from '../policy/person.ts'
import { mostUsed, recentRuns } from '../store/runs.ts'
import { connectedCommands } from './connected.ts'
import type { Context } from './context.ts'
import { rightsOf } from './rights.ts'

const few = 3

/** True for `rudder` and `cox` alone: a person who wants a hint, not a manual. */
export const asksForWelcome = ({ command, line }: Parsed): boolean =>
  command.name === 'cox help' && !asks.includes(line.toLowerCase()) && !line.includes(' ')

const asks: readonly unknown[] = ['help', '?']

/** Reads first, the shortest to type before the others. */
const plainestFirst = (a: Command, b: Command): number =>
  Number(a.kind === 'write') - Number(b.kind === 'write') || typed(a) - typed(b)

const typed = (command: Command): number =>
  usage(command)
    .replace(/\[[^[\]]*\]/g, '')
    .trim()
    .split(/ +/).length

/**
 * A few lines for a person who types only a system's word: what this person asked lately, what is asked most, who grants the
 * rest.
 */
export const welcome = async (
  context: Context,
  principal: Principal,
  { line, channel }: { readonly line: string; readonly channel: string | undefined },
): Promise<Message> => {
  const word = line.split(/\s/)[0]?.toLowerCase() ?? ''
  const commands = connectedCommands(context).filter((command) => word === 'cox' || systemOf(command) === word)
  const names = new Set(commands.map(({ name }) => name))
  const { may, grants } = rightsOf(context, principal, channel)
  const mine = commands.filter(may)
  const barred = commands.filter((command) => !may(command))
  const holders = [...new Set(barred.map((command) => grants(command) ?? 'no group has them'))]
  const lately = (await recentRuns(context.store.db, principal.id, 20)).filter(({ command }) => names.has(command))
  const used = (await mostUsed(context.store.db, context.world.clock.now(), 20))
    .map((name) => mine.find((command) => command.name === name))
    .filter((command) => command !== undefined && command.name !== 'cox help')
  const popular = used.length > 0 ? used : mine.filter(({ kind }) => kind !== 'local').toSorted(plainestFirst)
  const lists: readonly List[] = [
    {
      title: used.length > 0 ? 'Asked most here' : 'For example',
      items: popular
        .slice(0, few)
        .map((command) => ({ name: command?.examples[0] ?? '', text: command?.summary ?? '' })),
    },
  ]
  return {
    tone: 'help',
    title: `You may run ${mine.length} of ${commands.length} ${word === 'cox' ? '' : `${word} `}commands`,
    ...(lately.length > 0 && { lead: 'What you asked lately is on the buttons.' }),
    lists: withItems(lists),
    notes: barred.length === 0 ? [] : [`Rights for the other ${barred.length}: ${holders.join('; ')}.`],
    next: [
      ...new Set([
        ...lately.slice(0, few).map(({ line: asked }) => asked),
        word === 'cox' ? 'cox help' : `cox help ${word}`,
      ]),
    ],
  }
}
