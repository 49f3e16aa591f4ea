import { withoutTrailing } from '../../../trailing.ts'
import type { Operation } from '../../operation.ts'

/** Whether an address is that of an instance of `rill start`, and not of a project. */
export const isLocalAddress = (url: string): boolean =>
  URL.canParse(url) && /^\/v1\/instances\/[^/]+\/?$/.test(new URL(url).pathname)

/** The address below which an operation is: a project has the runtime below it, and beside that what makes tokens. */
export const baseOf = (url: string, { endpoint }: Operation): string => {
  const base = withoutTrailing(url, '/')
  return isLocalAddress(url) || endpoint.endsWith(' /credentials') ? base : `${base}/runtime`
}
