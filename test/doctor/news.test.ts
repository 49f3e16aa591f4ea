import { expect, test } from 'vitest'
import { expiring } from '../../src/run/doctor/expiry.ts'
import { type Finding, finder } from '../../src/run/doctor/finding.ts'
import { newsOf, type ReportedFindings } from '../../src/run/doctor/news.ts'

const dayMs = 24 * 60 * 60_000
const now = Date.UTC(2026, 10, 1, 9)
const named = finder('rudder/prod reader')
const found = (...given: Parameters<typeof named>): Finding => ({ ...named(...given), check: 'connection rudder/prod' })
const id = 'token:rudder/prod/reader'
const token = (days: number): Finding => ({
  ...expiring(named, { id, what: 'It', until: now + days * dayMs, now, todo: 'Make a new one.' }),
  check: 'connection rudder/prod',
})

/** What is told day by day, where each day's findings are these. */
const days = (...each: readonly (readonly Finding[])[]) => {
  let told: ReportedFindings = {}
  return each.map((findings) => {
    const news = newsOf(findings, told, now)
    told = news.told
    return [...news.worse.map(({ says }) => says), ...news.mended.map(({ says }) => `mended: ${says}`)]
  })
}

test('a token that ends is told at 14, 7 and 1 days, and when it has, each once', () => {
  const each = Array.from({ length: 18 }, (_, at) => [token(16.5 - at)])
  expect(days(...each).map((said) => said[0]?.replace('It expires ', '') ?? '')).toEqual([
    ...[
      '',
      '',
      '',
      'in 13 days',
      '',
      '',
      '',
      '',
      '',
      '',
      'in 6 days',
      '',
      '',
      '',
      '',
      '',
      'today',
      'It has expired.',
    ].map((text) => (text === '' || text.endsWith('.') ? text : `${text}.`)),
  ])
  expect(token(15).level).toBe('ok')
  expect(token(14)).toMatchObject({ level: 'ok' })
  expect(token(13.9)).toMatchObject({ level: 'warning', says: 'It expires in 13 days.', todo: 'Make a new one.' })
  expect(token(1.5)).toMatchObject({ level: 'warning', says: 'It expires in 1 day.' })
  expect(token(0)).toMatchObject({ level: 'wrong', says: 'It has expired.' })
})

test('what is wrong is told once; when it is mended, once; and when it comes again', () => {
  const wrong = found('wrong', id, 'It is not accepted.')
  const fine = found('ok', id, 'It is accepted.')
  expect(days([wrong], [wrong], [fine], [fine], [wrong])).toEqual([
    ['It is not accepted.'],
    [],
    ['mended: It is accepted.'],
    [],
    ['It is not accepted.'],
  ])
})

test('what gets worse is told again; what could not be looked at is neither mended nor new', () => {
  const warning = found('warning', id, 'It will.')
  const wrong = found('wrong', id, 'It does.')
  expect(days([warning], [wrong], [], [wrong])).toEqual([['It will.'], ['It does.'], [], []])
})

test('what was always fine is never told', () => {
  expect(days([found('ok', id, 'Fine.')], [])).toEqual([[], []])
})

test('what is found no more is mended, unless something else of its check is wrong and may hide it', () => {
  const clock = found('warning', 'clock:rudder/prod', 'Its clock is off.')
  const answers = found('ok', 'connection:rudder/prod', 'It answers.')
  const down = found('wrong', 'connection:rudder/prod', 'It cannot be reached.')
  const gone = 'mended: No more: “Its clock is off.”'
  expect(days([answers, clock], [down], [answers, clock], [answers], [answers])).toEqual([
    ['Its clock is off.'],
    ['It cannot be reached.'],
    ['mended: It answers.'],
    [gone],
    [],
  ])
})

test('a check that failed once and comes to its end again is mended', () => {
  const late = found('wrong', 'check:connection rudder/prod', 'It did not come to an end.')
  const answers = found('ok', 'connection:rudder/prod', 'It answers.')
  expect(days([late], [answers], [late])).toEqual([
    ['It did not come to an end.'],
    ['mended: No more: “It did not come to an end.”'],
    ['It did not come to an end.'],
  ])
})
