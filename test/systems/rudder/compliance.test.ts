import { expect, test } from 'vitest'
import { countsInWords, stateCounts, worst } from '../../../src/systems/rudder/compliance/states.ts'

const of = (complianceDetails: Record<string, number>) => worst({ complianceDetails })

test('a node is as bad as its worst check', () => {
  expect(of({ successAlreadyOK: 99.9, error: 0.1 })).toBe('error')
  expect(of({ successAlreadyOK: 50, noReport: 50 })).toBe('silent')
  expect(of({ auditCompliant: 50, auditNonCompliant: 50 })).toBe('non-compliant')
  expect(of({ auditNonCompliant: 50, auditError: 50 })).toBe('error')
  expect(of({ successRepaired: 50, applying: 50 })).toBe('pending')
  expect(of({ successNotApplicable: 100 })).toBe('compliant')
  expect(of({ reportsDisabled: 100 })).toBe('not reporting')
})

test('no check is not a fault, and a state that no version has had so far is one', () => {
  expect(of({})).toBe('no checks')
  expect(of({ error: 0, successAlreadyOK: 100 })).toBe('compliant')
  expect(of({ somethingNew: 1, successAlreadyOK: 99 })).toBe('error')
})

test('in words, worst first, without the zeros', () => {
  expect(countsInWords(stateCounts(['compliant', 'error', 'compliant', 'silent']))).toBe(
    '1 in error, 1 silent, 2 compliant',
  )
  expect(countsInWords(stateCounts([]))).toBe('none')
})
