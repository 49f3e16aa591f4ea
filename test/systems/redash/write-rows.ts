import type { LocalRedash } from 'local-redash'
import type { WriteRow } from '../contract/local-system.ts'

type State = LocalRedash['state']
type Query = State['queries'][number]
type Dashboard = State['dashboards'][number]

const found = <T extends { readonly id: number }>(all: readonly T[], id: number): T => {
  const one = all.find((each) => each.id === id)
  if (!one) throw new Error(`nothing has the number ${id}`)
  return one
}
const edited = ({ state }: LocalRedash): Query => found(state.queries, 53)
const archived = ({ state }: LocalRedash): Query => found(state.queries, 52)
const board = ({ state }: LocalRedash): Dashboard => found(state.dashboards, 11)

/** Somebody saves the query in Redash, with the same SQL in other words. */
const saved = (query: Query): void => {
  query.sql = `${query.sql} -- checked`
  Object.assign(query, { updatedAt: query.updatedAt + 60_000, lastModifiedBy: 2 })
}

/** What everybody else's change of a dashboard does to its version. */
const moved = (dashboard: Dashboard): void => {
  dashboard.options = { globalParamOrder: [] }
  dashboard.version += 1
}

const ofQuery = { back: true, meanwhile: (local: LocalRedash) => saved(edited(local)) } as const
const ofBoard = {
  back: true,
  affectsNothing: true,
  meanwhile: (local: LocalRedash) => moved(board(local)),
} as const

/** Every write command of Redash. */
export const writeRows: readonly WriteRow<LocalRedash>[] = [
  {
    ...ofQuery,
    name: 'redash query rename',
    line: 'redash query rename 53 as Five',
    seen: (local) => edited(local).name,
    after: 'Five',
  },
  {
    ...ofQuery,
    name: 'redash query describe',
    line: 'redash query describe 53 as It gives five',
    prepare: (local) => void Object.assign(edited(local), { description: null }),
    // Redash has none or an empty one, and shows both the same way.
    seen: (local) => edited(local).description || '',
    after: 'It gives five',
  },
  {
    ...ofQuery,
    name: 'redash query tag',
    line: 'redash query tag 53 as #weekly',
    prepare: (local) => void Object.assign(edited(local), { tags: ['old'] }),
    seen: (local) => edited(local).tags,
    after: ['old', 'weekly'],
  },
  {
    ...ofQuery,
    name: 'redash query untag',
    line: 'redash query untag 53 as weekly',
    prepare: (local) => void Object.assign(edited(local), { tags: ['weekly', 'old'] }),
    seen: (local) => edited(local).tags,
    after: ['old'],
  },
  {
    ...ofQuery,
    name: 'redash query publish',
    line: 'redash query publish 53',
    prepare: (local) => void Object.assign(edited(local), { draft: true }),
    seen: (local) => edited(local).draft,
    after: false,
  },
  {
    ...ofQuery,
    name: 'redash query unpublish',
    line: 'redash query unpublish 53',
    prepare: (local) => void Object.assign(edited(local), { draft: false }),
    seen: (local) => edited(local).draft,
    after: true,
  },
  {
    name: 'redash query archive',
    line: 'redash query archive 52 because nobody runs it',
    seen: (local) => archived(local).archived,
    after: true,
    meanwhile: (local) => saved(archived(local)),
  },
  {
    name: 'redash query restore',
    line: 'redash query restore 52',
    prepare: (local) => void Object.assign(archived(local), { archived: true }),
    seen: (local) => archived(local).archived,
    after: false,
    meanwhile: (local) => saved(archived(local)),
  },
  {
    ...ofBoard,
    name: 'redash dashboard rename',
    line: 'redash dashboard rename 11 as Edited',
    seen: (local) => board(local).name,
    after: 'Edited',
  },
  {
    ...ofBoard,
    name: 'redash dashboard publish',
    line: 'redash dashboard publish 11',
    prepare: (local) => void Object.assign(board(local), { draft: true }),
    seen: (local) => board(local).draft,
    after: false,
  },
  {
    ...ofBoard,
    name: 'redash dashboard unpublish',
    line: 'redash dashboard unpublish 11',
    prepare: (local) => void Object.assign(board(local), { draft: false }),
    seen: (local) => board(local).draft,
    after: true,
  },
  {
    ...ofBoard,
    name: 'redash dashboard archive',
    line: 'redash dashboard archive 11',
    seen: (local) => board(local).archived,
    after: true,
  },
  {
    ...ofBoard,
    name: 'redash dashboard restore',
    line: 'redash dashboard restore 11',
    prepare: (local) => void Object.assign(board(local), { archived: true }),
    seen: (local) => board(local).archived,
    after: false,
  },
  {
    name: 'redash query create',
    line: 'redash query create "Weekly total" --source "Demo shop" --sql "SELECT 1" --description "Of all shops"',
    seen: ({ state }) => state.queries.find(({ name }) => name === 'Weekly total')?.sql,
    after: 'SELECT 1',
    meanwhile: ({ state }) =>
      void state.queries.push({ ...found(state.queries, 53), id: 99, name: 'Weekly total', sql: 'SELECT 2' }),
  },
  {
    name: 'redash dashboard create',
    line: 'redash dashboard create Weekly numbers',
    seen: ({ state }) => state.dashboards.find(({ name }) => name === 'Weekly numbers')?.draft,
    after: true,
    meanwhile: ({ state }) =>
      void state.dashboards.push({
        ...found(state.dashboards, 6),
        id: 99,
        name: 'Weekly numbers',
        slug: 'weekly-numbers',
      }),
  },
]
