import { expect, test } from 'vitest'
import { refusal, why } from '../../src/policy/why.ts'
import { ana, group, person, policy, unit } from './setup.ts'

const ask = { scopes: ['rudder:rules:read', 'rudder:rules:write'], connection: 'rudder/prod' }
const readers = group({ name: 'readers' })
const writers = (more: Parameters<typeof group>[0] = {}) =>
  group({
    name: 'rudder-operators',
    owner: 'marc@acme.net',
    api_scopes: ['rudder:rules:write'],
    includes: ['bob@acme.net'],
    ...more,
  })
const said = (groups: Parameters<typeof policy>[0], asked: { scopes: string[]; connection?: string } = ask) =>
  refusal(policy(groups), policy(groups).decide(ana, asked), asked.connection)

test('what one may and may not do, and whom to ask', () => {
  expect(said([readers, writers()])).toBe(
    'You may read rules but not write rules on rudder/prod (needs rudder:rules:write). Group rudder-operators has it; ask its owner marc@acme.net. Nothing was called.',
  )
})

test('nobody has it', () => {
  expect(said([readers])).toContain('(needs rudder:rules:write). No group has it. Nothing was called.')
  expect(said([])).toBe(
    'You may not read rules or write rules on rudder/prod (needs rudder:rules:read and rudder:rules:write). No group has them. Nothing was called.',
  )
  expect(said([], { scopes: ['cox:lock:write'] })).toBe(
    'You may not lock or unlock writes (needs cox:lock:write). No group has it. Nothing was called.',
  )
})

test('several groups, no owner, the wrong channel, different groups', () => {
  expect(said([readers, writers(), writers({ name: 'b', owner: 'zoe@acme.net' })])).toContain(
    'Groups rudder-operators and b have it; ask marc@acme.net or zoe@acme.net.',
  )
  const { owner: _, ...ownerless } = writers()
  expect(said([readers, ownerless])).toContain('Group rudder-operators has it; ask who keeps the settings of this bot.')
  expect(said([readers, writers({ includes: '*', channels: ['C0123'] })])).toContain(
    'Group rudder-operators gives it to you, but only in other channels.',
  )
  expect(said([writers()])).toContain(
    'No group has rudder:rules:read. Group rudder-operators has rudder:rules:write; ask its owner',
  )
})

test('policy why', () => {
  const rules = policy([readers, writers()], { approvals: [{ scopes: ['rudder:*:write'], people: 2 }] })
  const asked = { command: 'rudder rule disable SSH', connection: 'rudder/prod', channel: 'C0123' }
  expect(why(ana, asked, rules.decide(ana, ask))).toBe(
    [
      'Refused: slack:T1/U1, `rudder rule disable SSH` on rudder/prod in C0123.',
      'yes  rudder:rules:read: group readers has rudder:*:read',
      'no   rudder:rules:write: Group rudder-operators has it; ask its owner marc@acme.net.',
    ].join('\n'),
  )
  const both = policy([readers, writers({ includes: '*' })])
  const needs = { approvals: [{ people: 2 }, { people: 3, when: { reach: 50, tags: ['critical'] } }], unit }
  expect(why({ ...person('ana@acme.net'), name: 'Ana' }, { command: 'x' }, both.decide(ana, ask), needs)).toBe(
    [
      'Allowed: Ana (slack:T1/U1), `x`.',
      'yes  rudder:rules:read: group readers has rudder:*:read',
      'yes  rudder:rules:write: group rudder-operators has rudder:rules:write',
      'Needs 2 approvals.',
      'Needs 3 approvals from 50 nodes, or if it affects an object tagged critical.',
      "If the bot can't tell what a change affects, that counts as over every limit.",
    ].join('\n'),
  )
})
