import type { TokensPage } from '../../setup.ts'

/** What `docs/tokens.md` says about the services of Rill and the tokens of people. */
export const tokensPage: TokensPage = {
  intro:
    'Who asks decides what Rill answers. With `mode: user` the bot makes a token for each person, and needs one service that may do that. With `mode: service` everybody sees what one service sees.',
  notes: `### How to make the service

\`\`\`
rill service create coxswain --project ads --project-role admin
rill service create coxswain-viewer --project ads --project-role viewer
\`\`\`

Make only the one that the connection's \`mode\` needs. An editor can't make tokens for people; a role in the organization alone doesn't open the project.

### Whose token it is

For each person the bot sends the verified e-mail from Slack, in lower case, with \`ttl_seconds: 900\`. At a terminal it sends the e-mail under which \`identity.people\` lists the account. The token that comes back is thrown away if it is for another e-mail, for an admin, for another instance, for more than reading, or for more than 15 minutes. A Rill admin can use the bot only if \`admins:\` of the connection names the e-mail. The token is kept in memory, sent to the connection's address only, and forgotten when Rill refuses it or the account in Slack is deactivated.

Nobody without a verified e-mail can ask, because a policy that misses an attribute gives an empty answer and no error. Nor can guests.

**E-mails go into policies as plain text.** So the bot sends only e-mails with letters, digits, \`.\`, \`_\`, \`+\` and \`-\` before the @, in lower case. Somebody called \`o'brien@\` is told so. In a policy with \`LIKE\`, \`_\` matches any one character (\`%\` is never sent), so compare e-mails with \`=\` there.

With \`attributes:\` in the settings the bot sends these instead of the e-mail alone: the e-mail, its domain, \`admin: false\`, the person's groups of the settings, and constants. Rill then doesn't look up the user. \`{ profile: title }\` sends the title of the person's Slack profile. People change that themselves, so the settings are refused unless \`trustProfileField: true\` says that only admins can change it in your workspace.

### What the policies of Rill don't do

\`security.access\` of a file with \`type: api\` isn't enforced, so list in \`apis:\` which APIs the bot offers, and with \`to:\` which groups may call one. An API with \`sql:\` doesn't inherit the policies of a metrics view; one with \`metrics_sql:\` does.

Arguments of an API become part of its SQL as they are. The bot sends only arguments that the API or the settings declare, each checked against its type, enum, format or pattern.

### Questions to metrics views

\`/rill metrics\` sends a structured query, whose values are parameters and never SQL. The policies of the view hold, and \`rows\`, which shows columns that a policy hides, is never sent. Rill compares a part of a text with \`LIKE\`: after \`contains\`, \`starts with\` and \`ends with\`, \`_\` matches any one character and \`%\` any number of them. The answer says so if the line has one.

### What was checked against a real server

Checked against a self-hosted Rill v0.88.4 with DuckDB, its runtime and admin service on one machine; the recorded answers are part of the tests:

- the handshake, its pitfalls and its errors, and which roles may make it
- policies, with whose rights they hold, and that \`security.access\` of an API isn't enforced
- arguments of APIs, and what they can do to its SQL
- structured queries, the order and types of their columns, the limit of 10,000 rows, and that a closed connection stops a query

Not checked:

- the hosted Rill Cloud, and what stands in front of it
- databases other than DuckDB
- \`/rill metrics\` with conditions, times or an order: these were recorded with Rill's built-in API \`metrics\`, which takes the same query, and not with \`query/resolver\`
- conditions with \`contains\`, \`starts with\`, \`ends with\`, \`is set\` and \`is not set\`
- project members with restricted resources, a hibernated project, and versions other than v0.88.4`,
  check: `Each token is asked to make a token for nobody, which ends after a second and isn't read: only a project admin's can. The others are asked for the list of APIs. Rill doesn't say when a service's token expires. Nothing is changed.`,
}
