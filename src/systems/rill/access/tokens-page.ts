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

For each person the bot sends the verified e-mail from Slack, in small letters, with \`ttl_seconds: 900\`. At a terminal it sends the e-mail under which \`identity.people\` lists the account. The token that comes back is thrown away if it is for another e-mail, for an admin, for another instance, for more than reading, or for more than 15 minutes. A Rill admin can use the bot only if \`admins:\` of the connection names the e-mail. The token is kept in memory, sent to the connection's address only, and forgotten when Rill refuses it or the account in Slack is deactivated.

Nobody without a verified e-mail can ask, because a policy that misses an attribute gives an empty answer and no error. Nor can guests.

**E-mails go into policies as text.** So the bot sends only e-mails of letters, digits, \`.\`, \`_\`, \`+\` and \`-\`. Somebody called \`o'brien@\` is told so. In a policy with \`LIKE\`, \`_\` is a wildcard (\`%\` is never sent): compare e-mails with \`=\`.

With \`attributes:\` in the settings the bot sends these instead of the e-mail alone: the e-mail, its domain, \`admin: false\`, the person's groups of the settings, and constants. Rill then doesn't look up the user. A field of a Slack profile can't be one of them, because people change those themselves.

### What the policies of Rill don't do

\`security.access\` of a file with \`type: api\` isn't enforced, so list in \`apis:\` which APIs the bot offers, and with \`to:\` which groups may call one. An API with \`sql:\` doesn't inherit the policies of a metrics view; one with \`metrics_sql:\` does.

Arguments of an API become part of its SQL as they are. The bot sends only arguments that the API or the settings declare, each checked against its type, enum, format or pattern.

### What was checked against a real server

All of this was measured on a self-hosted Rill v0.88.4, with the runtime and the admin service on one machine: the handshake, its pitfalls and errors, policies, the arguments of APIs, the row cap. Not checked: the hosted Rill Cloud and what stands in front of it, other databases than DuckDB, project members with restricted resources, a hibernated project, and newer versions.`,
  check: `Each token is asked to make a token for nobody, which ends after a second and isn't read: only a project admin's can. The others are asked for the list of APIs. Rill doesn't say when a service's token expires. Nothing is changed.`,
}
