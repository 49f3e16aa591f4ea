import type { OwnKeys, TokenSource } from '../vault/lease.ts'
import type { Clock } from '../world.ts'
import { createMintedKeys } from './minted-keys.ts'
import type { Minter, Minting, Whose } from './minting.ts'
import type { Operation, RawInput } from './operation.ts'
import type { Asker } from './system.ts'

/** Which tokens the calls of one connection carry. */
export interface Keys {
  /** The person's own keys, if the reads of this asker carry them. */
  own(asker: Asker | undefined): Promise<OwnKeys | undefined>
  /** Where the token of one call comes from. */
  of(operation: Operation, own: OwnKeys | undefined): Pick<TokenSource, 'lease'>
}

/** Serves nothing: what is read for nobody has no token where each person has their own. */
const none: Pick<TokenSource, 'lease'> = { lease: async () => undefined }

/** For a system that asks for no token. */
const keyless: Pick<TokenSource, 'lease'> = {
  lease: async ({ scope, endpoint }) => ({ token: 'none', secret: undefined, identity: 'bot', scope, endpoint }),
}

/**
 * The tokens of the settings or a person's own keys; for a system that makes tokens for people, those, and a token of the
 * settings only for the call that makes them. `mint` sends that call.
 */
export const createKeys = (
  minting: Minting | undefined,
  connection: Minter,
  tokens: TokenSource,
  clock: Clock,
  mint: (operation: Operation, input: RawInput) => Promise<unknown>,
): Keys => {
  const whose: Whose = minting?.whose(connection) ?? 'settings'
  const minted =
    minting && createMintedKeys(minting, connection.settings, clock, (input) => mint(minting.operation, input))
  return {
    own: async (asker) => {
      if (!asker?.own || whose === 'nobody') return undefined
      if (whose === 'settings') return tokens.own?.(asker.person)
      return asker.lookUp && minted?.of(asker.person, asker.lookUp)
    },
    of: (operation, own) => {
      if (whose === 'settings' || operation === minting?.operation) return own ?? tokens
      return whose === 'nobody' ? keyless : (own ?? none)
    },
  }
}
