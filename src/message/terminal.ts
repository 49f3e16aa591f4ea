import { bounded } from './bounded.ts'
import { cells, hang, wrap } from './cells.ts'
import { fieldsOf } from './figures.ts'
import { formLines } from './form-lines.ts'
import { literal } from './literal.ts'
import type { List, Message } from './message.ts'
import { inZone, nearIn } from './moments.ts'
import { type Paint, painter } from './paint.ts'
import { changePairs, fieldPairs, pairs } from './pairs.ts'
import { ofParts } from './parts.ts'
import { retyped, withTexts } from './texts.ts'
import { clockTime, count } from './time.ts'
import { firstWord, withSymbol } from './tone.ts'

/** How a terminal wants its message: cells a line, whether colours are wanted, the reader's IANA zone, whether to list what can be done. */
export interface TerminalOptions {
  readonly width?: number
  readonly color?: boolean
  readonly zone?: string
  readonly actions?: boolean
}

const PROSE = 100 // Longer lines are hard to read.
const LINE = 2000 // Commands, links and what was printed are copied, so they are never broken and cut only here.

/** The message for a person at a terminal: who asked, what, the figures, what to type next, and last when it was read; no final line feed. */
export function toTerminal(whole: Message, options: TerminalOptions = {}): string {
  const message = here(bounded(whole), options.zone)
  const width = Math.max(20, options.width ?? 80)
  const paint = painter(options.color ?? false)
  const prose = Math.min(width, PROSE)
  const sections = [
    asked(message, width, paint),
    title(message, prose, paint),
    pairs([...changePairs(message.diff ?? [], paint), ...fieldPairs(fieldsOf(message))], prose, paint),
    ...(message.lists ?? []).map((list) => listed(list, message.tone === 'help', prose, paint)),
    ...ofParts(message, (part, data) => part.terminal(data, width, paint)),
    (message.output ?? []).map((line) => `  ${literal(line, LINE)}`),
    [...(message.notes ?? []), ...(message.see ?? []).map(({ text }) => text)].flatMap((note) =>
      wrap(literal(note, 1000), prose),
    ),
    options.actions ? choices(message, prose, paint) : [],
    message.form && message.tone === 'error' && message.lists === undefined
      ? formLines(message.form, prose, paint)
      : [],
    next(message, paint),
    footer(message, width, options.zone, paint),
  ]
  return sections
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join('\n'))
    .join('\n\n')
}

// As it is typed and read here: without a slash, and by the clock of this place.
function here(message: Message, zone: string | undefined): Message {
  const near = nearIn(message)
  return retyped({ ...withTexts(message, (said) => inZone(said, zone, near)), title: message.title }, (line) => line)
}

function asked({ asked, connection }: Message, width: number, paint: Paint): string[] {
  const place = connection === undefined ? '' : literal(connection, 100)
  if (!asked) return place === '' ? [] : [paint('strong', place)]
  const who = `${literal(asked.by, 60)}: ${asked.undoes ? 'undo of ' : ''}`
  const line = literal(asked.line, LINE)
  const first = paint('quiet', who) + paint('command', line)
  if (place === '') return [first]
  if (cells(`${who}${line} · ${place}`) > width) return [first, `${paint('quiet', 'on ')}${paint('strong', place)}`]
  return [`${first}${paint('quiet', ' · ')}${paint('strong', place)}`]
}

function title(message: Message, width: number, paint: Paint): string[] {
  const { tone, title, lead } = message
  const said = literal(title, 300)
  const word = firstWord(message)
  const before = withSymbol(message, word === '' ? '' : `${word}:`).trim()
  const [first = '', ...rest] = wrap(`${before} ${said}`.trimStart(), width)
  const mark = first.startsWith(before) ? before : ''
  const painted = paint(tone, mark) + paint('title', first.slice(mark.length))
  return [painted, ...rest.map((line) => paint('title', line)), ...wrap(literal(lead ?? '', 1000), width)]
}

function listed(list: List, help: boolean, width: number, paint: Paint): string[] {
  const items = list.items.map((item) => (typeof item === 'string' ? { name: '', text: item } : { name: '', ...item }))
  const heading = wrap(literal(list.title, 200), width).map((line) => paint('title', line))
  const more = (list.total ?? 0) - items.length
  const tail = more > 0 ? [`  … and ${count(more)} more`] : []
  if (help && items.every(({ name }) => name !== '')) {
    const rows = items.map(({ name, text }) => {
      return { label: literal(name, 200), lines: (room: number) => wrap(literal(text, 500), room) }
    })
    const usage: Paint = (part, said) => paint(part === 'label' ? 'command' : part, said)
    return [...heading, ...pairs(rows, width - 2, usage).map((line) => `  ${line}`), ...tail]
  }
  const digits = String(items.length).length
  const lines = items.flatMap(({ name, text }, at) => {
    const mark = list.ordered ? `  ${String(at + 1).padStart(digits)}. ` : '  • '
    const label = literal(name, 200)
    const [first = '', ...rest] = hang(mark, (label === '' ? '' : `${label}: `) + literal(text, 500), width)
    return [named(first, mark, label, paint), ...rest]
  })
  return [...heading, ...lines, ...tail]
}

function named(line: string, mark: string, name: string, paint: Paint): string {
  if (name === '' || !line.startsWith(mark + name)) return line
  return mark + paint('strong', name) + line.slice(mark.length + name.length)
}

function choices({ actions = [] }: Message, width: number, paint: Paint): string[] {
  if (actions.length === 0) return []
  const [first = '', ...rest] = hang('You can: ', actions.map(({ label }) => literal(label, 80)).join(' · '), width)
  return [first, ...rest].map((line) => paint('strong', line))
}

function next({ next = [] }: Message, paint: Paint): string[] {
  return next.map((line, at) => paint('quiet', at === 0 ? 'Next: ' : '      ') + paint('command', literal(line, LINE)))
}

function footer({ provenance, record }: Message, width: number, zone: string | undefined, paint: Paint): string[] {
  const parts = [
    provenance ? `Read ${clockTime(provenance.readAt, zone)}` : '',
    literal(provenance?.renewed ?? ''),
    literal(provenance?.source ?? ''),
    literal(record ?? ''),
    /^https?:\/\//.test(provenance?.link ?? '') ? literal(provenance?.link ?? '', LINE) : '',
  ].filter((part) => part !== '')
  const lines: string[] = []
  for (const part of parts) {
    const line = lines.at(-1)
    if (line !== undefined && cells(`${line} · ${part}`) <= width) lines[lines.length - 1] = `${line} · ${part}`
    else lines.push(...(part.startsWith('http') ? [part] : wrap(part, width)))
  }
  return lines.map((line) => paint('quiet', line))
}
