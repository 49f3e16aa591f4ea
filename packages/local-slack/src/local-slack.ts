import type { Lever, Message, SlashCommand, View } from './client.ts'
import type { Person } from './people.ts'

/** What a local Slack is started with. */
export interface LocalSlackOptions {
  /** 0 or absent: any free one. Always on 127.0.0.1. */
  readonly port?: number
  /** Milliseconds since 1970; real time if absent. */
  readonly now?: () => number
  /** Who has an account, by the word that tests call them; Ana, Marc, Rita, a guest and a stranger if absent. */
  readonly people?: Readonly<Record<string, Person>>
  /** Names of public channels beside the usual ones. */
  readonly channels?: readonly string[]
  /** Slash commands that the workspace knows; others are answered as Slack answers an unknown one. */
  readonly commands: readonly SlashCommand[]
  /** Bot scopes that were granted; a method that needs another is refused with `missing_scope`. */
  readonly scopes: readonly string[]
  /** What the page's drawer can do. */
  readonly levers?: {
    list(): readonly Lever[]
    pull(id: string, on: boolean | undefined): Promise<void>
  }
  /** Makes what lies at `/` and below when it is first asked for; without it there is a line of text. */
  readonly page?: () => Promise<(path: string) => PageAsset | undefined>
  /** In real time, how long the bot may take to answer; 3000 if absent, as Slack has it. */
  readonly ackMs?: number
  /** In real time, the waits before an event that was not accepted is sent again; Slack's own if absent. */
  readonly retryMs?: readonly number[]
  /** True where a channel takes a post a second and some at once; off if absent. */
  readonly limitsPosts?: boolean
  /** True where history is read 50 times a minute at most; off if absent. */
  readonly limitsReads?: boolean
  /** How long after it was posted a message is found in the history, by `now`; 0 if absent. */
  readonly historyLagMs?: number
  /** False where the text of slash commands is handed over as it was typed (`should_escape`); true if absent. */
  readonly escapes?: boolean
  /** What it is called from outside, where something with TLS stands before it. */
  readonly names?: {
    /** As they stand in `Host`. */
    readonly hosts: readonly string[]
    /** What response URLs begin with: `https://hooks.slack.com`. */
    readonly hooks: string
    /** What the addresses of sockets begin with: `wss://wss-primary.slack.com`. */
    readonly sockets: string
  }
  /** What the addresses of uploads begin with: `https://files.slack.com`; the local Slack itself if absent. */
  readonly fileHost?: string
  /** The largest file that the team lets anybody upload, in bytes; a gigabyte if absent. */
  readonly largestFile?: number
  /** In real time, how long after `files.completeUploadExternal` a file is seen; 20 if absent. */
  readonly shareMs?: number
  /** The Enterprise Grid that the workspace belongs to, `E0ACME`; none if absent. */
  readonly enterprise?: string
  /** Where the app is installed: in this workspace if absent. `legacy` is a bot user of the old kind, which belongs to no app. */
  readonly installed?: 'workspace' | 'organization' | 'legacy'
  /** How `slow`, `late` and `stray` are waited for; in real time if absent. */
  readonly wait?: (ms: number, signal: AbortSignal) => Promise<void>
}

/** One thing that the page is made of. */
export interface PageAsset {
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
}

/** One request from Slack to the bot, as it was sent and answered. */
export interface Delivered {
  readonly kind: 'command' | 'action' | 'submission' | 'event'
  /** Exactly as sent over HTTP, so that it can be sent again; a socket is given what is in it. */
  readonly body: string
  readonly headers: Readonly<Record<string, string>>
  /** 0 where nothing answered within 3 seconds or nobody listens. */
  readonly status: number
  readonly answer: string
  /** What Slack says where it was not answered with a success within the time. */
  readonly failed?: 'operation_timeout' | 'dispatch_failed'
}

/** One call of the Web API or of a response URL by the bot. */
export interface Called {
  /** `chat.postMessage`; `response` for a response URL, `upload` for the bytes of a file. */
  readonly method: string
  /** What is JSON in a form is parsed. */
  readonly args: Readonly<Record<string, unknown>>
  readonly at: number
  /**
   * `ok`, or the error as it was answered: `channel_not_found`, `ratelimited`, `http_503`, `used_url`; `lost` and
   * `dropped` by a fault; empty until it is decided.
   */
  readonly answered: string
}

/** What comes with a text that somebody types. */
export interface Attached {
  /** The message whose thread it belongs to. */
  readonly thread?: string
  /** The name of a file that is shared with it. */
  readonly file?: string
  /** Fields of the event that differ: `{ subtype: 'me_message' }`, `{ bot_profile: … }`. */
  readonly event?: Readonly<Record<string, unknown>>
}

/** What goes wrong with calls of a method (`chat.postMessage`, `response`, `upload` for the bytes of a file), in a channel or in all, about one person or everybody. */
export interface SlackFault {
  readonly method: string
  readonly channel?: string
  /** The argument `user` of the call, by the word of `people.ts`. */
  readonly user?: string
  /**
   * `limited`: 429 with Retry-After. `error`: ok false with `error`. `down`: HTTP 503, nothing done. `page`: not done, and
   * a proxy answers 200 with 100 kB of HTML. `lost`: done, and
   * the connection is closed without an answer. `dropped`: not done, and the connection is closed without an answer.
   * `slow`: done at once, answered after `ms`. `late`: done and answered only after `ms`. `stray`: the connection is
   * closed without an answer, and it is done after `ms` all the same.
   */
  readonly how: 'limited' | 'error' | 'down' | 'page' | 'lost' | 'dropped' | 'slow' | 'late' | 'stray'
  readonly error?: string
  /** Seconds, or what the header is to hold; null for no header. 1 if absent. */
  readonly retryAfter?: number | string | null
  readonly ms?: number
  /** How many calls it lasts for; until it is cleared if absent. */
  readonly times?: number
}

