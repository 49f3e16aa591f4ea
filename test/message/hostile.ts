import fc from 'fast-check'
import type { Message, Tone } from '../../src/message/message.ts'

const columnTypes = ['text', 'integer', 'decimal', 'date', 'time', 'boolean'] as const

const TONES: readonly Tone[] = [
  ...(['answer', 'help', 'error', 'waiting', 'applied', 'awaiting validation'] as const),
  ...(['failed', 'unknown', 'stale', 'refused', 'cancelled', 'expired'] as const),
]

const NASTY = [
  ...[
    '\x1b[2J',
    '\x1b]8;;http://evil\x07',
    '\x9b31m',
    '\r',
    '\n',
    '\r\n',
    '\t',
    '\0',
    '\x7f',
    '\x85',
    '\u2028',
    '\u2029',
  ],
  ...[
    '\u202e',
    '\u2066',
    '\u2069',
    '\u200e',
    '\u200f',
    '\u061c',
    '\u200b',
    '\u200c',
    '\u200d',
    '\u2060',
    '\ufeff',
    '\u00ad',
  ],
  ...[
    '\ufe0f',
    '\ufe0e',
    '\u{e0041}',
    '\u{e007f}',
    '\u{e0101}',
    '\u3164',
    '\u115f',
    '\u1160',
    '\uffa0',
    '\u2800',
    '\u180e',
  ],
  ...['\ud83d', '\udc69', '\ue000', '\u{f0000}', '\uffff', '\u0301', '\u0301'.repeat(40), '\u20dd', '\u034f', '\u0600'],
  ...[
    '👩',
    '👩‍💻',
    '🏴󠁧󠁢󠁥󠁮󠁧󠁿',
    '❤️',
    '❤',
    '🇫',
    '🏽',
    '1️⃣',
    '東京',
    '한',
    'ᄀ',
    'क्',
    'مرحبا',
    'שלום',
    'é',
    '…',
    '⟨U+',
    '<@U1>',
    '*b*',
    ' ',
  ],
]

/** Any text at all, and often the worst. */
export const hostileText: fc.Arbitrary<string> = fc.oneof(
  { weight: 4, arbitrary: fc.string({ unit: fc.constantFrom(...NASTY, 'a', 'Z', '0', ' '), maxLength: 40 }) },
  { weight: 2, arbitrary: fc.string({ unit: 'binary', maxLength: 40 }) },
  {
    weight: 1,
    arbitrary: fc
      .array(fc.integer({ min: 0, max: 0xffff }), { maxLength: 30 })
      .map((units) => String.fromCharCode(...units)),
  },
)

/** A message with `text` in every field that can hold one. */
export function messageOf(text: fc.Arbitrary<string>): fc.Arbitrary<Message> {
  const figure = fc.oneof(text, fc.integer(), fc.constant(null))
  const few = { minLength: 1, maxLength: 4 }
  return fc.record(
    {
      tone: fc.constantFrom(...TONES),
      asked: fc.record({ by: text, line: text }),
      connection: text,
      title: text,
      lead: text,
      facts: fc.dictionary(text, figure, { maxKeys: 4 }),
      fields: fc.array(fc.record({ label: text, value: text }), few),
      diff: fc.array(fc.record({ field: text, before: text, after: text }), few),
      lists: fc.array(
        fc.record({
          title: text,
          ordered: fc.boolean(),
          items: fc.array(fc.oneof(text, fc.record({ name: text, text }), fc.record({ text })), few),
          total: fc.nat(9999),
        }),
        { maxLength: 2 },
      ),
      table: fc.record(
        {
          columns: fc.array(
            fc.record({ label: text, type: fc.constantFrom(...columnTypes) }, { requiredKeys: ['label'] }),
            {
              minLength: 1,
              maxLength: 6,
            },
          ),
          rows: fc.array(fc.array(fc.oneof(figure, fc.boolean()), { maxLength: 6 }), { maxLength: 3 }),
          total: fc.nat(9999),
          from: fc.nat(99),
          kept: fc.record({ size: fc.integer({ min: 1, max: 50 }), rows: fc.nat(9999) }),
        },
        { requiredKeys: ['columns', 'rows', 'total'] },
      ),
      verbatim: fc.record({ title: text, lines: fc.array(text, few) }),
      output: fc.array(text, few),
      notes: fc.array(text, few),
      actions: fc.array(fc.record({ does: fc.constant('confirm' as const), proposal: text, label: text }), few),
      next: fc.array(text, few),
      provenance: fc.record({
        readAt: fc.integer(),
        source: text,
        renewed: text,
        link: text.map((path) => `https://rudder.acme.net/${path}`),
      }),
      record: text,
    },
    { requiredKeys: ['tone', 'title'] },
  )
}

