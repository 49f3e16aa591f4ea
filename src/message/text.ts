import { fieldsOf } from './figures.ts'
import { literal } from './literal.ts'
import type { Message } from './message.ts'
import { ofParts } from './parts.ts'
import { NONE } from './time.ts'
import { firstWord, withSymbol } from './tone.ts'

const LONGEST = 300
const AMOUNT = /^\d[\d,.]*(?: %| [a-z]+)?$/

/** The message as one plain paragraph for notifications, screen readers and logs: the connection, what and how many come first, and whole sentences are left out at the end. */
export function toText(message: Message): string {
  const [first = '', ...more] = sentences(message).filter((text) => text !== '')
  let text = first
  for (const sentence of more) {
    if (text.length + 1 + sentence.length > LONGEST) break
    text += ` ${sentence}`
  }
  return literal(text, LONGEST)
}

function sentences(message: Message): string[] {
  const asked = message.asked && isAct(message) ? `Asked by ${literal(message.asked.by, 60)}` : ''
  const amounts = figures(message)
  const lead = literal(message.lead ?? '')
  const said = [...changes(message), asked]
  if (message.notification !== undefined)
    return [literal(message.notification, LONGEST), firstOfList(message)].map(closed)
  return [
    headline(message),
    amounts,
    ...(message.tone === 'waiting' ? [...said, lead] : [lead, ...said]),
    firstOfList(message),
    ...(amounts === '' ? ofParts(message, (part, data) => part.text(data)) : []),
  ].map(closed)
}

// `✗ Not applied: rudder/prod: …`; a proposal is a question and needs no word, and a title that says "on prod" no connection.
function headline(message: Message): string {
  const { connection, title } = message
  const said = literal(title, 150)
  const place = connection === undefined || names(said, connection) ? '' : literal(connection, 60)
  return withSymbol(message, [firstWord(message), place, said].filter((part) => part !== '').join(': '))
}

function names(title: string, connection: string): boolean {
  const short = connection.slice(connection.lastIndexOf('/') + 1)
  return title.includes(connection) || ` ${title} `.replace(/[?.!,:]/g, ' ').includes(` on ${short} `)
}

function changes({ diff = [] }: Message): string[] {
  return diff.slice(0, 2).map(({ field, before, after }) => {
    return `${literal(field, 60)} from ${literal(before, 60) || 'empty'} to ${literal(after, 60) || 'empty'}`
  })
}

// Three at most, those that say how many before all others.
function figures(message: Message): string {
  const fields = fieldsOf(message, 10 * LONGEST).filter(({ value }) => value !== NONE)
  const counted = fields.filter(({ value }) => /^\d/.test(value))
  const said = (counted.length > 0 ? counted : fields)
    .slice(0, 3)
    // A label stands in the plural: `41 nodes`, but `nodes: 1`.
    .map(({ label, value }) =>
      AMOUNT.test(value) && value !== '1' ? `${value} ${small(label)}` : `${small(label)}: ${value}`,
    )
  return capital(said.join(', '))
}

function firstOfList({ lists: [list] = [] }: Message): string {
  const item = list?.items[0]
  if (!list || item === undefined) return ''
  const { name, text } = typeof item === 'string' ? { name: undefined, text: item } : item
  const said = name === undefined ? literal(text) : `${literal(name, 80)}, ${literal(text)}`
  return `${literal(list.title, 80)}: ${said}`
}

const isAct = ({ tone }: Message): boolean => tone !== 'answer' && tone !== 'help' && tone !== 'error'
const small = (label: string): string =>
  /^.[A-Z]/.test(label) ? label : label.charAt(0).toLowerCase() + label.slice(1)
const capital = (word: string): string => word.charAt(0).toUpperCase() + word.slice(1)
const closed = (text: string): string => (text === '' || /[.?!…]$/.test(text) ? text : `${text}.`)
