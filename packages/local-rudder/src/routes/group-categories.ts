import type { Route } from '../route.ts'
import { categoryRoutes, type Kind, treeOf } from './categories.ts'
import { shownGroup } from './groups.ts'

const special = (id: string, displayName: string) => ({
  id,
  displayName,
  description: displayName,
  enabled: true,
  target: id,
})
const specials = [
  special('special:all', 'All nodes known by Rudder'),
  special('special:all_exceptPolicyServers', 'All nodes known by Rudder but policy servers'),
  special('special:all_policyServers', 'All policy servers'),
]

const kind: Kind = {
  word: 'group',
  of: ({ state }) => state.groupCategories,
  content: ({ state }, { id }) => ({
    groups: state.groups
      .filter((group) => group.category === id)
      .map((group) => group.id)
      .toSorted(),
    targets: id === 'SystemGroups' ? specials.map((one) => one.id) : [],
  }),
  whole: (call, { id }) => ({
    groups: call.state.groups.filter((group) => group.category === id).map((group) => shownGroup(call, group)),
    targets: id === 'SystemGroups' ? specials : [],
  }),
}

/** The categories of groups, one by one and as a tree. */
export const groupCategories: readonly Route[] = [
  {
    name: 'getGroupTree',
    about: 'List all group categories and group in a tree format',
    method: 'GET',
    path: 'groups/tree',
    answer: (call) => {
      const all = call.query.get('includeSystem') !== 'false'
      return { data: { groupCategories: treeOf(kind, call, 'GroupRoot', ({ system }) => all || !system) } }
    },
  },
  ...categoryRoutes(kind),
]
