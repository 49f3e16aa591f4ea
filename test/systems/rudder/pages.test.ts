import { expect, test } from 'vitest'
import { pageAt } from '../../../src/systems/page.ts'
import { rudder } from '../../../src/systems/rudder/index.ts'

const at = (args: object, source = 'Rudder API 21', page?: string) =>
  pageAt({ web: 'https://rudder.acme.net/rudder/', system: rudder, source }, { args: { ...args }, page })
const web = 'https://rudder.acme.net/rudder'

// What Rudder's own LinkUtil gives, in 8.0 and in 9.1.
test.each([
  ['rule', '/secure/configurationManager/ruleManagement/rule/7f-1'],
  ['directive', '/secure/configurationManager/directiveManagement#%7B%22directiveId%22:%227f-1%22%7D'],
  ['group', '/secure/nodeManager/groups#%7B%22groupId%22:%227f-1%22%7D'],
  ['node', '/secure/nodeManager/node/7f-1'],
])('the page of a %s', (kind, path) => {
  const args = { [kind]: { id: '7f-1', name: 'x' } }
  expect(at(args)).toBe(web + path)
  expect(at(args, 'Rudder API 18')).toBe(web + path)
})

test('a target that is not a group of people has the page of groups too', () => {
  expect(at({ group: { id: 'special:all' } })).toBe(
    `${web}/secure/nodeManager/groups#%7B%22target%22:%22special:all%22%7D`,
  )
})

test('the page of a change request: it moved in 8.3', () => {
  const args = { request: { id: '7', name: '#7' } }
  expect(at(args, 'Rudder API 18')).toBe(`${web}/secure/plugins/changes/changeRequest/7`)
  expect(at(args)).toBe(`${web}/secure/configurationManager/changes/changeRequest/7`)
  expect(at(args, 'Rudder')).toContain('/configurationManager/')
})

test('of a rule with its directive and group, that of the rule', () => {
  expect(at({ directive: { id: 'd' }, group: { id: 'g' }, rule: { id: 'r' } })).toBe(
    `${web}/secure/configurationManager/ruleManagement/rule/r`,
  )
})

test('of nothing in particular, where the pages begin; a page of its own goes first', () => {
  expect(at({ words: 'ssh', rule: undefined })).toBe(`${web}/`)
  expect(at({ node: { id: 'n' } }, 'Rudder API 21', 'secure/nodeManager/manageNewNode')).toBe(
    `${web}/secure/nodeManager/manageNewNode`,
  )
  expect(pageAt({ web: undefined, system: rudder, source: '' }, { args: { rule: { id: 'r' } } })).toBeUndefined()
})

test('an id stays a part of its path, whatever is in it', () => {
  expect(at({ rule: { id: '../../x?y#z"' } })).toBe(
    `${web}/secure/configurationManager/ruleManagement/rule/..%2F..%2Fx%3Fy%23z%22`,
  )
  const odd = 'a"b}c\\ é'
  const hash = new URL(at({ directive: { id: odd } }) ?? '').hash
  expect(JSON.parse(decodeURI(hash.slice(1)))).toEqual({ directiveId: odd })
})
