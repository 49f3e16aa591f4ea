import { UserError } from '../../../errors.ts'
import { quoted } from '../../../quoted.ts'
import type { Directive } from '../shapes/directive.ts'

const names = ['inventory-all', 'server-roles-directive']
const starts = ['common-', 'server-common-', 'rudder-service-']

/**
 * Whether a directive is one of Rudder's own, by the ids that it gives them, for all nodes and for each policy server
 * (init-policy-server.ldif); compliance lists these too, and does not say which they are.
 */
export const isOwn = ({ id }: { readonly id: string }): boolean =>
  names.includes(id) || starts.some((start) => id.startsWith(start)) || id.endsWith('-distributePolicy')

/** UserError for a directive that Rudder marks as its own, which can't be changed. */
export const mustBeYours = ({ displayName, system }: Pick<Directive, 'displayName' | 'system'>): void => {
  if (system) throw new UserError(`${quoted(displayName)} is one of Rudder's own directives. It can't be changed.`)
}
