import type { AppsManifestValidateArguments } from '@slack/web-api'
import { type Command, systemOf } from '../command/command.ts'
import { bySystem } from '../command/help.ts'
import { plural } from '../command/plural.ts'
import { withoutTrailing } from '../trailing.ts'
import { events, scopesWith } from './scopes.ts'

/** What a manifest is made from. */
export interface ManifestOptions {
  readonly commands: readonly Command[]
  /** The words of the systems that are connected; each is a slash command. */
  readonly systems: readonly string[]
  /** The word of the bot's own slash command. */
  readonly own: string
  /** The prefix of every slash command. */
  readonly prefix: string
  /** Where the bot is reached from outside, `https://…` without a slash at the end; without it the app is for Socket Mode. */
  readonly url?: string
  /** True if it looks whether its own messages arrived (`slack.delivery: lookup`). */
  readonly looks?: boolean
}

/** The path that receives everything from Slack. */
const eventsPath = '/slack/events'

/** `stg-` as a name shows it: `stg`. */
const bare = (prefix: string): string => withoutTrailing(prefix, '-_')

/** The first words of the commands, as the composer hints at them, without the plural of what is there: `rule | tree | help`. */
const hint = (commands: readonly Command[]): string => {
  const words = [...new Set([...commands.map(({ words }) => words[1] ?? ''), 'help'])].filter((word) => word !== '')
  return words.filter((word) => !words.some((other) => plural(other) === word)).join(' | ')
}

const description = (title: string, commands: readonly Command[]): string => {
  if (commands.some(({ kind }) => kind === 'local')) return `${title} itself: help, who you are, how it is, locks`
  const writes = commands.some(({ kind }) => kind === 'write')
  return writes ? `Ask ${title}; a change waits for a confirmation` : `Ask ${title}`
}

/**
 * The app manifest of Slack, as data. Without `url` it is for Socket Mode: Slack takes events without an address to
 * send them to only that way.
 */
export const manifestOf = ({ commands, systems, own, prefix, url, looks = false }: ManifestOptions) => {
  const address = url === undefined ? {} : { url: `${url}${eventsPath}` }
  const request = url === undefined ? {} : { request_url: `${url}${eventsPath}` }
  const name = prefix === '' ? 'Coxswain' : `Coxswain (${bare(prefix)})`
  return {
    display_information: {
      name,
      description: 'Ask your systems from chat, and change them after somebody has read what will happen and said yes.',
      background_color: '#12395b',
    },
    features: {
      app_home: { home_tab_enabled: false, messages_tab_enabled: true, messages_tab_read_only_enabled: false },
      bot_user: { display_name: `${prefix}coxswain`, always_online: true },
      slash_commands: bySystem(commands)
        .filter(({ commands: [first] }) => first && [...systems, 'cox'].includes(systemOf(first)))
        .map(({ title, commands: some }) => ({
          command: `/${prefix}${wordOf(some, own)}`,
          ...address,
          description: description(title, some),
          usage_hint: hint(some),
          should_escape: true,
        })),
    },
    oauth_config: { scopes: { bot: scopesWith(looks).map(({ scope }) => scope) } },
    settings: {
      event_subscriptions: { ...request, bot_events: [...events] },
      interactivity: { is_enabled: true, ...request },
      org_deploy_enabled: false,
      socket_mode_enabled: url === undefined,
      token_rotation_enabled: false,
    },
  } satisfies AppsManifestValidateArguments['manifest']
}

const wordOf = ([first]: readonly Command[], own: string): string => {
  const word = first === undefined ? own : systemOf(first)
  return word === 'cox' ? own : word
}
