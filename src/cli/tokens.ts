import { systems } from '../app.ts'
import { UserError } from '../errors.ts'
import type { Operation } from '../systems/operation.ts'
import type { Account, System } from '../systems/system.ts'

const operationsOf = ({ operations }: System) => Object.values(operations as Readonly<Record<string, Operation>>)

/** By path, then method: how a module's exports are ordered differs between Node and a bundler. */
const order = ({ endpoint }: Operation) => endpoint.split(' ').reverse().join(' ')

/** The operations of a system by their scope. */
const byScope = (system: System): ReadonlyMap<string, readonly Operation[]> =>
  Map.groupBy(
    operationsOf(system).sort((a, b) => a.scope.localeCompare(b.scope, 'en') || order(a).localeCompare(order(b), 'en')),
    ({ scope }) => scope,
  )

/** For each scope its operations, `METHOD /path/{parameter}`, as the access-control page of the system wants them. */
export const tokensText = (only?: string): string => {
  const chosen = systems.filter(({ name }) => only === undefined || name === only)
  if (chosen.length === 0)
    throw new UserError(`There is no system “${only}”. There is: ${systems.map(({ name }) => name).join(', ')}.`)
  return chosen
    .flatMap((system) =>
      [...byScope(system)].map(([scope, operations]) =>
        [scope, ...new Set(operations.map(({ endpoint }) => `  ${endpoint}`))].join('\n'),
      ),
    )
    .join('\n\n')
}

const neededFor = (operation: Operation): string => {
  const { since } = operation.shape
  return since === undefined ? purposeOf(operation) : `${purposeOf(operation)} (from API ${since.version} on)`
}

const purposeOf = (operation: Operation): string => {
  if (operation.shape.internal === 'handshake') return 'before the first call (version); every connection needs it'
  if (operation.shape.internal === 'probe' && operation.scope === 'rudder:info:read')
    return 'which requests the server knows; nothing asks yet'
  if (operation.shape.internal === 'probe')
    return 'the checkup: whether each token is accepted, until when, and what it may do; without it that is not known'
  if (operation.shape.recovery) return 'reading; finding out what became of a change whose answer was lost'
  if (operation.kind === 'write') return 'a change; only after a confirmation'
  if (operation.scope.endsWith(':run')) return 'a check that changes nothing; what comes back may be secret'
  return operation.shape.sensitive ? 'reading what may be secret' : 'reading'
}

/** As an access list has it: `rules/*` get. */
const entryOf = ({ endpoint }: Operation): string => {
  const [method = '', path = ''] = endpoint.split(' ')
  return `\`${path.slice(1).replace(/\{[^}]+\}/g, '*')}\` ${method.toLowerCase()}`
}

const sectionOf = (system: System): string => {
  const rows = [...byScope(system)].flatMap(([scope, operations]) =>
    operations.map(
      (operation) => `| \`${scope}\` | \`${operation.endpoint}\` | ${entryOf(operation)} | ${neededFor(operation)} |`,
    ),
  )
  const head = ['| scope | request | in an access list | needed for |', '|---|---|---|---|']
  // Some requests are two operations, by what stands in their query.
  const needs = [...byScope(system)].flatMap(([scope, operations]) =>
    operations.flatMap(({ shape }) => (shape.needs === undefined ? [] : [`\`${scope}\`: ${shape.needs}`])),
  )
  const more = [...new Set(needs)].flatMap((sentences) => ['', sentences])
  return [`## ${system.title}`, '', ...head, ...new Set(rows), ...more].join('\n')
}

/** One account: what it is for, its scopes as the settings have them, and its access list. */
const accountOf = ({ name, purpose, scopes, entries }: Account, at: number): string =>
  [
    `### ${at + 1}. ${name}`,
    '',
    purpose,
    '',
    ...['```yaml', `scopes: [${scopes.join(', ')}]`, '```'],
    ...(entries.length === 0 ? [] : ['', '```', ...entries, '```']),
  ].join('\n')

const accounts = `## Which accounts to make

The smallest set that is of use, each with its scopes in the settings and, with the plugin for API authorisations, its access list. The [ready policies](first-groups.md) use the same.

${systems.flatMap((system) => system.accounts.map(accountOf)).join('\n\n')}

### How to read a list

Each line is an entry: a path below \`/rudder/api/latest/\`, and the methods that it allows there. \`directives/*/check post\` allows \`POST /directives/{directiveId}/check\`. A \`*\` is one segment, whatever stands there: \`techniques/*/*\` fits \`techniques/…/directives\` too, with the parameters, and is therefore in the list of *secrets* and not in that of *reader*. A \`**\` at the end, which no list here has, is everything below.

The first entry whose path fits decides, and Rudder brings them into an order of its own. So give each path all methods of those that it fits: where \`rules/*\` post and \`rules/categories\` put are wanted, \`rules/*\` has both. The lists above are so. \`apiaccounts/token\` get lets a token tell its own rights (from Rudder 9.0.4 on; in older versions it does nothing).

### Without the plugin

An account is read-only, which may read everything, directives with their secrets among it, or read-write, which may do everything; one with an access list may do nothing. Declare \`rudder:*:read\` for a read-only one. The check of a directive is a POST, so \`rudder:directives:run\` goes with the read-write one. A read-write one can do more than it must, and the checkup says so. Nobody can decide on change requests from Slack then.

### Until when

Rudder proposes that a new account expires, after a month. Before 9.0.4 it does not say when, so nothing can warn: note the date, or let the account not expire.

## What the checkup finds out

\`coxswain doctor\` and \`/cox doctor\` say of each token whether it is accepted, until when, which of its scopes it lacks, and what it can do that it need not. From Rudder 9.0.4 on the account of the token tells it, entry by entry. Elsewhere the bot asks one harmless question for each scope: a read of, or an empty POST (\`{}\`) to, an id that nobody has and that is made anew each time. Rudder looks at the right first, so nothing is ever changed. Each question leaves an error in Rudder's own log, “not found” or “not allowed” with an id that nobody has; it is no sign of trouble. What cannot be asked so (making, deleting, reading files again, changing techniques, running agents, deciding) is *not tested*: compare the account with its list above. Of an access list the answer is true of the path that was asked. With \`doctor: strict\` in the settings the bot does not start while a token is proven to be able to do more than it is declared for.`

/** docs/tokens.md: what each token must be able to do, and nothing more. */
export const tokensDoc = (): string =>
  [
    '<!-- Generated by `npm run docs`; do not edit. -->',
    '# Tokens',
    '',
    'Each API operation has a scope, and each token of the settings lists the scopes that it serves. For every call the narrowest token that serves its scope is used: one bound by `only:` first, then the one with the fewest operations. A request that is not in these tables cannot be sent.',
    '',
    '`coxswain tokens [system]` prints the requests of each scope, one a line, for the access list of an account.',
    '',
    ...systems.map(sectionOf),
    '',
    accounts,
    '',
  ].join('\n')
