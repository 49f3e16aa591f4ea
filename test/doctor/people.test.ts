import { expect, test } from 'vitest'
import { type PeopleSettings, peopleCheck } from '../../src/run/doctor/people.ts'

const writes = [{ connection: 'rudder/prod', scope: 'rudder:rules:write' }]
const identity = { domains: ['acme.net'], people: { 'ana@acme.net': ['ana.admin@acme.net', 'cli:ana'] } }
const group = (includes: readonly string[] | '*', more: object = {}) => ({
  ...{ name: 'operators', api_scopes: ['rudder:rules:write'], includes, excludes: [] },
  ...more,
})
const said = async (settings: Partial<PeopleSettings>) => {
  const findings = await peopleCheck({ groups: [], approvals: [], identity, writes, ...settings }).run(
    new AbortController().signal,
  )
  return findings.filter(({ level }) => level !== 'ok').map(({ about, says }) => `${about}: ${says}`)
}
const two = [{ scopes: ['rudder:*:write'], people: 2 }]
const never = (many: string) =>
  `rudder/prod: rudder:rules:write needs 2 people by approvals:, and ${many} it: no such change can ever be confirmed.`

test('a change that needs more people than there are is named', async () => {
  expect(await said({ groups: [group(['ana@acme.net'])], approvals: two })).toEqual([never('1 person has')])
  expect(await said({ groups: [group(['ana@acme.net', 'marc@acme.net'])], approvals: two })).toEqual([])
  expect(await said({ groups: [group('*')], approvals: two })).toEqual([])
})

test('several accounts of one person are one', async () => {
  const all = ['ana@acme.net', 'ANA.admin@acme.net', 'cli:ana']
  expect(await said({ groups: [group(all)], approvals: two })).toEqual([never('1 person has')])
})

test('people of several groups count together, but those of another connection do not', async () => {
  const others = group(['marc@acme.net'], { name: 'others' })
  expect(await said({ groups: [group(['ana@acme.net']), others], approvals: two })).toEqual([])
  const elsewhere = { ...others, connections: ['rudder/staging'] }
  expect(await said({ groups: [group(['ana@acme.net']), elsewhere], approvals: two })).toEqual([never('1 person has')])
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
