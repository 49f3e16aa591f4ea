/** One right of the bot in Slack: why it is needed, and the methods and events that it is needed for. */
export interface BotScope {
  readonly scope: string
  /** One sentence. */
  readonly why: string
  /** Methods of the Web API that are called with it. */
  readonly methods: readonly string[]
  /** Events that Slack sends because of it. */
  readonly events: readonly string[]
}

/** Every right that the bot asks for in Slack, and no other: the manifest and docs/slack.md are made from this. */
export const botScopes = [
  {
    scope: 'commands',
    why: 'People type slash commands; Slack sends those to the bot, and the buttons of its messages.',
    methods: [],
    events: [],
  },
  {
    scope: 'chat:write',
    why: 'The bot posts answers, brings its own messages up to date, and shows notes that one person sees.',
    methods: ['chat.postMessage', 'chat.update', 'chat.postEphemeral'],
    events: [],
  },
  {
    scope: 'files:write',
    why: 'Somebody presses “Export CSV” below a table, and the bot puts the rows as a file into the thread. It reads no files.',
    methods: ['files.getUploadURLExternal', 'files.completeUploadExternal'],
    events: [],
  },
  {
    scope: 'app_mentions:read',
    why: 'People mention the bot in a channel or a thread, where there are no slash commands.',
    methods: [],
    events: ['app_mention'],
  },
  {
    scope: 'im:history',
    why: 'People write to the bot directly. It is for direct messages with the bot only, not for those of others.',
    methods: [],
    events: ['message.im'],
  },
  {
    scope: 'users:read',
    why: 'Before it acts, the bot asks who somebody is: of this workspace, no guest, no bot, not deactivated. At its start it asks which app it is itself.',
    methods: ['users.info', 'bots.info'],
    events: [],
  },
  {
    scope: 'users:read.email',
    why: 'Groups name people by e-mail; without the e-mail nobody has a right. The daily checkup looks whether there is somebody for each e-mail.',
    methods: ['users.info', 'users.lookupByEmail'],
    events: [],
  },
  {
    scope: 'channels:read',
    why: 'The bot asks whether it is in a public channel, whether that is shared with another organisation, and whether the owner of a watch is still in it. For a watch it offers the channels that somebody and it are both in.',
    methods: ['conversations.info', 'conversations.members', 'users.conversations'],
    events: [],
  },
  {
    scope: 'groups:read',
    why: 'The bot asks the same of a private channel to which it was invited; it sees no other.',
    methods: ['conversations.info', 'conversations.members', 'users.conversations'],
    events: [],
  },
] as const satisfies readonly BotScope[]

/** What the bot asks for in addition if it is to look whether its own messages arrived (`slack.delivery: lookup`). */
export const lookupScopes = [
  {
    scope: 'channels:history',
    why: 'If Slack doesn’t say whether a message of the bot arrived in a public channel, the bot looks for it in what was said there since.',
    methods: ['conversations.history', 'conversations.replies'],
    events: [],
  },
  {
    scope: 'groups:history',
    why: 'The bot looks in the same way in a private channel that it is in.',
    methods: ['conversations.history', 'conversations.replies'],
    events: [],
  },
] as const satisfies readonly BotScope[]

/** Every right that the bot asks for in Slack with these settings. */
export const scopesWith = (looks: boolean): readonly (typeof botScopes | typeof lookupScopes)[number][] =>
  looks ? [...botScopes, ...lookupScopes] : [...botScopes]

/** Methods that Slack lets every bot token call. */
const free = ['auth.test', 'views.open'] as const

type UsualMethod = (typeof free)[number] | (typeof botScopes)[number]['methods'][number]

/** A method of the Web API that the bot may call; no other can be. */
export type SlackMethod = UsualMethod | (typeof lookupScopes)[number]['methods'][number]

const scopesFor = (method: UsualMethod): readonly string[] =>
  botScopes.filter((one: BotScope) => one.methods.includes(method)).map(({ scope }) => scope)

/** Every method of the Web API that the bot may call without looking for its messages, with the scopes that it takes; a test compares it with what is called. */
export const slackMethods = Object.fromEntries(
  [...free, ...botScopes.flatMap(({ methods }): readonly UsualMethod[] => methods)].map((one) => [one, scopesFor(one)]),
) as Readonly<Record<UsualMethod, readonly string[]>>

/** Every event that the bot is sent. */
export const events: readonly (typeof botScopes)[number]['events'][number][] = botScopes.flatMap(({ events }) => [
  ...events,
])
