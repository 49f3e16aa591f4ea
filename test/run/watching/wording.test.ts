import { expect, test } from 'vitest'
import { changeWords, raisedWords } from '../../../src/run/watching/wording.ts'
import type { Condition } from '../../../src/watch/condition/condition.ts'

const offer = { facts: { failing: 'count', compliance: 'percent', mode: 'text' } } as const
const failing: Condition = { measure: { fact: 'failing' }, relation: '>', value: 10 }
const low: Condition = { measure: { fact: 'compliance' }, relation: '<', value: 95 }
const mode: Condition = { measure: { fact: 'mode' }, relation: '!=', value: 'audit' }
const of =
  (figures: Readonly<Record<string, number | string | null>>) =>
  (measure: { readonly fact: string } | { readonly column: string }) =>
    'fact' in measure ? figures[measure.fact] : undefined

test('a comparison says whether it holds; of several, those that do', () => {
  expect(raisedWords(failing, of({ failing: 1900 }), offer)).toBe('failing 1,900 (over 10)')
  expect(raisedWords(failing, of({ failing: 8 }), offer)).toBe('failing 8 (not over 10)')
  expect(raisedWords(failing, of({ failing: null }), offer)).toBe('failing – (over 10)')
  const both: Condition = { any: [failing, low] }
  expect(raisedWords(both, of({ failing: 2, compliance: 90.5 }), offer)).toBe('compliance 90.5% (under 95%)')
  expect(raisedWords(both, of({ failing: 2, compliance: 97 }), offer)).toBe(
    'failing 2 (not over 10), compliance 97% (not under 95%)',
  )
  expect(raisedWords(mode, of({ mode: 'enforce' }), offer)).toBe('mode enforce (is not audit)')
})

test('what became of figures, each once', () => {
  const twice: Condition = { all: [failing, { measure: { fact: 'failing' }, relation: '<', value: 100 }] }
  expect(changeWords(twice, of({ failing: 19 }), of({ failing: 2 }), offer)).toBe('failing 19 → 2')
  expect(changeWords(low, of({ compliance: 90 }), of({ compliance: 90 }), offer)).toBe('compliance 90%')
})
