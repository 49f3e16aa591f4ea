import { log, requested, submit } from '../change.ts'
import { fieldsOf, quote, text } from '../fields.ts'
import { membersOf } from '../members.ts'
import { patchedGroup } from '../patch.ts'
import { Refused } from '../refused.ts'
import type { Answer, Call, Enveloped, Route } from '../route.ts'
import { idOf } from '../seed/id.ts'
import type { Group } from '../state.ts'
import { needsValidation } from '../validation.ts'

const classOf = (name: string) => `group_${name.toLowerCase().replace(/[^a-z0-9]/g, '_')}`

/** A group as the API shows it; `changeRequest` where it is only asked for. */
export function shownGroup(call: Call, group: Group, changeRequest?: number): unknown {
  const { id, displayName, description, category, query, nodeIds, dynamic, enabled } = group
  return {
    ...requested(changeRequest),
    id,
    displayName,
    description,
    category,
    ...(call.version >= 23 ? { categoryId: category } : {}),
    ...(query === undefined ? {} : { query }),
    nodeIds: nodeIds.toSorted(),
    dynamic,
    enabled,
    groupClass: displayName === '' ? [] : [classOf(id), classOf(displayName)],
    properties: group.properties ?? [],
    target: displayName === '' ? '' : `group:${id}`,
    system: group.system ?? false,
  }
}

const one = (call: Call, group: Group, changeRequest?: number): Enveloped => ({
  id: group.id,
  data: { groups: [shownGroup(call, group, changeRequest)] },
})

function found(call: Call): Group {
  const [id] = call.parameters
  const group = call.state.groups.find((each) => each.id === id)
  if (!group) throw new Refused(`Group with id '${id}' was not found'`)
  return group
}

/** The group with the nodes that its query finds now. */
const filled = (call: Call, group: Group): Group =>
  group.query === undefined ? group : { ...group, nodeIds: membersOf(call.state, group.query) }

function update(call: Call): Answer {
  const before = found(call)
  const patched = patchedGroup(before, call.json)
  const after = JSON.stringify(patched.query) === JSON.stringify(before.query) ? patched : filled(call, patched)
  const what = `update group '${after.displayName}' from API`
  return one(call, after, submit(call, { kind: 'group', before, after }, what))
}

const empty: Omit<Group, 'id'> = {
  displayName: '',
  description: '',
  category: 'GroupRoot',
  nodeIds: [],
  dynamic: true,
  enabled: true,
}

function create(call: Call): Answer {
  const { state } = call
  const field = fieldsOf(call.json ?? '{}', 'Could not extract group parameters from request')
  const refuse = (why: string) => new Refused(`Error when creating new group; cause was: ${why}`, { raw: true })
  const name = field('displayName', text, quote) ?? ''
  // It says 3 and wants 4.
  if (name.length <= 3) throw refuse("Inconsistency: 'displayName' is mandatory and must be at least 3 char long")
  const id = field('id', text, quote) ?? idOf('group', `${name} ${call.now} ${state.groups.length}`)
  const source = field('source', text, quote)
  const base = source === undefined ? empty : state.groups.find((group) => group.id === source)
  if (!base)
    throw refuse(
      `Could not create group '${name}' (id:${id}) by cloning group '${source}'); cause was: Inconsistency: Group with id '${source}' was not found'`,
    )
  const failed = (kind: string, why: string) =>
    refuse(`Could not create group '${name}' (id:${id}).; cause was: ${kind}: ${why}`)
  if (state.groups.some((group) => group.id === id || group.displayName === name))
    throw failed(
      'Inconsistency',
      `Cannot create a group '${name}': a group with the same id (${id}) or name already exists`,
    )
  const group = filled(call, patchedGroup({ ...base, id, system: false }, call.json))
  if (!state.groupCategories.some((category) => category.id === group.category))
    throw failed('Inconsistency', `Entry with ID '${group.category}' was not found`)
  if (needsValidation(state, { kind: 'group', before: group, after: group })) group.enabled = false
  state.groups.push(group)
  log(call, `create group '${name}' (${id})`)
  return source === undefined ? one(call, group) : { ...one(call, group), action: 'cloneGroup' }
}

/** The group as it was; an unknown one is deleted with success, and is empty. */
function remove(call: Call): Answer {
  const [id = ''] = call.parameters
  const before = call.state.groups.find((group) => group.id === id)
  if (!before) return one(call, { ...empty, id, category: '', dynamic: false, enabled: false })
  if (before.system)
    throw new Refused(`Could not delete group '${id}', cause is: system groups cannot be deleted.`, { raw: true })
  const what = `delete group '${before.displayName}' from API`
  return one(call, before, submit(call, { kind: 'group', before: structuredClone(before), after: undefined }, what))
}

function reload(call: Call): Answer {
  const group = found(call)
  if (group.dynamic) Object.assign(group, filled(call, group))
  return one(call, group)
}

/** The groups, with the ids of their nodes; a reload is a GET, and finds the nodes anew. */
export const groups: readonly Route[] = [
  {
    name: 'listGroups',
    about: 'List all node groups with their information',
    method: 'GET',
    path: 'groups',
    answer: (call) => ({ data: { groups: call.state.groups.map((group) => shownGroup(call, group)) } }),
  },
  { name: 'createGroup', about: 'Create a new group', method: 'PUT', path: 'groups', writes: true, answer: create },
  {
    name: 'groupDetails',
    about: 'Get information about given node group',
    method: 'GET',
    path: 'groups/{id}',
    answer: (call) => one(call, found(call)),
  },
  {
    name: 'updateGroup',
    about: 'Update given group',
    method: 'POST',
    path: 'groups/{id}',
    writes: true,
    answer: update,
  },
  {
    name: 'deleteGroup',
    about: 'Delete given group',
    method: 'DELETE',
    path: 'groups/{id}',
    writes: true,
    answer: remove,
  },
  {
    name: 'reloadGroup',
    about: 'Update given dynamic group node list',
    method: 'GET',
    path: 'groups/{id}/reload',
    writes: true,
    answer: reload,
  },
]