/** What goes wrong with sockets; to be set. */
export interface LinkFaults {
  /** True where a socket is opened and never greeted. */
  silent: boolean
  /** How many of the next ones are cut off as soon as they were greeted. */
  falls: number
  /** True where each envelope is sent twice, to another socket if there is one. */
  doubles: boolean
}

/** The sockets that bots have opened (Socket Mode). */
export interface LocalSockets {
  /** How many there are, or how many were opened with this app-level token. */
  count(token?: string): number
  readonly faults: LinkFaults
  /** What was secret in the addresses that were handed out. */
  tickets(): readonly string[]
  /** Says on each that it is to be replaced: `warning`, `refresh_requested`, `link_disabled`; it is used until `finish`. */
  ask(reason: string): void
  /** Closes those on which that was said. */
  finish(): void
  /** Cuts them off without a word. */
  drop(): void
  /** Leaves them open, and reads and answers nothing on them any more. */
  freeze(): void
}

/** Connections over which methods are called, kept open by Slack for ten minutes. */
export interface LocalConnections {
  /** How many are open. */
  count(): number
  /** Resets them all, as something on the way does that has forgotten them. */
  reset(): void
}

/** A Slack on this machine: what `coxswain play` opens and what the tests talk to. */
export interface LocalSlack {
  /** `http://127.0.0.1:3999`, the page. */
  readonly url: string
  /** What SLACK_API_URL is to be: `http://127.0.0.1:3999/api/`. */
  readonly apiUrl: string
  readonly botToken: string
  readonly signingSecret: string
  /** With `connections:write`; `mintAppToken` makes more, so that sockets can be told apart. */
  readonly appToken: string
  mintAppToken(): string
  readonly sockets: LocalSockets
  readonly connections: LocalConnections
  readonly ids: { readonly team: string; readonly app: string; readonly bot: string; readonly botUser: string }
  /** People by the word of `people.ts` (`ana`), channels by their name (`ops`). */
  readonly users: Readonly<Record<string, string>>
  readonly channels: Readonly<Record<string, string>>
  /**
   * Where requests are delivered: `http://127.0.0.1:4000/slack/events`; `sockets`, each in its turn; an app-level token,
   * the sockets that were opened with it.
   */
  deliverTo(target: string): void
  readonly calls: readonly Called[]
  readonly deliveries: readonly Delivered[]
  readonly faults: { add(fault: SlackFault): void; clear(): void }

  /** Acts as a person (`ana`); each resolves when the bot has answered the delivery, or 3 seconds passed. */
  type(who: string, channel: string, text: string, options?: Attached): Promise<Delivered | undefined>
  /** Edits a person's own message; Slack tells the bot of it if that mentions it, or is in its direct messages. */
  edit(who: string, message: Pick<Message, 'channel' | 'ts'>, text: string): Promise<Delivered | undefined>
  /** Presses the button whose `action_id` is given, or else whose label begins with it; in a menu chooses this value. */
  press(who: string, message: Pick<Message, 'channel' | 'ts'>, button: string, chosen?: string): Promise<Delivered>
  /** Submits the modal that is open for that person; values by `action_id`. Throws what Slack itself finds wrong. */
  submit(who: string, values: Readonly<Record<string, string>>): Promise<Delivered>
  /** Sends a delivery again: as it was, or changed and signed anew. */
  again(
    delivered: Delivered,
    change?: { readonly body?: string; readonly headers?: Readonly<Record<string, string>>; readonly resign?: boolean },
  ): Promise<Delivered>
  /** The body of a slash command, ready to be signed and sent by somebody else; each is another one. */
  written(who: string, channel: string, line: string): string
  /** Asks the bot to prove that the address for events is its own. */
  verify(challenge: string): Promise<Delivered>
  /** Looks at the certificate of the address for commands: `ssl_check=1`, which Slack does not sign. */
  checkCertificate(): Promise<Delivered>
  /** What a person sees in a channel (by name, or an id of a direct conversation), oldest first; without `who`, all but what only one sees. */
  seen(channel: string, who?: string): readonly Message[]
  /** The direct conversation of a person with the bot. */
  direct(who: string): string
  view(who: string): View | undefined
  invite(channel: string): void
  rename(channel: string, name: string): void
  /** A person leaves a channel, or joins it. */
  leave(who: string, channel: string): void
  join(who: string, channel: string): void
  wake(channel: string): void
  /**
   * `archived`, `shared` with another organisation, or `pending`: one is invited and has not joined yet. `hosted`: it
   * belongs to that organisation, whose team is then the first that payloads name.
   */
  mark(channel: string, what: 'archived' | 'shared' | 'pending' | 'hosted', on: boolean): void
  /** Changes what `users.info` says: `{deleted: true}`, `{is_restricted: true}`, `{email: '…'}`. */
  change(who: string, to: Readonly<Record<string, unknown>>): void
  close(): Promise<void>
}
