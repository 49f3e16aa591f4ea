import type { LocalRedash } from '../local-redash.ts'

const key = (word: string): string => `${word}Playground`.padEnd(40, '0')

/** The keys of the users that are made for the bot; the others are those of every local Redash. */
export const playKeys = { runner: key('runner'), author: key('author'), maker: key('maker') } as const

/** What the bot may change belongs to its own user. */
const owned = { queries: [1, 2, 7, 35, 52, 53], dashboards: [1, 2, 5, 11] }

/** What can be published and archived there, under names that say more than those of the seed. */
const named = {
  queries: {
    52: { name: 'Old order count', like: 51 },
    53: { name: 'New channel report', like: 47, draft: true },
  },
  dashboards: { 11: { name: 'Channel report', draft: true } },
} as const

/** Makes the users that run free text and change and create things for the bot, each in a group of its own with nothing more. */
export function addUsers({ state }: LocalRedash): void {
  const add = (
    id: number,
    name: string,
    apiKey: string,
    permissions: string[],
    sources: { source: number; viewOnly: boolean }[],
  ) => {
    state.groups.push({ id, name: `bot ${name}`, permissions, sources })
    const email = `bot.${name}@example.test`
    state.users.push({ id, name: `Bot ${name}`, email, groups: [id], apiKey, disabled: false, createdAt: 0 })
  }
  add(20, 'author', playKeys.author, ['edit_query', 'edit_dashboard'], [])
  add(22, 'runner', playKeys.runner, ['view_query'], [{ source: 1, viewOnly: false }])
  add(
    21,
    'maker',
    playKeys.maker,
    ['create_query', 'list_data_sources', 'create_dashboard'],
    [{ source: 1, viewOnly: false }],
  )
  const sqlOf = (like: number) => state.queries.find(({ id }) => id === like)?.sql
  for (const [id, { like, ...more }] of Object.entries(named.queries)) {
    const query = state.queries.find((one) => one.id === Number(id))
    if (query) Object.assign(query, { sql: sqlOf(like), ...more })
  }
  for (const [id, more] of Object.entries(named.dashboards)) {
    const dashboard = state.dashboards.find((one) => one.id === Number(id))
    if (dashboard) Object.assign(dashboard, more)
  }
  state.queries = state.queries.map((one) => (owned.queries.includes(one.id) ? { ...one, user: 20 } : one))
  state.dashboards = state.dashboards.map((one) => (owned.dashboards.includes(one.id) ? { ...one, user: 20 } : one))
}
