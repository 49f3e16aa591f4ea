/** How a part may be used: all of it, its types only, or these files of it. */
export type Use = 'all' | 'types' | readonly string[]

/** What all may import. */
export const leaves: readonly string[] = [
  'errors',
  'form',
  'world',
  'vault/scope',
  'reach',
  'quoted',
  'turns',
  'trailing',
  'pem',
  'holding',
  'wall-clock',
  'metric-query',
  'alike',
]

/**
 * Who may import whom; a part without a row may not exist. docs/architecture.md shows the same table, and what is less
 * obvious has a comment here. A star stands for a system: its folder, the folder of its commands, and its local system
 * are parts of their own, and those of all systems have the same row.
 */
export const table: Readonly<Record<string, Readonly<Record<string, Use>>>> = {
  errors: {},
  // What a person is asked for: systems make it, messages hold it, the store keeps it.
  form: {},
  world: {},
  // What writes affect, which policy, commands and systems speak of.
  reach: {},
  // Names in sentences, in every part that words one.
  quoted: {},
  // Who may do how much at a time: requests to a system, lines, what Slack hands over.
  turns: {},
  // Slashes and line ends at the end of what settings say.
  trailing: {},
  // Certificates, which settings hold and connections believe.
  pem: {},
  // What a moment is on somebody's clock: of commands, and of parameters of queries.
  'wall-clock': {},
  // A question to a semantic layer: commands read it from a line, each system makes its own request of it.
  'metric-query': {},
  // Host names that are alike: systems count nodes so, and a storm of alerts what it names.
  alike: {},
  'vault/scope': {},
  vault: {},
  message: {},
  // Each line of the log goes through the redactor, which lives with the secrets.
  telemetry: { vault: 'types' },
  store: { vault: 'all' },
  policy: { vault: 'all' },
  systems: { vault: 'all' },
  'systems/*': { systems: 'all', vault: 'all' },
  // The list of the systems, which knows nothing but where they are.
  registry: { 'systems/*': 'all' },
  // The answers of commands are neutral messages.
  command: { systems: 'types', message: 'all' },
  // Its line, its condition and what it says are words of the grammar and neutral messages.
  watch: { command: 'all', message: 'all' },
  outbox: { store: 'all', message: 'all' },
  run: {
    command: 'all',
    watch: 'all',
    systems: 'all',
    policy: 'all',
    vault: 'all',
    store: 'all',
    outbox: 'all',
    message: 'all',
  },
  jobs: { run: 'all', store: 'all', outbox: 'types', message: 'all', policy: ['src/policy/person.ts'] },
  bot: { command: 'all', message: 'all' },
  // `#*` is the system that the folder is of.
  'commands/*': { '#bot': 'all', '#*': 'all' },
  'commands/cox': { '#bot': 'all' },
  // Settings hold secrets, tokens and scopes; config knows no system, it is told their names.
  config: { vault: 'all' },
  // The real clock, randomness and log of a process; the mark is what the store and the transport share.
  host: { store: ['src/store/mark.ts'] },
  app: {
    command: 'all',
    config: 'all',
    host: 'all',
    message: 'all',
    policy: 'all',
    run: 'all',
    store: 'all',
    registry: 'all',
    systems: 'all',
    telemetry: 'all',
    vault: 'all',
    // What of a message Slack shows.
    slack: ['src/slack/blocks/display.ts'],
  },
  // Principals come from Slack's signed payloads, and its settings are secrets.
  slack: {
    run: 'all',
    outbox: 'all',
    message: 'all',
    store: 'all',
    policy: ['src/policy/person.ts'],
    vault: 'types',
    // The sockets to Slack are made like those to systems, through the same proxies.
    command: 'all',
    systems: ['src/systems/connector.ts', 'src/systems/retry-after.ts'],
    // Who calls the public listener, and how the memory of what they send is given back.
    serve: 'all',
    jobs: ['src/jobs/job.ts'],
  },
  // The listeners of a process, given the handlers by whoever wires them.
  serve: {},
  // A process that stays up: the app, Slack, the listeners and the loops.
  main: {
    app: 'all',
    config: 'all',
    jobs: 'all',
    slack: 'all',
    serve: 'all',
    telemetry: 'all',
    run: 'all',
    store: ['src/store/facts.ts', 'src/store/database-file.ts', 'src/store/trouble.ts'],
  },
  // The terminal's face of the bot, as slack is of Slack: it asks, confirms and shows like that one, and its verbs read
  // the policy and the audit log without starting a bot.
  cli: {
    app: 'all',
    main: 'all',
    config: 'all',
    message: 'all',
    command: 'all',
    run: 'all',
    policy: 'all',
    host: ['src/host.ts'],
    telemetry: ['src/telemetry/log.ts', 'src/telemetry/metrics-page.ts', 'src/telemetry/dashboard.ts'],
    systems: 'types',
    store: [
      'src/store/audit.ts',
      'src/store/chain.ts',
      'src/store/alone.ts',
      'src/store/db.ts',
      'src/store/backup.ts',
      'src/store/note-backup.ts',
      'src/store/restore.ts',
      'src/store/verify.ts',
      'src/store/forget.ts',
    ],
    vault: ['src/vault/secret.ts'],
    slack: ['src/slack/manifest.ts', 'src/slack/scopes.ts', 'src/slack/check/check.ts', 'src/slack/network.ts'],
  },
  // The packages: the product imports none of them, and a local system nothing but itself.
  'local-*': {},
  'local-slack': {},
  // Runs in the browser: nothing of ours but what the local Slack says to it.
  'local-slack/page': { 'local-slack': 'types' },
  // Starts the bot as the command line does, on the local systems.
  play: {
    app: 'all',
    main: 'all',
    policy: 'types',
    command: ['src/command/load.ts', 'src/command/command.ts', 'src/command/usage.ts'],
    config: ['src/config.ts'],
    cli: ['src/cli/exit.ts', 'src/cli/playground.ts', 'src/cli/signal.ts'],
    slack: ['src/slack/manifest.ts', 'src/slack/scopes.ts'],
  },
}

