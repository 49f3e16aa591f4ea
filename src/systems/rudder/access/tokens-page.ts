import type { Operation } from '../../operation.ts'
import type { TokensPage } from '../../setup.ts'

/** As an access list has it: `rules/*` get. */
const entryOf = ({ endpoint }: Operation): string => {
  const [method = '', path = ''] = endpoint.split(' ')
  return `\`${path.slice(1).replace(/\{[^{}]+\}/g, '*')}\` ${method.toLowerCase()}`
}

/** What `docs/tokens.md` says about the accounts of Rudder, with and without the plugin for API authorisations. */
export const tokensPage: TokensPage = {
  column: { head: 'in an access list', of: entryOf },
  intro:
    'The smallest set that is of use, each with its scopes in the settings and, with the plugin for API authorisations, its access list. The [ready policies](first-groups.md) use the same.',
  notes: `### How to read a list

Each line is an entry: a path below \`/rudder/api/latest/\`, and the methods that it allows there. \`directives/*/check post\` allows \`POST /directives/{directiveId}/check\`. A \`*\` is one segment, whatever stands there: \`techniques/*/*\` fits \`techniques/…/directives\` too, with the parameters, and is therefore in the list of *secrets* and not in that of *reader*. A \`**\` at the end, which no list here has, is everything below.

The first entry whose path fits decides, and Rudder brings them into an order of its own. So give each path all methods of those that it fits: where \`rules/*\` post and \`rules/categories\` put are wanted, \`rules/*\` has both. The lists above are so. \`apiaccounts/token\` get lets a token tell its own rights (from Rudder 9.0.4 on; in older versions it does nothing).

### Without the plugin

An account is read-only, which may read everything, directives with their secrets among it, or read-write, which may do everything; one with an access list may do nothing. Declare \`rudder:*:read\` for a read-only one. The check of a directive is a POST, so \`rudder:directives:run\` goes with the read-write one. A read-write one can do more than it must, and the checkup says so. Nobody can decide on change requests from Slack then.

### Until when

Rudder proposes that a new account expires, after a month. Before 9.0.4 it does not say when, so nothing can warn: note the date, or let the account not expire.`,
  check: `From Rudder 9.0.4 on the account of the token tells it, entry by entry. Elsewhere the bot asks one harmless question for each scope: a read of, or an empty POST (\`{}\`) to, an id that nobody has and that is made anew each time. Rudder looks at the right first, so nothing is ever changed. Each question leaves an error in Rudder's own log, “not found” or “not allowed” with an id that nobody has; it is no sign of trouble. What cannot be asked so (making, deleting, reading files again, changing techniques, running agents, deciding) is *not tested*: compare the account with its list above. Of an access list the answer is true of the path that was asked.`,
}
