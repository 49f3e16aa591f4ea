import { expect, test } from 'vitest'
import { UserError } from '../../../src/errors.ts'
import { closingFor, fitWhen, type Offer } from '../../../src/watch/condition/fit.ts'
import { conditionText, whenText } from '../../../src/watch/condition/when-text.ts'
import { readAll } from './conditions.ts'

const offer: Offer = { facts: { compliance: 'percent', failing: 'count', nonCompliant: 'count', version: 'text' } }
const rows: Offer = { facts: {}, table: true, columns: ['amount', 'Total count'] }

const fitted = (typed: string, of: Offer = offer): string => {
  try {
    return whenText(fitWhen(readAll(typed), of))
  } catch (error) {
    if (error instanceof UserError) return error.message
    throw error
  }
}

test.for([
  ['FAILING > 3', 'failing > 3'],
  ['noncompliant > 3 until < 1', 'nonCompliant > 3 until < 1'],
  ['version != "9.1.4"', 'version != "9.1.4"'],
  [
    'faling > 3',
    'There is no figure called “faling”. Did you mean “failing”? You can use: compliance, failing, nonCompliant, version.',
  ],
  [
    'constructor > 3',
    'There is no figure called “constructor”. You can use: compliance, failing, nonCompliant, version.',
  ],
  [
    'failing > 3 until silnt < 1',
    'There is no figure called “silnt”. You can use: compliance, failing, nonCompliant, version.',
  ],
  ['failing > many', '“failing” is a number, and “many” isn’t. Type the number in digits.'],
  ['compliance < 195', '“compliance” is a percentage, so compare it with a number from 0 to 100.'],
  ['version > 9', '“version” is text. Compare it with = or !=.'],
  ['version = 9.10', '“version” is text. Put the value in quotes.'],
  ['sum amount > 3', '“sum” takes a column of a table, and this answer has no table.'],
  [
    'failing > 10 until < 20',
    '“until failing < 20” would close the alert while “failing > 10” still holds. Choose a value on the other side.',
  ],
] as const)('“%s”: %s', ([typed, said]) => {
  expect(fitted(typed)).toBe(said)
})

test('a table offers its rows and what is taken of its columns of numbers', () => {
  expect(fitted('rows > 0', rows)).toBe('rows > 0')
  expect(fitted('sum of AMOUNT > 3 or max "total count" > 5', rows)).toBe('sum amount > 3 or max "Total count" > 5')
  expect(fitted('sum amont > 3', rows)).toBe(
    'There is no column of numbers called “amont”. Did you mean “amount”? You can use: amount, Total count.',
  )
  expect(fitted('amount > 3', rows)).toBe(
    '“amount” is a column. Say what to take of it: first amount, sum amount, min amount, max amount.',
  )
  // Columns that are known only once the table is read are not checked.
  expect(fitted('sum amont > 3', { facts: {}, table: true })).toBe('sum amont > 3')
  expect(fitted('rows > 3', { facts: {} })).toBe('There is no figure called “rows”: this answer has none.')
})

test('names from outside are shown as text', () => {
  expect(fitted('“<!channel>\u202e*x*” > 3')).toContain('called “<!channel>⟨U+202E⟩*x*”')
})

test('an alert of a percentage is over nearer to 100', () => {
  const when = fitWhen(readAll('compliance < 90 and failing > 10'), offer)
  expect(conditionText(closingFor(when, offer))).toBe('compliance >= 93 or failing <= 7')
})
