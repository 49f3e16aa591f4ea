import { expect, test } from 'vitest'
import { type PeopleSettings, peopleCheck } from '../../src/run/doctor/people.ts'

const unit = { one: 'node', many: 'nodes' }
const writes = [{ connection: 'rudder/prod', scope: 'rudder:rules:write', unit }]
const identity = { domains: ['acme.net'], people: { 'ana@acme.net': ['ana.admin@acme.net', 'cli:ana'] } }
const group = (includes: readonly string[] | '*', more: object = {}) => ({
  name: 'operators',
  api_scopes: ['rudder:rules:write'],
  includes,
  excludes: [],
  ...more,
})
const said = async (settings: Partial<PeopleSettings>) => {
  const findings = await peopleCheck({ groups: [], approvals: [], identity, writes, ...settings }).run(
    new AbortController().signal,
  )
  return findings.filter(({ level }) => level !== 'ok').map(({ about, says }) => `${about}: ${says}`)
}
const two = [{ scopes: ['rudder:*:write'], people: 2 }]
const never = 'no such change can ever be confirmed'
const lone = `rudder/prod: rudder:rules:write needs 2 approvals, and only 1 person has it: ${never}.`

test('a change that needs more people than there are is named', async () => {
  expect(await said({ groups: [group(['ana@acme.net'])], approvals: two })).toEqual([lone])
  expect(await said({ groups: [group(['ana@acme.net', 'marc@acme.net'])], approvals: two })).toEqual([])
  expect(await said({ groups: [group('*')], approvals: two })).toEqual([])
})

test('several accounts of one person are one', async () => {
  const all = ['ana@acme.net', 'ANA.admin@acme.net', 'cli:ana']
  expect(await said({ groups: [group(all)], approvals: two })).toEqual([lone])
})

test('people of several groups count together, but those of another connection do not', async () => {
  const others = group(['marc@acme.net'], { name: 'others' })
  expect(await said({ groups: [group(['ana@acme.net']), others], approvals: two })).toEqual([])
  const elsewhere = { ...others, connections: ['rudder/staging'] }
  expect(await said({ groups: [group(['ana@acme.net']), elsewhere], approvals: two })).toEqual([lone])
  expect(await said({ groups: [group(['ana@acme.net'])], approvals: [{ ...two[0], scopes: [], people: 2 }] })).toEqual(
    [],
  )
})

test('a group that excludes all whom it includes is named', async () => {
  expect(await said({ groups: [group(['cli:ana'], { excludes: ['ana@acme.net'] })] })).toEqual([
    'group operators: Nobody is in it: all whom it includes it excludes again.',
  ])
})

test('a change that no group gives needs nobody', async () => {
  expect(await said({ approvals: two })).toEqual([])
})

test('where more are needed only from a limit, nothing is said of the changes below it', async () => {
  const from50 = [{ scopes: ['rudder:*:write'], people: 2, when: { reach: 50 } }]
  const lone = [group(['ana@acme.net'])]
  expect(await said({ groups: lone, approvals: from50 })).toEqual([
    "rudder/prod: rudder:rules:write needs 2 approvals from 50 nodes, and only 1 person has it: such changes can't be confirmed, all others can.",
  ])
  const tagged = [...two, { scopes: ['rudder:*:write'], people: 3, when: { tags: ['critical'] } }]
  const pair = [group(['ana@acme.net', 'marc@acme.net'])]
  expect(await said({ groups: pair, approvals: tagged })).toEqual([
    "rudder/prod: rudder:rules:write needs 3 approvals if it affects an object tagged critical, and only 2 people have it: such changes can't be confirmed, all others can.",
  ])
  expect(await said({ groups: pair, approvals: from50 })).toEqual([])
})

test('scopes that lack the same are one line', async () => {
  const both = [...writes, { connection: 'rudder/prod', scope: 'rudder:groups:write', unit }]
  const lone = [group(['ana@acme.net'], { api_scopes: ['rudder:rules:write', 'rudder:groups:write'] })]
  expect(await said({ groups: lone, approvals: two, writes: both })).toEqual([
    `rudder/prod: rudder:rules:write and rudder:groups:write need 2 approvals, and only 1 person has them: ${never}.`,
  ])
})
