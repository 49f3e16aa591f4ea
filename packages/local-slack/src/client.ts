/** What the page and the server say to each other; JSON over HTTP on loopback, below `/client/`. */

/** A block of Block Kit as JSON. */
export interface Block {
  readonly type: string
  readonly block_id?: string
  readonly [key: string]: unknown
}

export interface User {
  /** `U07ANA` */
  readonly id: string
  readonly name: string
  readonly email?: string
  /** What this person is there to show: `operator: reads everything, changes rules`. */
  readonly may: string
  readonly kind: 'member' | 'guest' | 'stranger' | 'bot'
}

export interface Channel {
  /** `C…` public, `G…` private, `D…` direct. */
  readonly id: string
  /** `ops`; for a direct conversation the name of the other one. */
  readonly name: string
  readonly kind: 'public' | 'private' | 'direct'
  /** True where people of another organisation are in it. */
  readonly shared: boolean
  readonly topic?: string
  readonly hasBot: boolean
  /** Ids of the people that are in it. */
  readonly members: readonly string[]
}

export interface SharedFile {
  readonly id: string
  readonly name: string
  readonly title: string
  readonly size: number
  /** Path on the local Slack. */
  readonly url: string
}

export interface Message {
  readonly channel: string
  readonly ts: string
  readonly thread_ts?: string
  /** A reply that the channel sees too. */
  readonly subtype?: 'thread_broadcast'
  readonly user: string
  readonly text: string
  readonly blocks?: readonly Block[]
  readonly files?: readonly SharedFile[]
  readonly edited?: string
  /** Only this person sees it, and it is gone when the page is reloaded. */
  readonly onlyFor?: string
  /** Written by Slack itself: a timeout, an unknown command. */
  readonly system?: boolean
  readonly replies?: number
}

/** A modal that is open for one person. */
export interface View {
  readonly id: string
  readonly title: string
  readonly submit?: string
  readonly close?: string
  readonly blocks: readonly Block[]
  /** What the bot said of a submission, by `block_id`. */
  readonly errors?: Readonly<Record<string, string>>
}

export interface SlashCommand {
  /** `/rudder` */
  readonly command: string
  readonly description: string
  readonly hint: string
  /** Lines to complete to: `rule disable <rule>`. */
  readonly completions: readonly string[]
}

/** Something to happen to a local system, in the page's drawer. */
export interface Lever {
  readonly id: string
  readonly group: string
  readonly label: string
  readonly help: string
  /** For a switch whether it is on; absent for a push button. */
  readonly on?: boolean
}

/** `GET /client/state?as=U07ANA`: what that person sees; without `as`, what the first person sees. */
export interface State {
  readonly team: string
  /** Who it is that sees this. */
  readonly me?: string
  readonly users: readonly User[]
  readonly channels: readonly Channel[]
  /** By channel id, oldest first, threads included. */
  readonly messages: Readonly<Record<string, readonly Message[]>>
  readonly commands: readonly SlashCommand[]
  /** Groups of people, for `<!subteam^S…>`. */
  readonly groups?: readonly { readonly id: string; readonly name: string }[]
  readonly view?: View
  readonly levers: readonly Lever[]
  /** Milliseconds since 1970 as the local systems see it. */
  readonly now: number
}

/**
 * `GET /client/events?as=U07ANA`: server-sent events, each `data:` one of these. `state` says: fetch the state again.
 */
export type ClientEvent =
  | { readonly type: 'message'; readonly message: Message }
  | { readonly type: 'deleted'; readonly channel: string; readonly ts: string }
  | { readonly type: 'view'; readonly view: View | null }
  | { readonly type: 'levers'; readonly levers: readonly Lever[] }
  | { readonly type: 'state' }

/** `POST /client/send`: what is typed in the composer; a text that begins with `/` is a slash command. */
export interface Send {
  readonly as: string
  readonly channel: string
  readonly thread_ts?: string
  readonly text: string
}

/** `POST /client/act`: a press on a button, or a choice. The server finds the element in the message itself. */
export interface Act {
  readonly as: string
  /** One of both. */
  readonly message?: { readonly channel: string; readonly ts: string }
  readonly view?: string
  readonly block_id: string
  readonly action_id: string
  /** For selects and overflows: the value chosen. */
  readonly selected?: string
}

/**
 * `POST /client/submit` and `POST /client/close`: a modal; values by `block_id`, then `action_id`. Several choices
 * (checkboxes) are one value a line; what was left empty is not there.
 */
export interface Submit {
  readonly as: string
  readonly view: string
  readonly values: Readonly<Record<string, Readonly<Record<string, string>>>>
}

/** `POST /client/invite`: puts the bot into a channel. */
export interface Invite {
  readonly as: string
  readonly channel: string
}

/** `POST /client/lever` */
export interface Pull {
  readonly lever: string
  /** For a switch. */
  readonly on?: boolean
}
