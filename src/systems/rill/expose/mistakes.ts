import type { ConnectionFacts, Mistake } from '../../system.ts'
import { isLocalAddress } from '../protocol/address.ts'

const loopback = ['localhost', '127.0.0.1', '[::1]']
const minting = 'rill:credentials:run'

const partsOf = (url: string): URL | undefined => (URL.canParse(url) ? new URL(url) : undefined)

const usesProfile = (attributes: unknown): boolean =>
  Object.values((attributes ?? {}) as Readonly<Record<string, unknown>>).some(
    (from) => typeof from === 'object' && from !== null && 'profile' in from,
  )

/** What is wrong with a connection to Rill as a whole: its address and its tokens must fit its mode. */
export const mistakes = ({
  url,
  settings: { mode = 'user', attributes, trustProfileField },
  tokens,
}: ConnectionFacts): readonly Mistake[] => {
  const parts = partsOf(url)
  const mints = tokens.some((scopes) => scopes.includes(minting))
  const found: Mistake[] = []
  const say = (key: string, text: string) => void found.push({ key, text })
  if (mode === 'local') {
    if (parts && !loopback.includes(parts.hostname))
      say('mode', 'can be local only for a Rill on this machine, because no policy holds there')
    if (parts && !isLocalAddress(url))
      say('url', 'must be that of an instance, such as http://localhost:9009/v1/instances/default')
    if (tokens.length > 0) say('tokens', 'must be left out with mode local: a local Rill asks for none')
    return found
  }
  if (parts && !/^\/v1\/(?:organizations|orgs)\/[^/]+\/projects\/[^/]+\/?$/.test(parts.pathname))
    say('url', 'must be that of a project, such as https://api.rilldata.com/v1/organizations/acme/projects/ads')
  if (usesProfile(attributes) && trustProfileField !== true)
    say(
      'attributes',
      'have a field of the Slack profile, which people change themselves: set trustProfileField to true if only admins can',
    )
  if (mode === 'user' && !mints)
    say('tokens', `have none for ${minting}, which mode user needs to make a token for whoever asks`)
  return found
}