/** Which parts may import a package or a module of Node; whatever is not here, nobody may. */
export const packages: Readonly<Record<string, readonly string[]>> = {
  zod: ['command', 'config', 'local-slack', 'slack', 'systems', 'systems/*', 'commands/*', 'commands/cox'],
  canonicalize: ['systems', 'systems/*', 'store'],
  'fastest-levenshtein': ['command', 'config'],
  // Times of day in time zones.
  croner: ['watch'],
  'string-width': ['message'],
  dotenv: ['config'],
  yaml: ['cli', 'config'],
  pino: ['telemetry'],
  'prom-client': ['telemetry'],
  // The version of the bot.
  'package.json': ['app', 'cli'],
  '@slack/bolt': ['slack'],
  '@slack/web-api': ['slack'],
  // The page of the local Slack, and what bundles it when it is opened.
  react: ['local-slack/page'],
  'react-dom/client': ['local-slack/page'],
  'slack-blocks-to-jsx': ['local-slack/page'],
  esbuild: ['local-slack'],
  ws: ['local-slack'],
  // Patterns that come from people: of group queries, of the parameters of queries, of settings, of the fields of forms.
  // A GraphQL query is read before it is sent, so that it is one query and nothing else.
  graphql: ['local-*', 'systems/*'],
  re2js: ['command', 'local-*', 'systems', 'systems/*'],
  // The packages of the playground, by the entries that they declare.
  'local-*/play': ['play'],
  'local-slack': ['play'],
  'local-slack/page': ['play'],
  'local-slack/people': ['play'],
  pg: ['store'],
  // In run the type of a transaction, which store's own functions take.
  kysely: ['store', 'run'],
  'kysely/migration': ['store'],
  'node:sqlite': ['store', 'local-*'],
  // The network.
  undici: ['systems', 'slack'],
  'node:http': ['systems', 'local-*', 'local-slack', 'slack', 'serve', 'telemetry'],
  'node:https': ['systems', 'local-*'],
  'node:net': ['config', 'systems', 'local-*', 'local-slack', 'serve', 'slack'],
  'node:tls': ['systems'],
  // What only computes.
  'node:async_hooks': ['store', 'telemetry'],
  'node:crypto': ['config', 'host', 'local-*', 'local-slack', 'store', 'systems', 'systems/*', 'vault'],
  'node:path': ['cli', 'command', 'config', 'local-slack', 'play', 'store', 'vault'],
  'node:stream': ['systems', 'slack', 'local-*', 'local-slack'],
  'node:timers/promises': ['host', 'play', 'slack', 'store', 'systems'],
  'node:url': ['app', 'cli', 'command'],
  'node:util': ['cli', 'message', 'vault'],
  'node:zlib': ['systems', 'local-*'],
  // The machine.
  'node:fs': ['cli', 'config', 'play', 'store', 'vault'],
  'node:fs/promises': ['command', 'store'],
  'node:os': ['cli', 'play'],
  'node:readline/promises': ['cli'],
  'node:events': ['cli'],
  'node:readline': ['cli'],
  'node:stream/promises': ['cli'],
}
