import { expect, test } from 'vitest'
import { approvalsAsked, whenAsked } from '../../src/policy/approvals-asked.ts'
import type { ApprovalEntry } from '../../src/policy/people.ts'
import { unit } from './setup.ts'

const write = { scope: 'rudder:rules:write', connection: 'rudder/prod' }
const entry = (people: number, when?: ApprovalEntry['when'], more: Partial<ApprovalEntry> = {}): ApprovalEntry => ({
  scopes: ['rudder:*:write'],
  people,
  ...(when && { when }),
  ...more,
})
const asked = (...entries: ApprovalEntry[]) =>
  approvalsAsked(entries, write).map((one) => `${one.people}${whenAsked(one, unit)}`)

test.for<readonly [entries: readonly ApprovalEntry[], said: readonly string[]]>([
  [[], []],
  [[entry(1)], []],
  [[entry(2)], ['2']],
  [[entry(2, { reach: 50 })], ['2 from 50 nodes']],
  [[entry(2, { reach: 1 })], ['2 from 1 node']],
  [[entry(2, { tags: ['a', 'b'] })], ['2 if it affects an object tagged a or b']],
  [
    [entry(3, { reach: 100 }), entry(2, { reach: 50, tags: ['a'] })],
    ['2 from 50 nodes, or if it affects an object tagged a', '3 from 100 nodes'],
  ],
  // The same number of people, by several entries.
  [
    [entry(2, { reach: 50 }), entry(2, { reach: 20 }), entry(2, { tags: ['a'] })],
    ['2 from 20 nodes, or if it affects an object tagged a'],
  ],
  // What a stricter entry covers is not said again.
  [[entry(3), entry(2), entry(2, { reach: 50 })], ['3']],
  [
    [entry(2, { reach: 50, tags: ['a', 'b'] }), entry(3, { reach: 20, tags: ['a'] })],
    ['2 if it affects an object tagged b', '3 from 20 nodes, or if it affects an object tagged a'],
  ],
  [
    [entry(2), entry(3, { tags: ['a'] })],
    ['2', '3 if it affects an object tagged a'],
  ],
  // Of other scopes and connections.
  [
    [entry(2, undefined, { connections: ['rudder/staging'] }), entry(2, undefined, { scopes: ['rudder:nodes:write'] })],
    [],
  ],
])('%j', ([entries, said]) => {
  expect(asked(...entries)).toEqual(said)
})
