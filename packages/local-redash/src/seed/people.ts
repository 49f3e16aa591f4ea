import { keys } from '../keys.ts'
import type { Group, Source, User } from '../state.ts'

const byDefault = [
  ...['create_dashboard', 'create_query', 'edit_dashboard', 'edit_query', 'view_query', 'view_source'],
  ...['execute_query', 'list_users', 'schedule_query', 'list_dashboards', 'list_alerts', 'list_data_sources'],
]

/** Source 1 has rows, 3 no group, 5 is paused, 7 cannot be reached; 6 was deleted. */
export const sourcesOf = (): Source[] => [
  { id: 1, name: 'Demo shop', type: 'pg', paused: undefined, unreachable: undefined },
  { id: 2, name: 'Query results', type: 'results', paused: undefined, unreachable: undefined },
  { id: 3, name: 'Finance', type: 'pg', paused: undefined, unreachable: undefined },
  { id: 4, name: 'Small sqlite', type: 'sqlite', paused: undefined, unreachable: undefined },
  { id: 5, name: 'Paused source', type: 'pg', paused: 'maintenance until Monday', unreachable: undefined },
  {
    id: 7,
    name: 'Unreachable',
    type: 'pg',
    paused: undefined,
    unreachable: 'Connection refused\n\tIs the server running on that host and accepting TCP/IP connections?\n',
  },
]

const sees = (viewOnly: boolean, ...sources: readonly number[]) => sources.map((source) => ({ source, viewOnly }))

/** The built-in groups, and one for each kind of user. */
export const groupsOf = (): Group[] => [
  { id: 1, name: 'admin', permissions: ['admin', 'super_admin'], sources: [] },
  { id: 2, name: 'default', permissions: byDefault, sources: sees(false, 1, 2, 4, 5, 7) },
  { id: 3, name: 'bot readers', permissions: ['view_query', 'list_dashboards'], sources: sees(true, 1) },
  { id: 4, name: 'viewers', permissions: byDefault, sources: sees(true, 1) },
  { id: 5, name: 'dashboards only', permissions: ['list_dashboards'], sources: [] },
  { id: 6, name: 'bot runners', permissions: ['view_query', 'list_dashboards'], sources: sees(false, 1) },
]

const person = (id: number, name: string, groups: number[], apiKey: string, now: number, disabled = false): User => ({
  id,
  name,
  groups,
  apiKey,
  disabled,
  createdAt: now,
  email: `${name.toLowerCase().replace(' ', '.')}@example.test`,
})

/** A person for each key. */
export const usersOf = (now: number): User[] => [
  person(1, 'Ada Example', [1, 2], keys.admin, now),
  person(2, 'Ben Sample', [2], keys.default, now),
  person(3, 'Rita Reader', [3], keys.reader, now),
  person(4, 'Vera Viewer', [4], keys.viewer, now),
  person(5, 'Ron Runner', [6], keys.runner, now),
  person(6, 'Dan Disabled', [2], keys.disabled, now, true),
  person(7, 'Nils Dashonly', [5], keys.dashboards, now),
  person(8, 'Cleo Colleague', [2], keys.colleague, now),
]
