import type { OptionName } from './options.ts'

/** A verb after `coxswain`: its arguments, what it does, and its own options. */
export interface Verb {
  /** The words after it, as its usage shows them; empty if it takes none. */
  readonly takes: string
  readonly does: string
  readonly options: readonly OptionName[]
}

const verb = (takes: string, does: string, ...options: readonly OptionName[]): Verb => ({ takes, does, options })

/** Every verb of the command line. */
export const verbs = {
  start: verb('', 'run the bot for Slack'),
  play: verb('', 'run the bot with a local Slack, in your browser', 'port'),
  init: verb('', 'ask a few questions, then write coxswain.yml and .env'),
  manifest: verb('', 'print the Slack app for these settings, to paste into Slack', 'url', 'prefix'),
  run: verb('["<command>"]', 'run one command, or open a session at the terminal', 'play', 'as', 'json', 'csv'),
  doctor: verb('', 'check the settings, Slack, connections, tokens and database', 'offline', 'strict', 'json'),
  config: verb('check [<file>]', 'check the settings file; needs no secrets, so it can run in CI'),
  tokens: verb('[<system>]', 'list what each token must be able to do'),
  audit: verb(
    'list|export|verify',
    'list the newest entries of the audit log, print all of them, or verify it',
    ...(['person', 'object', 'since', 'until', 'outcome', 'json', 'ocsf', 'head'] as const),
  ),
  backup: verb('<file or folder>', 'copy the database while the bot runs; - is standard output', 'keep'),
  restore: verb('<file>', 'fill an empty database from a backup; - is standard input'),
  forget: verb('', 'delete what is kept longer than the settings say'),
  policy: verb('why <person> "<command>"', 'show whether a person may run a command, and why', 'channel'),
  docs: verb('', 'write the generated documents', 'check'),
} as const satisfies Readonly<Record<string, Verb>>

export type VerbName = keyof typeof verbs
