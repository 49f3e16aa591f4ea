import type { TokensPage } from '../../setup.ts'

/** What `docs/tokens.md` says about the accounts of Redash and the keys of queries. */
export const tokensPage: TokensPage = {
  intro:
    'The smallest set of users that is of use, each with its scopes in the settings and the permissions of its group. The narrowest key is the one of a single query, which needs no user: see below.',
  notes: `### How to make the smallest user

Redash makes groups with the permissions of *default* on its pages and by its API, so make the group on the server:

\`\`\`
./manage.py groups create coxswain --permissions view_query,list_dashboards
\`\`\`

Then, as an admin: invite a user for the bot, add it to this group, and remove it from *default*. Give the group the data sources, *view only* for the reader. Log in as that user once, and copy the API key from its profile.

Leave out \`execute_query\`: with it the key runs any SQL. Never use the key of an admin.

### The key of one query

Every query has a key of its own, on its page under *Show API Key*. In the settings it stands with the number of the query:

\`\`\`yaml
tokens:
  - name: daily-orders
    secret: env:REDASH_DAILY_ORDERS
    scopes: [redash:queries:read, redash:queries:run, redash:results:read, redash:dropdowns:read, redash:jobs:read]
    only: { queryId: [12] }
\`\`\`

It reads and runs this query and no other. It can't list queries, run a query with a parameter of the type text, or cancel a run. For its own query it is used before the key of any user.

### The key for changes

Redash lets only the owner of a query or a dashboard, or an admin, change it. So make the user of this key the owner of what the bot may change, and no admin: an admin can do far more. Its token also serves \`redash:writer:read\`. With that the bot asks whose key it is, and refuses a change of what others own before anybody is asked to confirm it.

### What every key can do

Redash gives even the smallest user more than the bot asks for. Its key could cancel anybody's runs, create alerts and subscribe destinations to them, open every dashboard by its number, and read the keys of all queries that it sees. So keep it as a secret.`,
  check: `The session tells the permissions of a user's key. A key that has no session is asked for the queries in its \`only:\`: if it opens one, it is that query's. Whether a group has a data source in full isn't told, so \`redash:text-queries:run\` is *not tested*. Nothing is run and nothing is changed.`,
}
