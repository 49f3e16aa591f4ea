/** Every option of the command line: its value, if any, and what it does. */
export const options = {
  play: { type: 'boolean', says: 'use the local systems of the playground instead of your own' },
  as: { type: 'string', value: 'person', says: 'with --play: act as this person' },
  json: { type: 'boolean', says: 'print JSON' },
  csv: { type: 'boolean', says: 'print the table of the answer as CSV, all rows of it' },
  check: { type: 'boolean', says: 'write nothing; fail if a document is out of date' },
  offline: { type: 'boolean', says: 'check only what needs no network' },
  person: {
    type: 'string',
    value: 'who',
    says: 'only what this person asked, confirmed or did: an e-mail or an account',
  },
  object: { type: 'string', value: 'text', says: 'only what names this object, connection, command or proposal' },
  since: { type: 'string', value: 'time', says: 'only from then on: 2026-11-30, 2026-11-30T14:00Z, or 7d' },
  until: { type: 'string', value: 'time', says: 'only before then' },
  outcome: { type: 'string', value: 'word', says: 'only what ended so: applied, failed, unknown, refused …' },
  ocsf: { type: 'boolean', says: 'print events of OCSF 1.6, one JSON object a line' },
  strict: { type: 'boolean', says: 'end with 1 for warnings too' },
  keep: { type: 'string', value: 'number', says: 'make the backup in a folder, and keep only so many there' },
  head: { type: 'string', value: 'seq:mac', says: 'fail if the audit log no longer has this entry' },
  channel: { type: 'string', value: 'id', says: 'as if asked in this channel, such as C0123ABCD' },
  url: { type: 'string', value: 'https://…', says: 'where Slack reaches the bot; without it the app uses Socket Mode' },
  prefix: { type: 'string', value: 'stg-', says: 'put this before each slash command' },
  port: { type: 'string', value: 'number', says: 'the port of the page in your browser (default 3999)' },
  help: { type: 'boolean', short: 'h', says: 'show this help' },
  version: { type: 'boolean', says: 'show the version of Coxswain' },
} as const

export type OptionName = keyof typeof options

/** The options that every verb takes. */
export const always: readonly OptionName[] = ['help', 'version']

/** How an option is typed: `--port <number>`; with its short form, if it has one. */
export const optionText = (name: OptionName): string => {
  const option = options[name]
  return `${'short' in option ? `-${option.short}, ` : ''}--${name}${'value' in option ? ` <${option.value}>` : ''}`
}