/** Every string in a message, keys of facts included. */
export function stringsIn(value: unknown): string[] {
  if (typeof value === 'string') return [value]
  if (typeof value !== 'object' || value === null) return []
  const keys = Array.isArray(value) ? [] : Object.keys(value)
  return [...keys, ...Object.values(value).flatMap(stringsIn)]
}

// Written down again on purpose, as numbers, so that a mistake in the renderer's own list is found.
const FORBIDDEN: readonly (readonly [number, number])[] = [
  ...([
    [0, 0x1f],
    [0x7f, 0x9f],
    [0xad, 0xad],
    [0x61c, 0x61c],
    [0x115f, 0x1160],
    [0x180b, 0x180f],
  ] as const),
  ...([
    [0x200b, 0x200c],
    [0x200e, 0x200f],
    [0x2028, 0x202e],
    [0x2060, 0x206f],
    [0x2800, 0x2800],
  ] as const),
  ...([
    [0x3164, 0x3164],
    [0xd800, 0xf8ff],
    [0xfe00, 0xfe0d],
    [0xfeff, 0xfeff],
    [0xffa0, 0xffa0],
  ] as const),
  ...([
    [0xfff9, 0xfffb],
    [0xfffe, 0xffff],
    [0xe0000, 0xe001f],
    [0xe0080, 0xe0fff],
    [0xf0000, 0x10ffff],
  ] as const),
]

/** The first character of a text that could hide or move something; `undefined` if there is none. */
export function harm(text: string): string | undefined {
  const chars = Array.from(text)
  return chars.find((char, at) => {
    const code = char.codePointAt(0) ?? 0
    if (FORBIDDEN.some(([from, to]) => code >= from && code <= to)) return true
    const before = chars.slice(Math.max(0, at - 2), at).join('')
    if (code === 0x200d)
      return !/\p{ExtPict}(?:\p{EMod}|\uFE0F)?$/u.test(before) || !/^\p{ExtPict}/u.test(chars[at + 1] ?? '')
    if (code === 0xfe0e || code === 0xfe0f) return !/[\p{ExtPict}0-9#*]$/u.test(before)
    if (code >= 0xe0020 && code <= 0xe007f) return !/(?:\u{1F3F4}|[\u{E0020}-\u{E007F}])$/u.test(before)
    return false
  })
}

/** Every object inside a value, itself included. */
export const objects = (value: unknown): Readonly<Record<string, unknown>>[] => {
  if (typeof value !== 'object' || value === null) return []
  const own = Array.isArray(value) ? [] : [value as Readonly<Record<string, unknown>>]
  return [...own, ...Object.values(value).flatMap(objects)]
}

/** The only mark-up that there may be: a moment, a bold label in which nothing can act, a link to `page`, a pattern. */
export const ownMarkUp = (page: string): ((text: string) => boolean) => {
  const forms = [
    /^<!date\^\d+\^Read \{date_short_pretty\} at \{time_secs\}\|Read \d\d:\d\d:\d\d UTC>$/,
    /^\*[^*_~`<>&:@#./|\\\n]+\*$/,
    new RegExp(`^(?:· )?<${page}/[^<>|^\\s]*\\|Open(?: in [A-Z][a-z]+)?>$`),
  ]
  return (text) => forms.some((form) => form.test(text))
}
