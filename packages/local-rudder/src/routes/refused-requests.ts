import { requireReason } from '../change.ts'
import { Refused } from '../refused.ts'
import type { Call } from '../route.ts'

/** Whether the server is Rudder 8.0, whose change requests have words of their own. */
export const is80 = ({ server }: Call): boolean => server.versions.at(-1) === 18

/** What may not be done with a change request, and why; how the two are chained differs in 8.0 and 9.0. */
export function refusedTo(call: Call, verb: string, why: string, kind = 'Inconsistency'): Refused {
  const [id = ''] = call.parameters
  const what = `Could not ${verb} ChangeRequest ${id}`
  if (is80(call)) return new Refused(`${what} details cause is: ${what} <- ${why}.`, { raw: true, id })
  // Until 8.3 the cause goes through a Box, which makes another kind of it.
  const kinds = [call.version < 22 ? 'Unexpected' : '', kind].filter((one) => one !== '')
  return new Refused(`${what}; cause was: ${[...kinds, why].join(': ')}`, { raw: true, id })
}

/** Looks at the reason, once a step was found. */
export function reasoned(call: Call, verb: string): void {
  try {
    requireReason(call)
  } catch (error) {
    if (!(error instanceof Refused)) throw error
    // A cause that is chained has its kind where the chain begins.
    throw refusedTo(call, verb, error.message, error.message.includes('cause was: ') ? '' : 'Inconsistency')
  }
}
