import { expect, test } from 'vitest'
import { type Fleet, nodesOf, targetWords } from '../../../src/systems/rudder/targets.ts'

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
  expect(of({ and: [] })).toEqual([])
  expect(of({ or: [] })).toEqual([])
})

test('includes lose their excludes', () => {
  expect(of({ include: { or: ['special:all'] }, exclude: { or: ['policyServer:root', 'group:a'] } })).toEqual([
    'n3',
    'n4',
  ])
  expect(of('special:all_exceptPolicyServers')).toEqual(['n1', 'n2', 'n3', 'n4'])
})

test('a group that is disabled leaves nobody out: a reach may be too large, never too small', () => {
  const off = { ...group('c', 'Off', ['n1', 'n4']), enabled: false }
  const targets = [{ include: { or: ['special:all'] }, exclude: { or: ['group:c', 'group:b'] } }]
  const nodes = nodesOf(targets, { ...fleet, groups: [...fleet.groups, off] })
  expect([...(nodes ?? [])].sort()).toEqual(['n1', 'n4', 'root'])
  expect([...(nodesOf(['group:c'], { ...fleet, groups: [off] }) ?? [])]).toEqual(['n1', 'n4'])
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
