import { expect, test } from 'vitest'
import { type Fleet, nodesOf, targetWords } from '../../../src/systems/rudder/groups/targets.ts'

const group = (id: string, displayName: string, nodeIds: string[]) => ({ id, displayName, nodeIds, enabled: true })
const fleet: Fleet = {
  groups: [group('a', 'Linux', ['n1', 'n2']), group('b', 'DMZ', ['n2', 'n3'])],
  nodes: ['root', 'n1', 'n2', 'n3', 'n4'],
  policyServers: ['root'],
}
const of = (...targets: Parameters<typeof nodesOf>[0]) => {
  const nodes = nodesOf(targets, fleet)
  return nodes && [...nodes].sort()
}

test('a list is a union, and a stored “and” an intersection, as on the server', () => {
  expect(of('group:a', 'group:b')).toEqual(['n1', 'n2', 'n3'])
  expect(of({ and: ['group:a', 'group:b'] })).toEqual(['n2'])
  expect(of({ and: ['group:a', 'group:unknown'] })).toBeUndefined()
  expect(of({ and: [] })).toEqual(['n1', 'n2', 'n3', 'n4', 'root'])
  expect(of({ or: [] })).toEqual([])
})

test('includes lose their excludes', () => {
  expect(of({ include: { or: ['special:all'] }, exclude: { or: ['policyServer:root', 'group:a'] } })).toEqual([
    'n3',
    'n4',
  ])
  expect(of('special:all_exceptPolicyServers')).toEqual(['n1', 'n2', 'n3', 'n4'])
})

test('whether a group is enabled matters only if it is a target by itself: then it stops the whole rule', () => {
  const off = { ...group('c', 'Off', ['n1', 'n4']), enabled: false }
  const nodes = (...targets: Parameters<typeof nodesOf>[0]) =>
    [...(nodesOf(targets, { ...fleet, groups: [...fleet.groups, off] }) ?? [])].sort()
  expect(nodes({ include: { or: ['special:all'] }, exclude: { or: ['group:c', 'group:b'] } })).toEqual(['root'])
  expect(nodes({ include: { or: ['group:c'] }, exclude: { or: [] } })).toEqual(['n1', 'n4'])
  expect(nodes({ or: ['group:c'] })).toEqual(['n1', 'n4'])
  expect(nodes('group:c', 'group:a')).toEqual([])
})

test('ids that are no node any more count nowhere: static groups keep those of deleted nodes', () => {
  const kept = group('d', 'Kept', ['n1', 'deleted'])
  expect([...(nodesOf(['group:d', 'policyServer:gone'], { ...fleet, groups: [kept] }) ?? [])]).toEqual(['n1'])
})

test('what is not understood makes the reach unknown, and is never left out of it', () => {
  expect(of('special:all_policyServers')).toBeUndefined()
  expect(of('group:gone')).toBeUndefined()
  expect(of('group:a', 'special:new')).toBeUndefined()
  expect(of({ include: 'group:a', exclude: 'special:all_policyServers' })).toEqual(['n1', 'n2'])
})

test('in words', () => {
  const words = (target: Parameters<typeof nodesOf>[0][number]) => targetWords([target], fleet.groups)
  expect(words('group:a')).toBe('group Linux')
  expect(words({ include: { or: ['special:all'] }, exclude: { or: ['policyServer:root'] } })).toBe(
    'all nodes except the policy server',
  )
  expect(targetWords([], fleet.groups)).toBe('nothing')
})
