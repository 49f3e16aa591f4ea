import type { Minting } from '../../minting.ts'
import type { RillSettings } from '../expose/settings.ts'
import { credentials } from '../operations/credentials.ts'
import type { Credentials } from '../shapes/index.ts'
import { credentialsRequest } from './request.ts'
import { takeToken } from './take.ts'

/** How Rill makes a token for the person who asks, unless the connection says that one service reads for everybody. */
export const minting: Minting = {
  operation: credentials,
  whose: ({ settings: { mode } }) => (mode === 'user' ? 'person' : mode === 'local' ? 'nobody' : 'settings'),
  ask: (person, settings) => ({ body: credentialsRequest(person, settings as RillSettings) }),
  take: (answer, person, settings) => takeToken(answer as Credentials, person, settings as RillSettings),
}
