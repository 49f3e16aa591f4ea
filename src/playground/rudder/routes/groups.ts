import { Refused } from '../refused.ts'
import type { Call, Route } from '../route.ts'
import type { Group } from '../state.ts'

const classOf = (text: string) => `group_${text.toLowerCase().replace(/[^a-z0-9]/g, '_')}`

function shown(call: Call, group: Group): unknown {
  const { id, displayName, description, category, query, nodeIds, dynamic, enabled } = group
  return {
    id,
    displayName,
    description,
    category,
    ...(call.version >= 23 ? { categoryId: category } : {}),
    ...(query === undefined ? {} : { query }),
    nodeIds: nodeIds.toSorted(),
    dynamic,
    enabled,
    groupClass: [classOf(id), classOf(displayName)],
    properties: [],
    target: `group:${id}`,
    system: group.system ?? false,
  }
}

function details(call: Call) {
  const [id] = call.parameters
  const group = call.state.groups.find((one) => one.id === id)
  if (!group) throw new Refused(`Group with id '${id}' was not found'`)
  return { id: group.id, data: { groups: [shown(call, group)] } }
}

/** The groups, with the ids of their nodes. */
export const groups: readonly Route[] = [
  {
    name: 'listGroups',
    about: 'List all node groups with their information',
    method: 'GET',
    path: 'groups',
    answer: (call) => ({ data: { groups: call.state.groups.map((group) => shown(call, group)) } }),
  },
  {
    name: 'groupDetails',
    about: 'Get information about given node group',
    method: 'GET',
    path: 'groups/{id}',
    answer: details,
  },
]
