import { expect, test } from 'vitest'
import { type ApprovalRule, type Impact, peopleNeeded } from '../../src/policy/people.ts'
import { scopeWords } from '../../src/policy/words.ts'

const needed = (rules: readonly ApprovalRule[], impact: Partial<Impact> = {}) =>
  peopleNeeded(
    rules,
    { scope: 'rudder:rules:write', connection: 'rudder/prod', impact: { nodes: 10, tags: [], ...impact } },
    (scope) => scopeWords(scope, { [scope]: 'change rules' }),
  )
const rule = (more: Partial<ApprovalRule> = {}): ApprovalRule => ({
  scopes: ['rudder:rules:write'],
  people: 2,
  ...more,
})

test('one without a rule, the strictest with several', () => {
  expect(needed([])).toEqual({ people: 1 })
  expect(needed([rule(), rule({ people: 3 }), rule({ people: 1 })])).toEqual({
    people: 3,
    because: 'to change rules on rudder/prod needs 3 people always',
  })
})

test('scopes, also by pattern, and connections', () => {
  expect(needed([rule({ scopes: ['rudder:nodes:write'] })]).people).toBe(1)
  expect(needed([rule({ scopes: ['rudder:*:write'] })]).people).toBe(2)
  expect(needed([rule({ connections: ['rudder/staging'] })]).people).toBe(1)
  expect(needed([rule({ connections: ['rudder/prod'] })]).people).toBe(2)
})

test.each([
  [{ nodes: 9 }, 1],
  [{ nodes: 50 }, 2],
  [{ nodes: null }, 2],
  [{ nodes: Number.NaN }, 2],
  [{ nodes: 9, tags: ['critical=yes'] }, 2],
  [{ nodes: 9, tags: ['critical=no'] }, 1],
])('from 50 nodes or with the tag: %j needs %i', (impact, people) => {
  expect(needed([rule({ when: { nodes: 50, tags: ['critical=yes'] } })], impact).people).toBe(people)
})

test('what cannot be known counts as over every limit', () => {
  expect(needed([rule({ when: { tags: ['critical=yes'] } })], { nodes: null }).people).toBe(2)
  expect(needed([rule({ when: { nodes: 1_000_000 } })], { nodes: null }).because).toContain('nobody can tell')
})

test('tags that are not known count as any tag, for rules that ask for tags and for no other', () => {
  const unknown = { nodes: 9, tags: null }
  expect(needed([rule({ when: { tags: ['critical=yes'] } })], unknown)).toEqual({
    people: 2,
    because: 'to change rules on rudder/prod needs 2 people when nobody can tell which tags it touches',
  })
  expect(needed([rule({ when: { nodes: 50, tags: ['critical=yes'] } })], unknown).people).toBe(2)
  expect(needed([rule({ when: { nodes: 50 } })], unknown).people).toBe(1)
  expect(needed([rule()], unknown).because).toContain('2 people always')
})

test('the rule that decides is said', () => {
  const when = { nodes: 50, tags: ['critical=yes'] }
  expect(needed([rule({ when })], { nodes: 61 }).because).toContain('needs 2 people from 50 nodes, and it touches 61')
  expect(needed([rule({ when })], { tags: ['critical=yes'] }).because).toContain('where it touches critical=yes')
})
