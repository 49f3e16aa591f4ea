import type { ResponseUrl } from './state.ts'
import { newKey, type Workspace } from './workspace.ts'

const lifeMs = 30 * 60_000
const mostUses = 5

/** A new response URL for what somebody did in a channel; `message` where it was done to a message. */
export const newResponseUrl = (
  { state, url, now, options }: Workspace,
  where: { readonly channel: string; readonly user: string; readonly message?: string },
): string => {
  const key = newKey()
  state.responses.set(key, { message: undefined, ...where, at: now(), uses: 0 })
  return `${options.names?.hooks ?? url}/response/${key}`
}

/** What a response URL leads to, which is one use of it; or why it leads nowhere. */
export const takeResponseUrl = ({ state, now }: Workspace, key: string): ResponseUrl | string => {
  const found = state.responses.get(key)
  if (!found) return 'no_service'
  if (now() - found.at > lifeMs) return 'expired_url'
  if (found.uses >= mostUses) return 'used_url'
  found.uses += 1
  return found
}
