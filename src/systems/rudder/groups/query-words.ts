import type { Group } from '../shapes/index.ts'

const comparators: Readonly<Record<string, string>> = {
  eq: 'is',
  notEq: 'is not',
  regex: 'matches',
  notRegex: 'does not match',
  exists: 'exists',
  notExists: 'does not exist',
  lt: '<',
  lteq: '≤',
  gt: '>',
  gteq: '≥',
  hasKey: 'has the key',
  hasJsonElement: 'has',
}

/** Attributes that a query compares with `name=value`. */
const guarded = ['serializedNodeProperty', 'environmentVariable']

/**
 * What a query finds, in words: `nodes whose nodeHostname matches jump-.*`. Values of properties and environment variables
 * may be secret and are left out.
 */
export const queryWords = (query: Group['query']): string => {
  if (!query || query.where.length === 0) return 'no query'
  const conditions = query.where.map(({ objectType, attribute, comparator, value = '' }) => {
    const what = objectType === 'node' ? attribute : `${objectType} ${attribute}`
    const how = comparators[comparator] ?? comparator
    const isHidden = guarded.includes(objectType) && comparator !== 'hasKey' && value !== ''
    return [what, how, isHidden ? nameOf(value) : value].filter(Boolean).join(' ')
  })
  const joined = conditions.join(query.composition === 'or' ? ' or ' : ' and ')
  const who = query.select === 'nodeAndPolicyServer' ? 'nodes and policy servers' : 'nodes'
  return query.transform === 'invert' ? `${who} for which it is not so that ${joined}` : `${who} whose ${joined}`
}

/** The name in `name=value`, never the value. */
const nameOf = (value: string): string => {
  const name = /^[^=:]*(?=[=:])/.exec(value)?.[0]
  return name === undefined ? '…' : `${name}=…`
}
