import type { Category, Group } from '../state.ts'
import { type Machine, siteNames } from './fleet.ts'
import { idOf } from './id.ts'

type Choice = (machine: Machine) => boolean

const role =
  (...names: string[]): Choice =>
  (machine) =>
    names.includes(machine.role)

/** The `group:<id>` target of a seeded group. */
export const group = (name: string): string => `group:${idOf('group', name)}`

/** The DMZ: in Paris, the first eight jump hosts and 33 web servers of a fleet of 400, in proportion in a smaller one. */
export function dmzOf(fleet: readonly Machine[]): Machine[] {
  const scale = Math.min(1, fleet.length / 401)
  const first = (name: string, count: number) =>
    fleet.filter((one) => one.site === 'paris1' && one.role === name).slice(0, Math.ceil(count * scale))
  return [...first('jump', 8), ...first('web', 33)]
}

/** The seeded groups: by role, by site, one empty, one switched off, one with a hostile name. */
export function groupsOf(fleet: readonly Machine[]): Group[] {
  const dmz = new Set(dmzOf(fleet))
  const query = (attribute: string, value: string) => ({
    select: 'node',
    composition: 'and',
    where: [{ objectType: 'node', attribute, comparator: 'regex', value }],
  })
  const define = (name: string, description: string, choice: Choice, more: Partial<Group> = {}): Group => ({
    id: idOf('group', name),
    displayName: name,
    description,
    category: 'GroupRoot',
    nodeIds: fleet.filter(choice).map((one) => one.id),
    dynamic: true,
    enabled: true,
    ...more,
  })
  return [
    define('Production servers', 'Every server, edge devices left out', role('web', 'app', 'db', 'cache', 'jump')),
    define('DMZ Linux', 'Reached from outside', (one) => dmz.has(one), { dynamic: false }),
    define('Jump hosts', 'The way in', role('jump'), { query: query('nodeHostname', 'jump-.*') }),
    define('Web servers', '', role('web'), { query: query('nodeHostname', 'web-.*') }),
    define('App servers', '', role('app'), { query: query('nodeHostname', 'app-.*') }),
    define('Database servers', '', role('db'), { query: query('nodeHostname', 'db-.*') }),
    define('Cache servers', '', role('cache'), { query: query('nodeHostname', 'cache-.*') }),
    define('Edge devices', 'Kiosks in shops', role('edge'), { query: query('nodeHostname', 'edge-.*') }),
    ...siteNames.map((site) =>
      define(`Site ${site}`, '', (one) => one.site === site, {
        category: 'sites',
        query: query('nodeHostname', `.*[.]${site}[.]acme[.]net`),
      }),
    ),
    define('PCI scope', 'Card data: supervised', (one) => one.role === 'db' && one.site !== 'mtl1'),
    define('Canary <!here> & co', 'First to get changes', (one) => one.role === 'app' && one.site === 'mtl1'),
    define('Not yet', 'No node so far', () => false, { dynamic: false }),
    define('Retired', 'Switched off', role('cache'), { enabled: false }),
    define('All nodes', 'All nodes known by Rudder', () => true, {
      id: 'all-nodes',
      category: 'SystemGroups',
      system: true,
    }),
  ]
}

/** The seeded categories of groups. */
export const groupCategoriesOf = (): Category[] => [
  { id: 'GroupRoot', name: 'Root of the group and group categories', description: '', parent: 'GroupRoot' },
  { id: 'SystemGroups', name: 'System groups', description: '', parent: 'GroupRoot', system: true },
  { id: 'sites', name: 'Sites', description: 'One group a site', parent: 'GroupRoot' },
  { id: 'unused', name: 'Unused', description: '', parent: 'GroupRoot' },
]
