import { read } from '../../operation.ts'
import { KeySession, Query } from '../shapes/index.ts'

/** Only the key of a user opens it; a connection with nothing but query keys is used without knowing the version. */
export const currentSession = read('redash:session:read', 'GET /session', {
  internal: 'handshake',
  optional: true,
  output: KeySession,
})

/** Of the very key that asks: 200 is the key of a user, with its permissions. */
export const ownSession = read('redash:key:read', 'GET /session', { internal: 'probe', own: true, output: KeySession })
/**
 * Whose key makes changes, because Redash lets only owners and admins make them. It is asked with that key, so the token
 * for changes serves this scope too.
 */
export const writer = read('redash:writer:read', 'GET /session', {
  own: true,
  purpose: 'whether the user of the key for changes owns what is to be changed',
  output: KeySession,
})
/** Asked with a key that is none of a user: 200 is the key of this query. */
export const ownQuery = read('redash:key:read', 'GET /queries/{queryId}', {
  internal: 'probe',
  own: true,
  bound: true,
  purpose: 'the checkup: whether a key is that of the query which its `only:` names',
  output: Query,
})
