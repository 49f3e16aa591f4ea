import type { TokensPage } from '../../setup.ts'

/** What `docs/tokens.md` says about keys of DataOS and user groups of a Lens. */
export const tokensPage: TokensPage = {
  intro:
    'Lens knows three API scopes: `meta`, `data` and `graphql`. Each account is a user of DataOS in a user group of the Lens, with an API key. Lens itself was not at hand: all of this was tested against Cube 0.35.81, from which Lens is built.',
  notes: `### How to make the smallest user group

In \`model/user_groups.yml\` of the Lens, before any group that includes everybody:

\`\`\`yaml
user_groups:
  - name: coxswain
    api_scopes: [meta, data]
    includes:
      - users:id:coxswain
\`\`\`

The first group that includes a user is theirs, in the order of the file. A group without \`api_scopes\` has all of them.

### How to make a key

\`\`\`
dataos-ctl user apikey create -n coxswain -d 2160h
\`\`\`

Without \`-d\` a key is good for 24 hours. Lens answers the same to a key that is invalid and to one that expired, so keep its date in mind.

### What everybody sees

Row filters and masks of the Lens count for the user whose key asks. With a key of the bot, everybody who may query sees what that user sees. Whoever should see what their own user group sees adds a key of their own with \`/cox connect <connection>\`.`,
  check: `A key is asked for the list of tables, and with an empty query for data and for GraphQL. Lens checks the API scope first and refuses an empty query next, so nothing is run. That tells which API scopes its user group has. A key that is a JSON Web Token says itself when it expires; of any other key that isn't known.`,
}
