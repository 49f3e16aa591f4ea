import type { List, Message } from './message.ts'
import { withParts } from './parts.ts'

/** The message with each text of it changed that a person reads as a sentence; names, what was asked and what was printed stay. */
export const withTexts = (message: Message, change: (text: string) => string): Message => {
  const { title, lead, fields, lists, notes, see } = message
  const inList = (list: List): List => ({
    ...list,
    items: list.items.map((item) => (typeof item === 'string' ? change(item) : { ...item, text: change(item.text) })),
  })
  return {
    ...message,
    title: change(title),
    ...(lead !== undefined && { lead: change(lead) }),
    ...(fields && { fields: fields.map((field) => ({ ...field, value: change(field.value) })) }),
    ...(lists && { lists: lists.map(inList) }),
    ...withParts(message, (part, data) => part.withTexts(data, change)),
    ...(notes && { notes: notes.map(change) }),
    ...(see && { see: see.map((one) => ({ ...one, text: change(one.text) })) }),
  }
}

/**
 * The message with the lines that its sentences quote, `“/rudder rules”`, as they are typed where it is shown; `typed` is
 * given each without the slash. Only lines of the bot itself and of the system that was asked are such.
 */
export const retyped = (message: Message, typed: (line: string) => string): Message => {
  const lines = [message.asked?.line ?? '', ...(message.next ?? [])]
  const words = new Set(['cox', ...lines.flatMap((line) => FIRST.exec(line)?.[1] ?? [])])
  const asTyped = (quoted: string, line: string) =>
    words.has(line.split(' ', 1)[0] ?? '') ? `“${typed(line)}”` : quoted
  return withTexts(message, (text) => text.replaceAll(QUOTED, asTyped))
}

const FIRST = /^\/?([a-z][a-z0-9-]{0,30})(?![^ ])/
const QUOTED = /“\/([^“”]*)”/g
