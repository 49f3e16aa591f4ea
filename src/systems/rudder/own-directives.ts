import { UserError } from '../../errors.ts'
import { quoted } from '../../quoted.ts'
import type { Directive } from './shapes/directive.ts'

/** The ids that Rudder gives its own directives: for all nodes, and for each policy server (init-policy-server.ldif). */
const own = /^(?:inventory-all|server-roles-directive|(?:server-)?common-.+|rudder-service-.+|.+-distributePolicy)$/

/** Whether a directive is one of Rudder's own, by its id; compliance lists these too, and does not say which they are. */
export const isOwn = ({ id }: { readonly id: string }): boolean => own.test(id)

/** UserError for a directive that Rudder marks as its own: nobody changes these. */
export const mustBeYours = ({ displayName, system }: Pick<Directive, 'displayName' | 'system'>): void => {
  if (system) throw new UserError(`${quoted(displayName)} is one of Rudder's own directives. It can't be changed.`)
}
