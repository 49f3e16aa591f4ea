import { SystemError } from '../../../errors.ts'
import type { Look, Probed, Remark, Right } from '../../system.ts'
import { ownQuery, ownSession } from '../operations/session.ts'
import type { KeySession } from '../shapes/index.ts'
import { aboutWriter, everyKeys, grants, needsFullAccess, permissionsFor, withSource } from './permissions.ts'

/**
 * What a key can do. That of a user opens the session, which has the permissions; that of a query opens its own query and
 * nothing else. Throws SystemError of the kind `auth` for a key of neither.
 */
export const examineKey = async (look: Look): Promise<Probed> => {
  try {
    return userKey((await look.read(ownSession)) as KeySession, look)
  } catch (error) {
    const ids = look.only('queryId')
    if (!(error instanceof SystemError) || error.kind !== 'auth' || ids.length === 0) throw error
    return queryKey(ids, look)
  }
}

/** What Redash lets the least of all accounts do as well. */
const residual =
  'Like the key of every user in Redash, it can also cancel other people’s runs, create alerts, subscribe destinations to them, open drafts of dashboards, read the keys of queries, and write favorites and the event log.'

/** What Redash lets the key of a query do as well. */
const residualOfQuery =
  'Like every such key, it can also read the options that any other query of the same data source has as a dropdown: its first column.'

const userKey = ({ user: { name, permissions } }: KeySession, { declares, only }: Look): Probed => {
  const isAdmin = permissions.includes('admin')
  const has = (permission: string) => isAdmin || permissions.includes(permission)
  const needed = permissionsFor(allScopes.filter((scope) => declares(scope)))
  const granted = grants.flatMap(({ permission, scopes }): readonly Right[] => {
    const may = has(permission) ? 'can' : 'cannot'
    const declared = scopes.filter((scope) => declares(scope))
    // A permission can't be had in part: what comes with something that is declared is no excess.
    if (declared.length > 0) return declared.map((what) => ({ what, declared: true, may }))
    return needed.includes(permission) ? [] : scopes.map((what) => ({ what, declared: false, may }))
  })
  const given = [...everyKeys, aboutWriter].flatMap((what): readonly Right[] =>
    declares(what) ? [{ what, declared: true, may: 'can' }] : [],
  )
  // No answer tells which data sources a group has, and whether in full.
  const untold = withSource.flatMap((what): readonly Right[] =>
    declares(what) ? [{ what, declared: true, may: isAdmin ? 'can' : 'not tested' }] : [],
  )
  const inText: Right = {
    what: needsFullAccess,
    declared: declares(needsFullAccess),
    may: has('view_query') ? 'not tested' : 'cannot',
  }
  // An admin has everything anyway; a permission that nobody here knows is for nothing that the bot does.
  const beyond = permissions
    .filter((one) => !isAdmin && !isKnown(one))
    .toSorted((a, b) => Number(b === runsAnySql) - Number(a === runsAnySql))
    .map(excess)
  const remarks: readonly Remark[] = [
    { says: `It is the key of the user ${name}.` },
    ...(isAdmin ? [adminRemark] : []),
    ...(only('queryId').length > 0 && reading.some((scope) => declares(scope)) ? [boundRemark] : []),
    { says: residual },
    ...(changing.some((scope) => declares(scope)) && !declares(aboutWriter) ? [unasked] : []),
  ]
  const admin = isAdmin ? [excess('admin')] : []
  return { expiresAt: null, rights: [...admin, ...beyond, ...granted, ...given, ...untold, inText], remarks }
}

/** The worst of what no operation of the bot needs. */
const runsAnySql = 'execute_query'

/** The permissions that some scope needs. */
const isKnown = (permission: string): boolean => grants.some((one) => one.permission === permission)

/** What the key of a query is for. */
const reading = ['redash:queries:read', 'redash:queries:run', 'redash:results:read']

const boundRemark: Remark = {
  says: 'Its “only:” names queries, so the bot treats it as the key of a query; it opens much more.',
  todo: 'Use the key of the query itself, or remove “only:”.',
}

const adminRemark: Remark = {
  says: 'It is the key of an admin, who can do everything in Redash.',
  todo: 'Make a user of its own for the bot, as docs/tokens.md says, and use that key.',
}

/** What the bot only sends if the user of the key owns it. */
const changing = ['redash:queries:write', 'redash:dashboards:write']

const unasked: Remark = {
  says: `It makes changes, and the bot can’t ask whose key it is: it doesn’t serve ${aboutWriter}.`,
  todo: `Add ${aboutWriter} to its scopes, or nothing can be changed with it.`,
}

const excess = (permission: string): Right => ({
  what: `the permission ${permission}`,
  declared: false,
  may: 'can',
})

const allScopes = [...grants.flatMap(({ scopes }) => scopes), ...everyKeys, aboutWriter, ...withSource, needsFullAccess]

const ofQueryKey = [
  'redash:queries:read',
  'redash:queries:run',
  'redash:results:read',
  'redash:jobs:read',
  'redash:dropdowns:read',
]

const queryKey = async (ids: readonly string[], { read, declares }: Look): Promise<Probed> => {
  const opened = await Promise.all(ids.map((queryId) => opens(read(ownQuery, { queryId }))))
  const own = ids.filter((_, at) => opened[at]?.isOpen)
  const refused = opened.find((one) => !one.isOpen)
  if (own.length === 0 && refused) throw refused.error
  const others = ids.filter((id) => !own.includes(id))
  const rights = allScopes
    .filter((scope) => declares(scope))
    .map((what): Right => ({ what, declared: true, may: ofQueryKey.includes(what) ? 'can' : 'cannot' }))
  const remarks: readonly Remark[] = [
    { says: `It is the key of query ${own.join(', ')}: it can’t list queries or cancel runs.` },
    { says: residualOfQuery },
    ...(others.length === 0
      ? []
      : [
          {
            says: `It doesn’t open query ${others.join(', ')}, which the settings name in “only:”.`,
            todo: 'Give each query its own key, or use the key of a user.',
          },
        ]),
  ]
  return { expiresAt: null, rights, remarks }
}

const opens = async (work: Promise<unknown>): Promise<{ readonly isOpen: boolean; readonly error?: unknown }> => {
  try {
    await work
    return { isOpen: true }
  } catch (error) {
    if (error instanceof SystemError && error.kind === 'auth') return { isOpen: false, error }
    throw error
  }
}
