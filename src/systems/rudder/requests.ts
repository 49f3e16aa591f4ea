import { SystemError, UserError } from '../../errors.ts'
import { gather } from './gather.ts'
import type { ChangeRequest } from './shapes/index.ts'

export interface RequestsApi {
  changeRequests(input: { query: { status: 'open' | 'closed' | 'all' } }): AsyncIterable<ChangeRequest>
}

/** True where the server has no change requests at all: the plugin is missing (404), or they are switched off. */
export const isWithoutRequests = (error: unknown): boolean =>
  error instanceof SystemError && (error.reason === 'no-such-address' || error.reason === 'switched-off')

/** The change requests; throws UserError where this Rudder has none at all. */
export const requestsOf = async (
  api: RequestsApi,
  status: 'open' | 'closed' | 'all',
): Promise<readonly ChangeRequest[]> => {
  try {
    return await gather(api.changeRequests({ query: { status } }))
  } catch (error) {
    if (!isWithoutRequests(error)) throw error
    throw new UserError(
      'This Rudder has no change requests: its change-validation plugin is not installed, or change requests are switched off in its settings.',
    )
  }
}

/** For whom a change request says that it was opened by Coxswain: its own words, which anybody in Rudder can write, and no proof. */
export interface Through {
  readonly proposal: string
  readonly by: string
  readonly confirmed: string
  /** Empty where none was given. */
  readonly reason: string
}

const proposed = /^Coxswain (\S+)$/
const attributed =
  /^(?:(?<reason>.*); )?asked by (?<by>.+?); confirmed by (?<confirmed>.+); Coxswain (?<proposal>\S+)$/s

/** Reads what `protocol.ts` writes into each change; undefined where its words do not say so. */
export const askedThrough = ({
  displayName,
  description,
}: Pick<ChangeRequest, 'displayName' | 'description'>): Through | undefined => {
  const proposal = proposed.exec(displayName)?.[1]
  const found = attributed.exec(description)?.groups
  if (proposal === undefined || found?.proposal !== proposal) return undefined
  return { proposal, by: found.by ?? '', confirmed: found.confirmed ?? '', reason: found.reason ?? '' }
}

/** What a decision on a change request relies on. */
export const requestHolds = {
  title: { label: 'title', undo: false },
  changes: { label: 'changes', undo: false },
  acceptable: { label: 'whether it can be accepted', undo: false },
} as const

/** The same as it is now; its changes as a hash with the bot's own key. */
export const holdsOfRequest = ({ displayName, changes, acceptable }: ChangeRequest, mac: (text: string) => string) => ({
  title: displayName,
  changes: mac(JSON.stringify(changes ?? null)),
  acceptable: acceptable ?? null,
})
