import { expect, test } from 'vitest'
import { taggedDirective, taggedRequest, taggedRules } from '../../../src/systems/rudder/index.ts'
import type { Rule, Target } from '../../../src/systems/rudder/shapes/index.ts'
import { ChangeRequest } from '../../../src/systems/rudder/shapes/request.ts'

const rule = (id: string, targets: Target[], directives: string[]): Rule => ({
  id,
  displayName: id,
  enabled: true,
  targets,
  directives,
  system: false,
  tags: [],
})
const rules = [
  rule('r', ['group:a'], ['d', 'e']),
  rule('s', [{ include: { or: ['group:b'] }, exclude: { or: ['group:a'] } }], ['e+abc']),
  rule('t', ['special:all'], ['f']),
]
const affected = (changes: unknown) => {
  const found = taggedRequest(
    ChangeRequest.parse({ id: 1, displayName: '', status: 'Pending validation', changes }),
    rules,
  )
  return found === 'unknown' ? found : [found.rules.toSorted().join(), found.directives.toSorted().join()]
}
const object = (kind: string, change: object, action = 'modify') => ({ [kind]: [{ action, change }] })

test('a rule and its directives, with those that come or go', () => {
  expect(taggedRules([rules[0] as Rule], ['x', 'd'])).toEqual({ rules: ['r'], directives: ['d', 'e', 'x'] })
})

test('a directive and the rules that have it, in whatever revision', () => {
  expect(taggedDirective('e', rules)).toEqual({ rules: ['r', 's'], directives: ['e'] })
})

test.each<[string, unknown, unknown]>([
  ['a rule', object('rules', { id: 'r', enabled: { from: true, to: false } }), ['r', 'd,e']],
  [
    'a rule that gets and loses',
    object('rules', { id: 'r', directives: { from: ['e', 'g'], to: ['h'] } }),
    ['r', 'd,e,g,h'],
  ],
  ['one side left out', object('rules', { id: 'r', directives: { to: ['h'] } }), ['r', 'd,e,h']],
  ['a new rule, whose tags nobody has read', object('rules', { id: 'n', directives: ['f'] }, 'create'), 'unknown'],
  ['a new directive', object('directives', { id: 'n' }, 'create'), 'unknown'],
  ['a rule that is deleted', object('rules', { id: 't', directives: ['f'] }, 'delete'), ['t', 'f']],
  ['a directive', object('directives', { id: 'e', enabled: { from: true, to: false } }), ['r,s', 'e']],
  [
    'a group, also one that is excepted',
    object('groups', { id: 'a', nodeIds: { from: ['n'], to: [] } }),
    ['r,s', 'd,e'],
  ],
  [
    'several',
    { ...object('directives', { id: 'f' }), ...object('rules', { id: 'r', enabled: { from: true, to: false } }) },
    ['r,t', 'd,e,f'],
  ],
  ['a global property', object('parameters', { id: 'p', value: { from: 'a', to: 'b' } }), 'unknown'],
  ['nothing', {}, 'unknown'],
  ['something else', { ...object('rules', { id: 'r' }), techniques: [{ id: 't' }] }, 'unknown'],
  ['no id', object('rules', { enabled: { from: true, to: false } }), 'unknown'],
  ['directives in another form', object('rules', { id: 'r', directives: { from: [1], to: ['d'] } }), 'unknown'],
])('a change request affects %s', (_, changes, expected) => {
  expect(affected(changes)).toEqual(expected)
})
