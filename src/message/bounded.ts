import type { Change, List, Message } from './message.ts'
import type { Cutting } from './part.ts'
import { withParts } from './parts.ts'
import { count } from './time.ts'

/** How many things of a part are looked at by whoever shows it to people, and how many at least. */
const MOST = 1_000
const LEAST = 3
// A list is more than its title.
const LIST = 400
/** How many characters of a text are looked at, and how many of all texts; what is not ASCII takes longer, what is joined or unseen longest. */
const TEXT = 5_000
const ROOM = 30_000
const SLOW = 8
const SLOWEST = 24

const ASCII = /^[\x20-\x7E]*$/
const JOINED = /[\p{Extended_Pictographic}\p{Mark}\p{Other}]/u

/** How much work a text is, in characters. */
const work = (...texts: readonly unknown[]): number =>
  texts.reduce<number>((sum, text) => {
    const shown = typeof text === 'string' ? text.slice(0, TEXT) : ''
    return sum + 8 + shown.length * (ASCII.test(shown) ? 1 : JOINED.test(shown) ? SLOWEST : SLOW)
  }, 0)

/**
 * The message with so much of each part as can be shown with a bounded amount of work. What is left out is counted in
 * its first note or, of a list and a table, in its total.
 */
export function bounded(message: Message): Message {
  let room = ROOM
  const left: string[] = []
  const first = <T>(all: readonly T[], weigh: (one: T) => number, least = LEAST): readonly T[] => {
    const most = Math.min(all.length, MOST)
    let held = 0
    while (held < most && (held < least || room > 0)) {
      room -= weigh(all[held] as T)
      held += 1
    }
    return held === all.length ? all : all.slice(0, held)
  }
  const some = <T>(all: readonly T[], what: string, weigh: (one: T) => number): readonly T[] => {
    const held = first(all, weigh)
    if (held.length < all.length) left.push(`${count(all.length - held.length)} ${what}`)
    return held
  }
  const fewer = (list: List): List => {
    const items = first(list.items, (item) => (typeof item === 'string' ? work(item) : work(item.name, item.text)), 0)
    return items === list.items ? list : { ...list, items, total: Math.max(list.total ?? 0, list.items.length) }
  }
  const cutting: Cutting = {
    // One row of a table may be as long as many notes.
    first: (all, texts) => first(all, (one) => work(...texts(one)), 1),
    leave: (many, what) => void left.push(`${count(many)} ${what}`),
  }
  const { facts, fields, diff, lists, output, notes, see, next } = message
  const change = ({ field, before, after }: Change) => work(field, before, after)
  const cut: Message = {
    ...message,
    ...(facts && {
      facts: Object.fromEntries(some(Object.entries(facts), 'figures', ([name, figure]) => work(name, figure))),
    }),
    ...(fields && { fields: some(fields, 'fields', ({ label, value }) => work(label, value)) }),
    ...(diff && { diff: some(diff, 'changes', change) }),
    ...(lists && { lists: some(lists, 'lists', ({ title }) => LIST + work(title)).map(fewer) }),
    ...withParts(message, (part, data) => part.bounded(data, cutting)),
    ...(output && { output: some(output, 'lines', (line) => work(line)) }),
    ...(notes && { notes: some(notes, 'notes', (note) => work(note)) }),
    ...(see && { see: some(see, 'proposals', ({ text }) => work(text)) }),
    ...(next && { next: some(next, 'lines to type', (line) => work(line)) }),
  }
  if (left.length === 0) return cut
  return { ...cut, notes: [`Too much to show: ${left.join(', ')} are left out.`, ...(cut.notes ?? [])] }
}
