import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { UserError } from '../../../src/errors.ts'
import { whenText } from '../../../src/watch/condition/when-text.ts'
import { runs } from '../../runs.ts'
import { anyWhen, readAll } from './conditions.ts'

const failure = (text: string): string => {
  try {
    return `no error: ${whenText(readAll(text))}`
  } catch (error) {
    if (error instanceof UserError) return error.message
    throw error
  }
}

test.for([
  ['failing > 10', 'failing > 10'],
  ['failing>10', 'failing > 10'],
  ['Failing above 10 for 10 minutes', 'Failing > 10 for 10m'],
  ['failing > 2,984', 'failing > 2984'],
  ['failing > 2,984.5 or silent > 1', 'failing > 2984.5 or silent > 1'],
  ['compliance < 95% until > 97 for 10m', 'compliance < 95 for 10m until > 97'],
  ['failing > 10 for 10m until < 3', 'failing > 10 for 10m until < 3'],
  ['failing > 10 for 10m until < 3 for 1h 30m', 'failing > 10 for 10m until < 3 for 1h30m'],
  ['failing > 10 for 10m until < 3 for 10 min', 'failing > 10 for 10m until < 3'],
  ['failing > 10 until failing < 3', 'failing > 10 until < 3'],
  ['failing > 10 until silent < 3', 'failing > 10 until silent < 3'],
  ['failing > 10 and silent ≥ 3 or rows = 0', 'failing > 10 and silent >= 3 or rows = 0'],
  ['failing > 10 and (silent at least 3 or rows is 0)', 'failing > 10 and (silent >= 3 or rows = 0)'],
  ['((failing > 10))', 'failing > 10'],
  ['a > 1 and (b > 2 and c > 3)', 'a > 1 and b > 2 and c > 3'],
  ['sum amount > 5', 'sum amount > 5'],
  ['max of “Total count” more than 5', 'max "Total count" > 5'],
  ['max > 5', '"max" > 5'],
  ['version != “9.1.4”', 'version != "9.1.4"'],
  ['version is not 9.1.4', 'version != "9.1.4"'],
  ['"for" > -1.50 for 1 reading', '"for" > -1.5 for 1 reading'],
] as const)('“%s” is read as “%s”', ([typed, read]) => {
  expect(whenText(readAll(typed))).toBe(read)
  expect(readAll(read)).toEqual(readAll(typed))
})

test.for([
  ['', 'I expected the name of a figure after “when”, but the line ends there.'],
  ['failing', 'I expected a comparison (>, >=, <, <=, =, !=) after “failing”, but the line ends there.'],
  ['failing 10', 'I expected a comparison (>, >=, <, <=, =, !=) after “failing”, not “10”.'],
  ['failing >', 'I expected a number after “>”, but the line ends there.'],
  ['failing => 10', 'I don’t understand “=>”. Did you mean “>=”?'],
  ['failing > 10k', 'I can’t read “10k” as a number. Type it in digits, such as 2500 or 97.5.'],
  ['failing > 1e9', 'I can’t read “1e9” as a number. Type it in digits, such as 2500 or 97.5.'],
  ['failing > 10 and', 'I expected the name of a figure after “and”, but the line ends there.'],
  ['(failing > 10', 'I expected “)”, but the line ends there.'],
  ['failing > 10 for', 'I expected a time such as “10m”, or “3 readings”, after “for”, but the line ends there.'],
  ['failing > 10 for 10', 'I expected a time such as “10m”, or “3 readings”, after “for”, not “10”.'],
  ['failing > 10 for 0m', 'The shortest time is 1 minute.'],
  ['failing > 10 for 9999d', 'The longest time is 366 days.'],
  ['failing > 10 for 0 readings', '“for” takes 1 to 100 readings.'],
  ['failing > 10 and silent > 3 until < 3', 'The condition has several figures, so “until” needs the name of one.'],
  [`${'a > 1 and '.repeat(10)}a > 1`, 'A condition can have up to 10 comparisons.'],
  [`${'('.repeat(50)}a > 1`, 'A condition can have up to 5 brackets inside each other.'],
] as const)('“%s” is refused: %s', ([typed, said]) => {
  expect(failure(typed)).toBe(said)
})

test('what is printed is read back as the same', () => {
  fc.assert(
    fc.property(anyWhen, (when) => {
      expect(readAll(whenText(when))).toEqual(when)
    }),
    { numRuns: runs(300, 5_000) },
  )
})

describe('any text', () => {
  const piece = fc.constantFrom(
    ...['a', 'failing', '>', '>=', '<', '=', '!=', '10', '1,000', '(', ')', 'and', 'or', 'for', '10m', 'until'],
    ...['max', 'of', '"x y"', '3 readings', 'is', 'not', '“', "'", '`', ',', '.', '%', '-', '\u202e', '𝟙', ':'],
  )
  const text = fc.oneof(
    fc.array(piece, { maxLength: 30 }).map((pieces) => pieces.join(' ')),
    fc.array(piece, { maxLength: 30 }).map((pieces) => pieces.join('')),
    fc.string({ unit: 'binary', maxLength: 60 }),
  )

  test('is a condition that is printed and read back, or a mistake of who typed it', () => {
    fc.assert(
      fc.property(text, (typed) => {
        let when: ReturnType<typeof readAll>
        try {
          when = readAll(typed)
        } catch (error) {
          expect(error).toBeInstanceOf(UserError)
          return
        }
        expect(readAll(whenText(when))).toEqual(when)
      }),
      { numRuns: runs(500, 20_000) },
    )
  })
})
