import { owns } from '../access.ts'
import type { Caller } from '../caller.ts'
import { queryHash } from '../hash.ts'
import { isSafe } from '../parameters.ts'
import { latestOf } from '../results.ts'
import type { Query, RedashState, Visualization } from '../state.ts'
import type { Differences } from '../versions.ts'
import { shownTime, shownUser } from './user.ts'

/** A chart, a counter or a table of a query. */
export const shownVisualization = ({ id, type, name, options, createdAt }: Visualization): object => ({
  id,
  type,
  name,
  description: '',
  options,
  updated_at: shownTime(createdAt),
  created_at: shownTime(createdAt),
})

const shownCore = (state: RedashState, query: Query, differs: Differences): object => ({
  id: query.id,
  latest_query_data_id: query.latest,
  name: query.name,
  description: query.description,
  query: query.sql,
  query_hash: queryHash(query, differs),
  schedule: query.schedule,
  api_key: query.apiKey,
  is_archived: query.archived,
  is_draft: query.draft,
  updated_at: shownTime(query.updatedAt),
  created_at: shownTime(query.createdAt),
  data_source_id: query.source,
  options: query.options,
  version: query.version,
  tags: query.tags,
  is_safe: isSafe(query.options.parameters ?? []),
  user: shownUser(state, query.user),
})

/** A query as widgets and alerts have it. */
export const shownBriefly = (state: RedashState, query: Query, differs: Differences): object => ({
  ...shownCore(state, query, differs),
  last_modified_by: shownUser(state, query.lastModifiedBy),
})

/** A query as a write answers with it. */
export const shownWritten = (state: RedashState, query: Query, caller: Caller, differs: Differences): object => ({
  ...shownBriefly(state, query, differs),
  visualizations: query.visualizations.map(shownVisualization),
  ...(caller.kind === 'user' && { is_favorite: query.favoriteOf.includes(caller.user.id) }),
})

/** A query by itself. */
export const shownQuery = (state: RedashState, query: Query, caller: Caller, differs: Differences): object => ({
  ...shownWritten(state, query, caller, differs),
  can_edit: owns(caller, query.user),
})

/** A query in a list. */
export const shownInList = (state: RedashState, query: Query, caller: Caller, differs: Differences): object => {
  const latest = latestOf(state, query)
  const isFavorite = caller.kind === 'user' && query.favoriteOf.includes(caller.user.id)
  return {
    ...shownCore(state, query, differs),
    last_modified_by_id: query.lastModifiedBy,
    retrieved_at: latest ? shownTime(latest.retrievedAt) : null,
    runtime: latest?.runtime ?? null,
    is_favorite: isFavorite,
    ...(isFavorite && differs.showsStarredAt && { starred_at: shownTime(query.updatedAt) }),
  }
}
