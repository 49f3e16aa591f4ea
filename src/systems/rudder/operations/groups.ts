import { read, write } from '../../operation.ts'
import { Attribution } from '../shapes/changed.ts'
import { one } from '../shapes/container.ts'
import { Group, GroupDraft, GroupPatch } from '../shapes/group.ts'

export const groups = read('rudder:groups:read', 'GET /groups', { each: { at: 'data.groups', item: Group } })
export const group = read('rudder:groups:read', 'GET /groups/{groupId}', { output: one('groups', Group) })

export const updateGroup = write('rudder:groups:write', 'POST /groups/{groupId}', {
  query: Attribution,
  body: GroupPatch,
  output: one('groups', Group),
})
/** Finds the nodes of a dynamic group again. Documented as POST; it is a GET in every version, and still a write. */
export const reloadGroup = write('rudder:groups:write', 'GET /groups/{groupId}/reload', {
  output: one('groups', Group),
})

export const createGroup = write('rudder:group-set:write', 'PUT /groups', {
  query: Attribution,
  body: GroupDraft,
  output: one('groups', Group),
})
/** Answers 200 for an unknown id too, with an empty `displayName`; refuses system groups. */
export const deleteGroup = write('rudder:group-set:write', 'DELETE /groups/{groupId}', {
  query: Attribution,
  output: one('groups', Group),
})
