import type { Account } from './accounts.ts'
import type { RudderState } from './state.ts'

/** What an account sees: all, or no other nodes than those of its tenants. To be read only: it is not the state itself. */
export const visibleTo = ({ tenants }: Account, state: RudderState): RudderState =>
  tenants === undefined
    ? state
    : { ...state, nodes: state.nodes.filter(({ tenant }) => tenant !== undefined && tenants.includes(tenant)) }

/** The tenants of an account as the API writes them: `*` for all, `-` for none. */
export const shownTenants = ({ tenants }: Account): string => (tenants === undefined ? '*' : tenants.join(',') || '-')
