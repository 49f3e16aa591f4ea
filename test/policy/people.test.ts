import { describe, expect, test } from 'vitest'
import { type ApprovalEntry, peopleNeeded, type Write } from '../../src/policy/people.ts'
import { scopeWords } from '../../src/policy/scope-words.ts'
import { unit } from './setup.ts'

type Affected = Partial<Pick<Write, 'reach' | 'unit' | 'tags'>>

const needed = (entries: readonly ApprovalEntry[], affected: Affected = {}) =>
  peopleNeeded(
    entries,
    { scope: 'rudder:rules:write', connection: 'rudder/prod', reach: 10, unit, tags: { known: [] }, ...affected },
    (scope) => scopeWords(scope, { [scope]: 'change rules' }),
  )
const entry = (more: Partial<ApprovalEntry> = {}): ApprovalEntry => ({
  scopes: ['rudder:rules:write'],
  people: 2,
  ...more,
})

test('one without an entry, the strictest with several', () => {
  expect(needed([])).toEqual({ people: 1 })
  expect(needed([entry(), entry({ people: 3 }), entry({ people: 1 })])).toEqual({
    people: 3,
    because: 'always 3 to change rules on rudder/prod',
  })
})

test('scopes, also by pattern, and connections', () => {
  expect(needed([entry({ scopes: ['rudder:nodes:write'] })]).people).toBe(1)
  expect(needed([entry({ scopes: ['rudder:*:write'] })]).people).toBe(2)
  expect(needed([entry({ connections: ['rudder/staging'] })]).people).toBe(1)
  expect(needed([entry({ connections: ['rudder/prod'] })]).people).toBe(2)
})

test.each<[Affected, number]>([
  [{ reach: 9 }, 1],
  [{ reach: 50 }, 2],
  [{ reach: 'unknown' }, 2],
  [{ reach: Number.NaN }, 2],
  [{ reach: -1 }, 2],
  [{ reach: 9, tags: { known: ['critical=yes'] } }, 2],
  [{ reach: 9, tags: { known: ['critical=no'] } }, 1],
  [{ reach: 'none' }, 1],
  [{ reach: 'none', tags: { known: ['critical=yes'] } }, 2],
  [{ reach: 'none', tags: { known: [], unknown: 'gone' } }, 2],
])('from 50 or with the tag: %j needs %i', (affected, people) => {
  expect(needed([entry({ when: { reach: 50, tags: ['critical=yes'] } })], affected).people).toBe(people)
})

test('what cannot be known counts as over every limit', () => {
  expect(needed([entry({ when: { tags: ['critical=yes'] } })], { reach: 'unknown' }).people).toBe(2)
  expect(needed([entry({ when: { reach: 1_000_000 } })], { reach: 'unknown' }).because).toContain("isn't known")
})

test('where nothing can be counted no limit of reach applies, tags still do, and so does an entry without limits', () => {
  expect(needed([entry({ when: { reach: 1 } })], { reach: 'none' }).people).toBe(1)
  expect(
    needed([entry({ when: { tags: ['critical=yes'] } })], { reach: 'none', tags: { known: ['critical=yes'] } }).people,
  ).toBe(2)
  expect(needed([entry()], { reach: 'none' }).people).toBe(2)
})

test('tags that are not known count as any tag, for entries that ask for tags and for no other', () => {
  const unknown = { reach: 9, tags: { known: ['pci=yes'], unknown: 'no token serves rudder:directives:read' } }
  expect(needed([entry({ when: { tags: ['critical=yes'] } })], unknown)).toEqual({
    people: 2,
    because: 'not all tags of what this affects are known: no token serves rudder:directives:read',
  })
  expect(needed([entry({ when: { reach: 50, tags: ['critical=yes'] } })], unknown).people).toBe(2)
  expect(needed([entry({ when: { reach: 50 } })], unknown).people).toBe(1)
  expect(needed([entry()], unknown).because).toContain('always 2 to')
})

describe('the entry that decides is said', () => {
  const when = { reach: 50, tags: ['critical=yes'] }
  test('in the unit of the system', () => {
    expect(needed([entry({ when })], { reach: 61 }).because).toBe('affects 61 nodes; 2 from 50')
    const queries = { unit: { one: 'query', many: 'queries' } }
    const because = (reach: Write['reach'], least: number) =>
      needed([entry({ when: { reach: least } })], { reach, ...queries }).because
    expect(because(61, 50)).toContain('affects 61 queries; 2 from 50')
    expect(because(61, 1)).toContain('affects 61 queries; 2 from 1')
    expect(because('unknown', 50)).toContain("it isn't known how many queries this affects")
  })
  test('or by the tag', () => {
    expect(needed([entry({ when })], { tags: { known: ['critical=yes'], unknown: 'gone' } }).because).toContain(
      'affects an object tagged critical=yes',
    )
  })
})
