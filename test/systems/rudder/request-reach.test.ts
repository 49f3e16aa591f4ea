import { describe, expect, test } from 'vitest'
import { objectsOf, reachOfRequest } from '../../../src/systems/rudder/index.ts'
import type { Rule, Target } from '../../../src/systems/rudder/shapes/index.ts'
import { ChangeRequest } from '../../../src/systems/rudder/shapes/request.ts'

const group = (id: string, nodeIds: string[]) => ({ id, displayName: id, nodeIds, enabled: true })
const fleet = {
  groups: [group('a', ['n1', 'n2']), group('b', ['n2', 'n3']), group('c', ['n4', 'n5', 'n6'])],
  nodes: ['root', 'n1', 'n2', 'n3', 'n4', 'n5', 'n6'],
  policyServers: ['root'],
}
const rule = (id: string, targets: Target[], directives: string[] = [], enabled = true): Rule => ({
  id,
  displayName: id,
  enabled,
  targets,
  directives,
  system: false,
  tags: [],
})
const rules = [
  rule('r', ['group:a'], ['d']),
  rule('s', ['group:c'], ['d', 'e']),
  rule('off', ['group:b'], ['f'], false),
]

const requestOf = (changes: unknown) =>
  ChangeRequest.parse({ id: 1, displayName: '', status: 'Pending validation', changes })
const reach = (changes: unknown) => reachOfRequest(requestOf(changes), rules, fleet)?.size ?? null

const modify = (kind: string, change: object) => ({ [kind]: [{ action: 'modify', change }] })
const create = (kind: string, change: object) => ({ [kind]: [{ action: 'create', change }] })
const remove = (kind: string, change: object) => ({ [kind]: [{ action: 'delete', change }] })
const text = JSON.stringify

