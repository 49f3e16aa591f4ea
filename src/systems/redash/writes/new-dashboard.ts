import { isGone, UserError } from '../../../errors.ts'
import { quoted } from '../../../quoted.ts'
import type { Api } from '../../operation.ts'
import type * as operations from '../operations/index.ts'

type BySlug = Pick<Api<typeof operations, 'redash:dashboards:read'>, 'dashboardBySlug'>

/** The part of an address that Redash makes of the name of a new dashboard: letters of other alphabets drop out. */
const slugOf = (name: string): string => name.toLowerCase().replaceAll(/[^a-z0-9_-]+/g, '-')

/** What its API has there that is no dashboard. */
const ofRedash: readonly string[] = ['my', 'favorites', 'tags']

/**
 * The dashboard at the address that a new one of this name would get; undefined if that is free. No list has the drafts of
 * other users, but their addresses open them.
 */
export const dashboardCalled = async (
  api: BySlug,
  name: string,
): Promise<{ readonly name: string; readonly state: string } | undefined> => {
  const dashboardSlug = slugOf(name)
  // No address could be told from another one.
  if (!/[a-z0-9]/.test(dashboardSlug))
    throw new UserError(
      'The name of a dashboard needs a letter from a to z or a digit: Redash makes its address of these.',
    )
  if (ofRedash.includes(dashboardSlug))
    throw new UserError(`Redash has another page at the address ${quoted(dashboardSlug)}. Choose another name.`)
  try {
    const { name, is_archived, is_draft } = await api.dashboardBySlug({ dashboardSlug })
    return { name, state: is_archived ? 'archived' : is_draft ? 'draft' : 'published' }
  } catch (error) {
    if (isGone(error)) return undefined
    throw error
  }
}

/** Throws UserError if the address of a new dashboard is taken; by one that was renamed since, it may be too. */
export const mustBeFree = (name: string, taken: string | null): void => {
  if (taken === null) return
  const what = taken === name ? 'a dashboard called that' : `the address that it would get, as ${quoted(taken)}`
  throw new UserError(`Redash already has ${what}. Choose another name.`)
}
