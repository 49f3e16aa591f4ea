import { keys } from '../keys.ts'
import { startLens } from '../server.ts'
import { leversOf } from './levers.ts'
import { settingsOf } from './settings.ts'

/** A local Lens for the playground of the bot, with a user for each of its keys. */
export const lens = {
  /** What the people of the playground may do here, by the word that `--as` takes. */
  people: {
    ana: 'analyst: queries, SQL and GraphQL',
    marc: 'analyst and owner',
    rita: 'reader: sees which tables there are',
  },
  start: async ({ now }: { readonly now?: () => number } = {}) => {
    const prod = await startLens(now ? { now } : {})
    prod.state.groups.unshift(
      { name: 'coxswain', scopes: ['meta', 'data'], includes: ['users:id:coxswain'] },
      { name: 'coxswain-sql', scopes: ['data'], includes: ['users:id:coxswain-sql'] },
      { name: 'coxswain-graphql', scopes: ['data', 'graphql'], includes: ['users:id:coxswain-graphql'] },
    )
    const { reader, sql, graphql } = playKeys
    prod.state.keys.push(
      { secret: reader, user: 'users:id:coxswain' },
      { secret: sql, user: 'users:id:coxswain-sql' },
      { secret: graphql, user: 'users:id:coxswain-graphql' },
    )
    return { servers: { prod }, settings: settingsOf(prod.url, playKeys), levers: leversOf(prod), close: prod.close }
  },
}

/** One key for each use: nothing of the bot can do more than it is for. */
const playKeys = {
  reader: keys.admin.replace(/^.{8}/, 'cmVhZGVy'),
  sql: keys.admin.replace(/^.{8}/, 'c3FsLS0t'),
  graphql: keys.admin.replace(/^.{8}/, 'Z3JhcGhx'),
} as const
