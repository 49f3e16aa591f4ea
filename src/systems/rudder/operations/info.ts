import { z } from 'zod'
import { read } from '../../operation.ts'
import { one } from '../shapes/container.ts'
import { Info, InfoEndpoint, InfoSection, TokenAccount } from '../shapes/server.ts'

export const info = read('rudder:info:read', 'GET /info', { internal: 'handshake', output: Info })

const purpose = 'which requests the server knows; nothing asks yet'
export const infoSection = read('rudder:info:read', 'GET /info/{sectionId}', {
  internal: 'probe',
  purpose,
  output: InfoSection,
})
export const infoEndpoint = read('rudder:info:read', 'GET /info/details/{endpointName}', {
  internal: 'probe',
  purpose,
  output: InfoEndpoint,
})

/** `OK`, even without a token; but a token that is sent is checked first, so this shows whether it is valid. */
export const status = read('rudder:token:read', 'GET /status', {
  internal: 'probe',
  text: 'whole',
  output: z.string().trim(),
})

/** The account of the token of the request. Came with API 22 in Rudder 9.0.4 (#27481); 9.0.0 to 9.0.3 have no such address. */
export const ownAccount = read('rudder:token:read', 'GET /apiaccounts/token', {
  internal: 'probe',
  since: { version: 22, what: 'account of its own token' },
  output: one('accounts', TokenAccount),
})
