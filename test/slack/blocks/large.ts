import fc from 'fast-check'
import type { Message } from '../../../src/message/message.ts'
import { messageOf } from '../../message/hostile.ts'

const word = fc.oneof(
  { weight: 6, arbitrary: fc.string({ maxLength: 60 }) },
  { weight: 2, arbitrary: fc.integer({ min: 0, max: 5000 }).map((n) => 'many words '.repeat(n / 11)) },
  { weight: 1, arbitrary: fc.integer({ min: 0, max: 400 }).map((n) => '\\"'.repeat(n)) },
  { weight: 1, arbitrary: fc.integer({ min: 0, max: 30 }).map((n) => '👩‍💻\u202e'.repeat(n)) },
)
const number = fc.integer({ min: 0, max: 300 })

/** Now and then one of `most` copies of a thing, for a few different ones of that many are slow to make. */
const many = <T>(one: fc.Arbitrary<T>, most: number): fc.Arbitrary<T[]> =>
  fc
    .tuple(fc.array(one, { minLength: 1, maxLength: 3 }), fc.oneof(fc.nat(4), fc.nat(4), fc.nat(most)))
    .map(([some, length]) => Array.from({ length }, (_, at) => some[at % some.length] as T))

/** Messages with too much of everything, or of something. */
export const large: fc.Arbitrary<Message> = fc
  .tuple(
    messageOf(word),
    fc.record(
      {
        fields: many(fc.record({ label: word, value: word }), 300),
        diff: many(fc.record({ field: word, before: word, after: word }), 100),
        lists: many(
          fc.record({ title: word, items: many(fc.oneof(word, fc.record({ name: word, text: word })), 300) }),
          80,
        ),
        table: fc
          .tuple(many(fc.record({ label: word }), 300), number, word, fc.nat())
          .map(([columns, rows, text, total]) => ({
            columns,
            rows: Array.from({ length: rows }, (_, row) => columns.map((_, at) => (at % 2 === 0 ? text : row))),
            total,
          })),
        output: many(word, 300),
        verbatim: fc.record({ title: word, lines: fc.array(word, { maxLength: 300 }) }),
        notes: many(word, 100),
        actions: many(
          fc.record(
            {
              does: fc.constantFrom('confirm', 'remind', 'cancel', 'undo'),
              proposal: fc.string({ maxLength: 3000 }),
              label: word,
              spoken: word,
              dialog: fc.record({ title: word, text: word }),
            },
            { requiredKeys: ['does', 'proposal', 'label'] },
          ),
          60,
        ),
        next: many(word, 60),
        expires: fc.oneof(fc.double(), fc.nat()),
        form: fc.record({ title: word, button: word, fields: fc.constant([]) }),
      },
      { requiredKeys: [] },
    ),
  )
  .map(([message, more]) => ({ ...message, ...more }))