describe('the nodes that a change request reaches', () => {
  test.each([
    ['moved to another group: those that lose it and those that gain it', 3, { from: ['group:a'], to: ['group:b'] }],
    ['narrowed: those that lose it', 2, { from: ['group:a'], to: [] }],
    ['emptied, the other side left out: those that lose it', 2, { from: ['group:a'] }],
    ['that had no target: those that gain it, and those that have it by now', 5, { to: ['group:c'] }],
    ['left on its targets', 2, ['group:a']],
    ['that was on other targets when the request was opened: those too', 3, { from: ['group:b'], to: [] }],
    [
      'with a composition as a string that holds JSON',
      3,
      { from: ['group:a'], to: [text({ include: { or: ['group:b'] }, exclude: { or: ['group:a'] } })] },
    ],
    ['with JSON in JSON', 5, { from: ['group:a'], to: [text({ or: [text({ or: ['group:c'] })] })] }],
  ])('of a rule %s', (_, nodes, targets) => {
    expect(reach(modify('rules', { id: 'r', targets }))).toBe(nodes)
  })

  test('of a rule whose targets are not reported: those of today; unknown if it is not there', () => {
    expect(reach(modify('rules', { id: 'r', displayName: { from: 'r', to: 'x' } }))).toBe(2)
    expect(reach(modify('rules', { id: 'gone', displayName: { from: 'r', to: 'x' } }))).toBeNull()
  })

  test('of a rule that is disabled before and after: none; that is switched on or off: all', () => {
    expect(reach(modify('rules', { id: 'off', displayName: { from: 'off', to: 'x' } }))).toBe(0)
    expect(reach(modify('rules', { id: 'off', enabled: { from: false, to: true } }))).toBe(2)
    expect(reach(modify('rules', { id: 'r', enabled: { from: true, to: false } }))).toBe(2)
  })

  test('of a created or deleted rule', () => {
    const change = { id: 'new', enabled: true, targets: ['group:c'], directives: [] }
    expect(reach(create('rules', change))).toBe(3)
    expect(reach(remove('rules', { ...change, id: 's' }))).toBe(3)
    expect(reach(create('rules', { ...change, enabled: false }))).toBe(0)
  })

  test('of a directive: those of its enabled rules, and of one that the request gives it to', () => {
    expect(reach(modify('directives', { id: 'd', priority: { from: 5, to: 1 } }))).toBe(5)
    expect(reach(modify('directives', { id: 'f', priority: { from: 5, to: 1 } }))).toBe(0)
    const use = modify('rules', { id: 'r', directives: { from: ['d'], to: ['d', 'new'] } })
    expect(reach({ ...create('directives', { id: 'new', enabled: true }), ...use })).toBe(2)
  })

  test('of a group: its members before and after, and the nodes of the rules that name it', () => {
    const members = (id: string, from: string[], to: string[]) => modify('groups', { id, nodeIds: { from, to } })
    expect(reach(members('a', ['n1', 'n2'], ['n1', 'n2', 'n3']))).toBe(3)
    expect(reach(members('a', ['n1', 'n2'], ['n1']))).toBe(2)
    expect(reach(members('b', ['n2', 'n3'], ['n3']))).toBe(2)
    const but = rule('but', [{ include: { or: ['special:all'] }, exclude: { or: ['group:b'] } }])
    const wide = requestOf(members('b', ['n2', 'n3'], ['n3']))
    expect(reachOfRequest(wide, [...rules, but], fleet)?.size).toBe(7)
    expect(reach(remove('groups', { id: 'a', nodeIds: ['n1', 'n2'], enabled: true }))).toBe(2)
    const targeted = rule('t', ['group:c', 'group:b'])
    const renamed = requestOf(modify('groups', { id: 'b', displayName: { from: 'b', to: 'x' } }))
    expect(reachOfRequest(renamed, [...rules, targeted], fleet)?.size).toBe(5)
  })

  test('of a group that is created, with a rule for it', () => {
    const to = modify('rules', { id: 'r', targets: { from: ['group:a'], to: ['group:new'] } })
    const made = create('groups', { id: 'new', displayName: 'new', enabled: true, nodeIds: ['n6'] })
    expect(reach({ ...made, ...to })).toBe(3)
    expect(reach(to)).toBeNull()
  })

  test('of a group whose members only the server will know: unknown', () => {
    const query = { select: 'node', composition: 'and', where: [] }
    expect(reach(modify('groups', { id: 'a', query: { to: query } }))).toBeNull()
    expect(reach(modify('groups', { id: 'a', dynamic: { from: false, to: true } }))).toBeNull()
    expect(reach(create('groups', { id: 'new', enabled: true, nodeIds: ['n1'], query }))).toBeNull()
  })

  test('of a global property: every node', () => {
    expect(reach(modify('parameters', { name: 'p', value: { from: 'a', to: 'b' } }))).toBe(7)
    expect(reach(create('parameters', { id: 'p', value: 'a', description: '' }))).toBe(7)
  })

  test.each([
    ['nothing', undefined],
    ['nothing in it', {}],
    ['empty lists', { rules: [], directives: [], groups: [], parameters: [] }],
    ['a text', 'an error'],
    ['a kind that is not known', { ...modify('rules', { id: 'r' }), techniques: [{ action: 'modify', change: {} }] }],
    ['a kind that is no list', { rules: { id: 'r' } }],
    ['an error in place of a change', { rules: [{ action: 'modify', change: 'Error while fetching initial state' }] }],
    ['an error in place of an object', { rules: ['Error while serializing Rules'] }],
    ['an action that is not known', { rules: [{ action: 'rename', change: { id: 'r' } }] }],
    ['an object without an id', create('rules', { enabled: true, targets: ['group:a'], directives: [] })],
    ['a target that is not known', modify('rules', { id: 'r', targets: { from: ['group:a'], to: ['special:new'] } })],
    ['a target in another form', modify('rules', { id: 'r', targets: { from: ['group:a'], to: ['{"none":[]}'] } })],
    ['targets that are no list', modify('rules', { id: 'r', targets: { from: ['group:a'], to: 'group:b' } })],
    ['directives that are no list', modify('rules', { id: 'r', directives: { from: ['d'], to: 'e' } })],
    ['members that are no list', modify('groups', { id: 'a', nodeIds: { from: ['n1'], to: 'n2' } })],
  ])('of %s: unknown', (_, changes) => {
    expect(reach(changes)).toBeNull()
  })
})

test('the objects of a change request: the id of each, or nothing is known of them', () => {
  const objects = (changes: unknown) => objectsOf(requestOf(changes))
  const some = { ...modify('rules', { id: 'r' }), ...modify('parameters', { name: 'p', description: 'd' }) }
  expect(objects(some)).toEqual(['r', 'p'])
  expect(objects({ ...some, ...create('directives', { displayName: 'new' }) })).toBeNull()
  expect(objects({ ...some, techniques: ['t'] })).toBeNull()
  expect(objects({})).toBeNull()
  expect(objects(undefined)).toBeNull()
})
