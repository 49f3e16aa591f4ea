import { SystemError, UserError } from '../../../errors.ts'
import { gather } from '../reads/gather.ts'
import type { ChangeRequest } from '../shapes/index.ts'

export interface RequestsApi {
  changeRequests(input: { query: { status: 'open' | 'closed' | 'all' } }): AsyncIterable<ChangeRequest>
}

const without: readonly (string | undefined)[] = ['no-such-address', 'switched-off', 'not-offered']

/** True if the server has no change requests at all: the plugin is missing (404), is off, or they are switched off. */
export const isWithoutRequests = (error: unknown): boolean =>
  error instanceof SystemError && without.includes(error.reason)

/** The change requests; throws UserError if this Rudder has none at all. */
export const requestsOf = async (
  api: RequestsApi,
  status: 'open' | 'closed' | 'all',
): Promise<readonly ChangeRequest[]> => {
  try {
    return await gather(api.changeRequests({ query: { status } }))
  } catch (error) {
    if (!isWithoutRequests(error)) throw error
    throw new UserError(
      error instanceof SystemError && error.reason === 'switched-off'
        ? 'This Rudder has no change requests: they are switched off in its settings.'
        : 'This Rudder has no change requests: its change-validation plugin is missing, disabled or without a valid license.',
    )
  }
}

/** What must still be done with an open change request, by its status: `validated and deployed`. */
export const leftToDo = (status: string): string =>
  /^pending deployment$/i.test(status) ? 'deployed' : 'validated and deployed'

/**
 * For whom a change request says that Coxswain opened it. These are only words, which anybody in Rudder can write, and no
 * proof.
 */
interface Through {
  readonly proposal: string
  readonly by: string
  readonly confirmed: string
  /** Empty if none was given. */
  readonly reason: string
}

type Worded = Pick<ChangeRequest, 'displayName' | 'description'>

const sign = 'Coxswain '
const [asking, confirming] = ['asked by ', '; confirmed by ']

/** Reads what `protocol.ts` writes into each change; undefined if its words do not say so. */
export const askedThrough = ({ displayName, description }: Worded): Through | undefined => {
  if (!displayName.startsWith(sign) || !description.endsWith(`; ${displayName}`)) return undefined
  const proposal = displayName.slice(sign.length)
  if (proposal === '' || /\s/.test(proposal)) return undefined
  const said = description.slice(0, -`; ${displayName}`.length)
  const last = said.lastIndexOf(`; ${asking}`, said.lastIndexOf(confirming))
  if (last < 0 && !said.startsWith(asking)) return undefined
  const who = said.slice(last < 0 ? asking.length : last + `; ${asking}`.length)
  const between = who.indexOf(confirming)
  if (between < 0) return undefined
  return {
    proposal,
    by: who.slice(0, between),
    confirmed: who.slice(between + confirming.length),
    reason: last < 0 ? '' : said.slice(0, last),
  }
}

/** The proposals that a change request names anywhere in its words, each once. */
export const proposalsIn = ({ displayName, description }: Worded): readonly string[] => {
  const words = `${displayName}\n${description}`
  const named = words.matchAll(/\bCoxswain\s([0-9A-Za-z]{26})\b/gi)
  return [...new Set(Array.from(named, ([, id = '']) => id))]
}

/** The preconditions of a decision on a change request. */
export const requestPreconditions = {
  title: { label: 'title', undo: false },
  changes: { label: 'changes', undo: false, hidden: true },
  acceptable: { label: 'whether it can be accepted', undo: false },
} as const

/** The same as it is now; its changes as a hash with the bot's own key. */
export const preconditionsOfRequest = (
  { displayName, changes, acceptable }: ChangeRequest,
  mac: (text: string) => string,
) => ({
  title: displayName,
  changes: changes.sealed.hashed(mac),
  acceptable: acceptable ?? null,
})
