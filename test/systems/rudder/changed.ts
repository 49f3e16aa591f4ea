import { changeLists, changesOf, isReadable } from '../../../src/systems/rudder/index.ts'
import type { GroupTree } from '../../../src/systems/rudder/shapes/group.ts'
import { ChangeRequest } from '../../../src/systems/rudder/shapes/request.ts'

async function* each<T>(all: readonly T[]): AsyncGenerator<T> {
  yield* all
}
const group = (id: string, displayName: string) => ({ id, displayName, nodeIds: [], enabled: true })
const tree: GroupTree = {
  id: 'GroupRoot',
  name: 'Root of groups',
  description: '',
  parent: 'GroupRoot',
  groups: [],
  targets: [],
  categories: [
    { id: 'gc', name: 'Sites', description: '', parent: 'GroupRoot', categories: [], groups: [], targets: [] },
  ],
}
const api = {
  groups: () => each([group('a', 'Linux'), group('b', 'DMZ'), group('c1', 'Twin'), group('c2', 'Twin')]),
  directivesCompliance: () =>
    each(['d1', 'd2', 'd3'].map((id) => ({ id, name: `Directive ${id}`, compliance: 0, complianceDetails: {} }))),
  nodes: () => each(['n1', 'n2'].map((id) => ({ id, hostname: `${id}.acme.net` }))),
  ruleTree: async () => ({
    id: 'rootRuleCategory',
    name: 'Rules',
    description: '',
    parent: 'rootRuleCategory',
    categories: [],
    rules: [],
  }),
  groupTree: async () => tree,
}

/** A change request with these changes, as it is read. */
export const requestOf = (changes: unknown, more: object = {}) =>
  ChangeRequest.parse({ id: 7, displayName: 'T', status: 'Pending validation', changes, ...more })
/** Its lists, each as its title and lines, and whether all of it could be read. */
export const shown = async (changes: unknown) => {
  const changed = await changesOf(api, requestOf(changes))
  const lists = changeLists(changed).map(({ title, items }) => [
    title,
    ...items.map((item) => (typeof item === 'string' ? item : `${item.name}: ${item.text}`)),
  ])
  return { lists, isReadable: isReadable(changed) }
}
/** One modification. */
export const modify = (kind: string, change: object) => ({ [kind]: [{ action: 'modify', change }] })
/** The lines of one modified object, and whether all of it could be read. */
export const linesOf = async (kind: string, change: object) => {
  const { lists, isReadable } = await shown(modify(kind, { id: 'x', displayName: 'X', ...change }))
  return { lines: lists[0]?.slice(1), isReadable }
}
/** What is said of what cannot be read. */
export const unreadable = "changed in a way I can't read"
