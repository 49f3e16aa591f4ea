import type { Lease, LeaseRequest, TokenSource } from './lease.ts'
import { covers } from './scope.ts'
import type { Secret } from './secret.ts'

/** One token of the settings: the scopes that it serves and, if set, the only path values. */
export interface Token {
  readonly name: string
  readonly secret: Secret
  readonly scopes: readonly string[]
  readonly only?: Readonly<Record<string, readonly string[]>>
}

/**
 * A source over the tokens of one connection, in file order. Narrowest first: a matching `only`, then the fewest
 * operations of the system (`scopes` holds the scope of each operation, so repeats count), then file order. A token that
 * lists one of the scopes in `alone` serves these and no other.
 */
export const tokenSource = (
  tokens: readonly Token[],
  scopes: readonly string[],
  alone: readonly string[] = [],
): TokenSource => {
  const isFor = (token: Token, scope: string) => {
    const isAlone = alone.some((one) => lists(token, one))
    return lists(token, scope) && (!isAlone || alone.includes(scope))
  }
  const serves = (token: Token, { scope, path }: LeaseRequest) =>
    isFor(token, scope) && Object.entries(token.only ?? {}).every(([name, values]) => values.includes(path[name] ?? ''))
  const width = (token: Token) => scopes.filter((scope) => isFor(token, scope)).length
  const ranked = tokens
    .map((token, order) => ({ token, order, width: width(token) }))
    .sort((a, b) => Number(!a.token.only) - Number(!b.token.only) || a.width - b.width || a.order - b.order)
    .map(({ token }) => token)
  return {
    lease: async (wanted) =>
      leaseOf(
        ranked.find((token) => serves(token, wanted)),
        wanted,
      ),
    names: tokens.map(({ name }) => name),
    probe: async (name, wanted) =>
      leaseOf(
        tokens.find((token) => token.name === name),
        wanted,
      ),
    declares: (name, scope) => tokens.some((token) => token.name === name && isFor(token, scope)),
    only: (name) => tokens.find((token) => token.name === name)?.only,
  }
}

const lists = ({ scopes }: Token, scope: string) => scopes.some((pattern) => covers(pattern, scope))

const leaseOf = (token: Token | undefined, { scope, endpoint }: LeaseRequest): Lease | undefined =>
  token && { token: token.name, secret: token.secret, identity: 'bot', scope, endpoint }
