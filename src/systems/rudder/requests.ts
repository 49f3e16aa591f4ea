import { SystemError, UserError } from '../../errors.ts'
import type { ChangeRequest } from './shapes/index.ts'

interface RequestsApi {
  changeRequests(input: { query: { status: 'open' | 'closed' | 'all' } }): Promise<readonly ChangeRequest[]>
}

/** True where the server has no change requests at all: the plugin is missing (404), or they are switched off. */
export const isWithoutRequests = (error: unknown): boolean =>
  error instanceof SystemError &&
  ((error.kind === 'not-found' && error.detail === 'no such address') ||
    /Workflow are disabled/.test(error.detail ?? ''))

/** The change requests; throws UserError where this Rudder has none at all. */
export const requestsOf = async (
  api: RequestsApi,
  status: 'open' | 'closed' | 'all',
): Promise<readonly ChangeRequest[]> => {
  try {
    return await api.changeRequests({ query: { status } })
  } catch (error) {
    if (!isWithoutRequests(error)) throw error
    throw new UserError(
      'This Rudder has no change requests: its change-validation plugin is not installed, or change requests are switched off in its settings.',
    )
  }
}

/** The proposal of Coxswain that a change request was opened for, by the name that such a write gives it. */
export const proposalOf = ({ displayName }: Pick<ChangeRequest, 'displayName'>): string | undefined =>
  /^Coxswain (\S+)$/.exec(displayName)?.[1]
