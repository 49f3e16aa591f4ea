import type { Figure, Message } from '../../../src/message/message.ts'
import { cellText } from '../../../src/message/table.ts'

/** One piece of an answer; what was explained is blanked out of its text. */
interface Slot {
  readonly where: string
  /** Of an item or row; of a second one of this name with a mark, so that each can be asked for. */
  readonly name: string
  text: string
  /** Its name is its text. */
  readonly isPlain?: boolean
}

/** What marks the second of a name. */
export const again = '′'

type Value = number | string

/** An answer that is compared with what is true: what is not true, missing or not explained becomes a problem. */
export interface Reading {
  readonly message: Message
  facts(expected: Readonly<Record<string, Figure>>): void
  /** Wherever the pattern fits, it says these; with `undefined` it must fit nowhere. A place is `title`, `field Nodes`, … */
  says(where: string, pattern: RegExp, expected: readonly Value[] | undefined): void
  /** The same of the item of a list or the row of a table that has this name. */
  saysOf(where: string, name: string, pattern: RegExp, expected: readonly Value[] | undefined): void
  /** The names of the items of a list or of the rows of a table. */
  names(where: string): readonly string[]
  /** How many there are in all, as a list or the table says. */
  total(where: string, expected: number): void
  /** Text that is explained by something else, such as what a person wrote. */
  take(where: string, pattern: RegExp): void
  takeOf(where: string, name: string, pattern: RegExp): void
  text(where: string): string
  textOf(where: string, name: string): string
  wrong(what: string): void
  /** All problems, with each number that nothing has explained; digits in these names need no explanation. */
  problems(names: Iterable<string>): readonly string[]
}

const slotsOf = ({ title, lead = '', fields = [], lists = [], table, notes = [], diff = [] }: Message): Slot[] => [
  { where: 'title', name: '', text: title },
  { where: 'lead', name: '', text: lead },
  ...fields.map(({ label, value }) => ({ where: `field ${label}`, name: '', text: value })),
  ...lists.flatMap((list) => [
    { where: 'list titles', name: list.title, text: list.title, isPlain: true },
    ...list.items.map((item) => {
      const where = `list ${list.title}`
      return typeof item === 'string' ? { where, name: item, text: item, isPlain: true } : { where, name: '', ...item }
    }),
  ]),
  ...(table?.rows ?? []).map(([first = '', ...rest]) => ({
    where: 'table',
    name: String(first),
    text: rest.map((cell, at) => cellText(cell, table?.columns[at + 1])).join(' | '),
  })),
  ...notes.map((text) => ({ where: 'notes', name: '', text })),
  ...diff.map(({ field, before, after }) => ({ where: 'diff', name: field, text: `${before} → ${after}` })),
]

const shown = (value: Value): string => (typeof value === 'number' ? value.toLocaleString('en-US') : value)

const marked = (slots: readonly Slot[]): readonly Slot[] => {
  const seen = new Set<string>()
  return slots.map((slot) => {
    const key = `${slot.where}\n${slot.name}`
    const isSecond = seen.has(key)
    seen.add(key)
    return isSecond ? { ...slot, name: `${slot.name}${again}` } : slot
  })
}

/** Reads an answer. */
export const read = (message: Message): Reading => {
  const slots = marked(slotsOf(message))
  const problems: string[] = []
  const wrong = (what: string) => void problems.push(what)
  const matchIn = (slots: readonly Slot[], pattern: RegExp) =>
    slots.flatMap((slot) => {
      const found = [...slot.text.matchAll(new RegExp(pattern, 'gu'))]
      for (const [all] of found) slot.text = slot.text.replace(all, '·')
      return found.map(([all, ...groups]) => ({ all, groups: groups.filter((group) => group !== undefined) }))
    })
  const compare = (where: string, some: readonly Slot[], pattern: RegExp, expected: readonly Value[] | undefined) => {
    const before = some.map(({ text }) => text).join(' / ')
    const found = matchIn(some, pattern)
    if (expected === undefined) {
      for (const { all } of found) wrong(`${where}: it is not true that “${all}”`)
      return
    }
    if (found.length === 0) wrong(`${where}: nothing like ${pattern} with ${expected.map(shown)} in “${before}”`)
    for (const { all, groups } of found)
      if (groups.join('|') !== expected.map(shown).join('|'))
        wrong(`${where}: “${all}” should say ${expected.map(shown)}`)
  }
  const at = (where: string, name?: string) =>
    slots.filter((slot) => slot.where === where && (name ?? slot.name) === slot.name)
  const textIn = (some: readonly Slot[]) => some.map(({ text }) => text).join('\n')
  return {
    message,
    wrong,
    facts: (expected) => {
      const sorted = (facts: object) => JSON.stringify(Object.entries(facts).sort(([a], [b]) => (a < b ? -1 : 1)))
      const [said, due] = [sorted(message.facts ?? {}), sorted(expected)]
      if (said !== due) wrong(`facts: ${said} should be ${due}`)
    },
    says: (where, pattern, expected) => compare(where, at(where), pattern, expected),
    saysOf: (where, name, pattern, expected) => compare(`${where}, ${name}`, at(where, name), pattern, expected),
    names: (where) => at(where).map(({ name }) => name),
    total: (where, expected) => {
      const list = message.lists?.find(({ title }) => `list ${title}` === where)
      const { total = list?.items.length ?? 0 } = (where === 'table' ? message.table : list) ?? {}
      if (total !== expected) wrong(`${where}: ${total} in all, should be ${expected}`)
    },
    take: (where, pattern) => void matchIn(at(where), pattern),
    takeOf: (where, name, pattern) => void matchIn(at(where, name), pattern),
    text: (where) => textIn(at(where)),
    textOf: (where, name) => textIn(at(where, name)),
    problems: (names) => [...problems, ...unexplained(slots, [...names])],
  }
}

/** Every number that is left and is no part of a name. */
const unexplained = (slots: readonly Slot[], names: readonly string[]): readonly string[] => {
  const known = names.filter((name) => /\d/.test(name)).sort((a, b) => b.length - a.length)
  return slots.flatMap(({ where, name, text, isPlain }) => {
    let rest = isPlain ? text : `${name} ⟂ ${text}`
    for (const one of known) if (rest.includes(one)) rest = rest.split(one).join('§')
    return [...rest.matchAll(/\d[\d.,]*%?/gu)].map(([number]) => `${where}: nothing explains ${number} in “${rest}”`)
  })
}
