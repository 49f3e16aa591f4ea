import { quoted } from '../../../quoted.ts'
import { isDifference, sidesOf } from '../shapes/difference.ts'
import type { ChangeKind, ObjectChange } from '../shapes/request.ts'
import type { ChangeNames } from './change-names.ts'
import { derived, type PartOf, type PartValue, partsOf } from './change-parts.ts'

/** One line about a part of an object. */
export interface ChangeLine {
  readonly name?: string
  readonly text: string
  /** False for a part that could not be read. */
  readonly isRead?: false
}

/** The words for everything that is reported in an unknown form. */
export const unreadable = "changed in a way I can't read"

const unread = (name: string): ChangeLine => ({ name, text: unreadable, isRead: false })

const secretLabels: Readonly<Record<string, string>> = {
  parameters: 'Parameters',
  properties: 'Properties',
  value: 'Value',
}
const secretLabel = (key: string) => secretLabels[key] ?? key

/** A line for each part that a modification changes, or each element of a list; secret parts by name. */
export const modifiedLines = (
  { kind, parts, secrets, unread: hidden }: ObjectChange,
  names: ChangeNames,
): readonly ChangeLine[] => {
  const changed = Object.entries(partsOf[kind]).flatMap(([key, part]) =>
    Object.hasOwn(parts, key) ? changedLines(part, parts[key], names) : [],
  )
  const others = Object.keys(parts).filter((key) => !Object.hasOwn(partsOf[kind], key) && isStructure(parts[key]))
  const lines = [
    ...changed,
    ...secrets.map((key) => ({ name: secretLabel(key), text: 'changed, not shown' })),
    ...[...hidden.map(secretLabel), ...others].map(unread),
  ]
  const all = lines.length > 0 ? lines : [{ text: "Rudder doesn't report what it changes", isRead: false as const }]
  return [...unreportedMode(kind, parts), ...all]
}

/** A line for each part that an object has, or each element of a list; secret parts by name. */
export const wholeLines = (
  { kind, action, parts, secrets }: ObjectChange,
  names: ChangeNames,
): readonly ChangeLine[] => [
  ...Object.entries(partsOf[kind]).flatMap(([key, part]) => {
    if (!Object.hasOwn(parts, key)) return []
    const side = part.read(parts[key] ?? undefined, names)
    if (!side) return [unread(part.label)]
    return 'elements' in side
      ? marked(part.label, side.elements, action === 'delete' ? '−' : '+')
      : sideLines(part.label, side)
  }),
  ...secrets.map((key) => ({ name: secretLabel(key), text: 'set, not shown' })),
  ...Object.keys(parts)
    .filter((key) => !Object.hasOwn(partsOf[kind], key) && !derived[kind].includes(key) && parts[key] !== null)
    .map(unread),
]

/** Until 8.3 Rudder does not report the mode of a directive: it may go from audit to enforce. */
const unreportedMode = (kind: ChangeKind, parts: ObjectChange['parts']): readonly ChangeLine[] =>
  kind === 'directives' && !Object.hasOwn(parts, 'policyMode')
    ? [{ name: 'Mode', text: "This Rudder version doesn't report the mode of a change; it may change too" }]
    : []

const isStructure = (value: unknown): boolean => typeof value === 'object' && value !== null && !Array.isArray(value)

const changedLines = (part: PartOf, value: unknown, names: ChangeNames): readonly ChangeLine[] => {
  const { label } = part
  const [before, after] = sidesOf(value).map((side) => part.read(side, names))
  if (!before || !after) return [unread(label)]
  if (!isDifference(value)) return []
  if ('elements' in before && 'elements' in after) return elementLines(label, before.elements, after.elements)
  if ('elements' in before || 'elements' in after) return [unread(label)]
  const isSame = 'words' in before && 'words' in after && before.words === after.words
  if (isSame) return [{ name: label, text: 'changed, not shown' }]
  if (!isLong(before) && !isLong(after)) {
    const [from, to] = [inline(before), inline(after)]
    return [{ name: label, text: from === to ? `${to}, changed in quotation marks only` : `${from} → ${to}` }]
  }
  return [...sideLines(`${label}, before`, before), ...sideLines(`${label}, after`, after)]
}

type Elements = Extract<PartValue, { readonly elements: unknown }>['elements']

const elementLines = (name: string, before: Elements, after: Elements): readonly ChangeLine[] => {
  const without = (all: Elements, others: Elements) => {
    const keys = new Set(others.map(({ key }) => key))
    return all.filter(({ key }) => !keys.has(key))
  }
  const [added, removed] = [without(after, before), without(before, after)]
  if (added.length + removed.length === 0) return [{ name, text: 'the same, in another form or order' }]
  return [
    ...(added.length > 0 ? marked(name, added, '+') : []),
    ...(removed.length > 0 ? marked(name, removed, '−') : []),
  ]
}

/** Above this number, elements share lines. */
const few = 10

/** The elements of a list, each with its mark, which tells them from everything else; the first line has the name of the part. */
const marked = (name: string, elements: Elements, mark: '+' | '−'): readonly ChangeLine[] => {
  const words = elements.map((one) => `${mark} ${one.name}`)
  const lines = words.length > few ? joined(words) : words
  return lines.length === 0 ? [{ name, text: 'none' }] : lines.map((text, at) => ({ ...(at === 0 && { name }), text }))
}

/** Several on a line, with commas between; an element with a comma gets its own line, so that it can't pass for two. */
const joined = (words: readonly string[]): readonly string[] => {
  const lines: string[][] = []
  for (const word of words) {
    const last = lines.at(-1)
    const fits =
      last && last.join(', ').length + word.length < longest && ![word, ...last].some((one) => one.includes(','))
    if (fits) last.push(word)
    else lines.push([word])
  }
  return lines.map((line) => line.join(', '))
}

const longest = 150

const isLong = (side: PartValue): boolean => 'text' in side && (side.text.length > longest || side.text.includes('\n'))

const inline = (side: Exclude<PartValue, { readonly elements: unknown }>): string =>
  'text' in side ? quoted(side.text) : side.words

/** A side by itself; a long text in pieces that fit, each but the first marked as a continuation. */
const sideLines = (name: string, side: Exclude<PartValue, { readonly elements: unknown }>): readonly ChangeLine[] => {
  if (!('text' in side) || !isLong(side)) return [{ name, text: inline(side) }]
  const pieces = side.text.split(/\r?\n/).flatMap(inPieces)
  return pieces.map((text, at) => (at === 0 ? { name, text } : { text: `… ${text}` }))
}

const inPieces = (line: string): readonly string[] => {
  const points = Array.from(line)
  return Array.from({ length: Math.ceil(points.length / longest) }, (_, at) =>
    points.slice(at * longest, (at + 1) * longest).join(''),
  )
}
