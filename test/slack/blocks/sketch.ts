import type { Rendered } from '../../../src/outbox/rendered.ts'

type Json = Readonly<Record<string, unknown>>

const list = (value: unknown): Json[] => (Array.isArray(value) ? (value as Json[]) : [])
const styled = (text: unknown, { bold, code }: Json): string =>
  bold ? `**${text}**` : code ? `‹${text}›` : String(text)

function piece({ type, text, style, user_id, fallback, format }: Json): string {
  if (type === 'user') return `@${user_id}`
  if (type === 'date') return `[${format} | ${fallback}]`
  return styled(text, (style ?? {}) as Json)
}

const passage = ({ type, style, elements }: Json): string[] => {
  if (type !== 'rich_text_list') return list(elements).map(piece).join('').split('\n')
  return list(elements).map((item, at) => `${style === 'ordered' ? `${at + 1}.` : '•'} ${passage(item).join(' ')}`)
}

const object = (value: unknown): string => {
  const { type, text } = value as Json
  if (typeof text === 'object') return object(text)
  return type === 'mrkdwn' ? `⟪${text}⟫` : String(text)
}

const menu = ({ options }: Json): string => `[⋯] ${list(options).map(object).join(' / ')}`

function button({ text, action_id, value, style, confirm, accessibility_label }: Json): string {
  const marks = [style, accessibility_label && `spoken: ${accessibility_label}`]
  const dialog = confirm as Json | undefined
  const asks = dialog && `asks: ${['title', 'text', 'confirm', 'deny'].map((key) => object(dialog[key])).join(' / ')}`
  return `[${object(text)}] ${[`${action_id}=${value}`, ...marks, asks].filter(Boolean).join(', ')}`
}

function block({ type, text, fields, elements, rows, column_settings }: Json): string[] {
  if (type === 'header') return [`# ${object(text)}`]
  if (type === 'section') {
    const pairs = list(fields).map(object)
    return pairs.flatMap((label, at) => (at % 2 === 0 ? [`${label} | ${pairs[at + 1]}`] : []))
  }
  if (type === 'context') return [`(${list(elements).map(object).join(' ')})`]
  if (type === 'actions') return list(elements).map((one) => (one.type === 'overflow' ? menu(one) : button(one)))
  if (type === 'table') {
    const cells = list(rows).map((row) =>
      list(row)
        .map(({ text }) => text)
        .join(' | '),
    )
    return [
      list(column_settings)
        .map(({ align }) => align)
        .join(' | '),
      ...cells,
    ]
  }
  return list(elements).flatMap(passage)
}

/** Blocks as lines to be read in a test: `# header`, `**bold**`, `‹code›`, `⟪mark-up⟫`, `(small)`, `[button]`. */
export const sketch = ({ text, blocks }: Rendered): string =>
  [text, ...blocks.map((one) => block(one).join('\n'))].join('\n---\n')
