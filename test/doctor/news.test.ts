import { expect, test } from 'vitest'
import { expiring } from '../../src/run/doctor/expiry.ts'
import { type Finding, finder } from '../../src/run/doctor/finding.ts'
import { newsOf, type Told } from '../../src/run/doctor/news.ts'

const dayMs = 24 * 60 * 60_000
const now = Date.UTC(2026, 10, 1, 9)
const found = finder('token', 'rudder/prod reader')
const id = 'token:rudder/prod/reader'
const token = (days: number): Finding =>
  expiring(found, { id, what: 'It', until: now + days * dayMs, now, todo: 'Make a new one.' })

/** What is told day by day, where each day's findings are these. */
const days = (...each: readonly (readonly Finding[])[]) => {
  let told: Told = {}
  return each.map((findings) => {
    const news = newsOf(findings, told, now)
    told = news.told
    return [...news.worse.map(({ says }) => says), ...news.mended.map(({ id: one }) => `mended ${one}`)]
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
    [`mended ${id}`],
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
