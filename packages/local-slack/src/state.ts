import type { WebSocket } from 'ws'
import type { Block, Message, SharedFile } from './client.ts'

type Writable<T> = { -readonly [key in keyof T]: T[key] }

/** JSON as it goes over the wire. */
export type Json = Readonly<Record<string, unknown>>

/** Somebody with an account, people and bots alike. */
export interface Account {
  readonly id: string
  /** `ana`: the word of `people.ts`, and the name for mentions. */
  readonly word: string
  readonly name: string
  readonly team: string
  readonly kind: 'member' | 'guest' | 'stranger' | 'bot'
  readonly may: string
  email: string | undefined
  /** What `users.info` says otherwise than it follows from the rest. */
  said: Record<string, unknown>
}

/** A conversation: channel or direct. */
export interface Room {
  readonly id: string
  name: string
  readonly kind: 'public' | 'private' | 'direct'
  readonly topic: string
  members: string[]
  hasBot: boolean
  shared: boolean
  /** Another organisation is invited and has not joined yet. */
  pending: boolean
  archived: boolean
  /** It belongs to another organisation. */
  hosted: boolean
}

/** A message as kept; `replies` is counted when it is shown. */
export interface Posted extends Omit<Writable<Message>, 'replies'> {
  /** By this app, with its token or through a response URL. */
  byBot: boolean
  /** What an app attached to it, for apps. */
  metadata?: Json
  /** Names of emoji that the bot has put on it. */
  reactions: string[]
}

/** A modal, in the stack of one person. */
export interface OpenView {
  readonly id: string
  readonly user: string
  readonly rootId: string
  readonly previousId: string | undefined
  /** As the bot gave it, with ids where it gave none. */
  view: Json & { readonly blocks: readonly Block[] }
  hash: string
  values: Readonly<Record<string, Readonly<Record<string, Json>>>>
  errors: Readonly<Record<string, string>>
}

/** A file: announced, then uploaded, then shared. */
export interface StoredFile {
  readonly id: string
  /** What is secret in the address that it is uploaded to, which works once; undefined where it was used. */
  key: string | undefined
  readonly announcedAt: number
  readonly name: string
  readonly length: number
  bytes: Buffer | undefined
  /** Set as soon as it is to be shared; it is seen a little later. */
  shared: SharedFile | undefined
}

/** What a response URL leads to. */
export interface ResponseUrl {
  readonly channel: string
  readonly user: string
  /** The message whose button was pressed; those of slash commands have none to replace. */
  readonly message: string | undefined
  readonly at: number
  uses: number
}

/** For opening a modal: 3 seconds, once. */
export interface Trigger {
  readonly user: string
  readonly at: number
  used: boolean
}

/** A socket that a bot has opened. */
export interface Link {
  /** The app-level token that it was opened with. */
  readonly token: string
  readonly socket: WebSocket
  isGreeted: boolean
  /** True where the bot was asked to replace it. */
  isLeaving: boolean
  /** What waits for its envelope to be acknowledged; undefined where the socket is gone. */
  readonly waiting: Map<string, (answer: string | undefined) => void>
}

/** Some people under one name. */
export interface UserGroup {
  readonly id: string
  readonly handle: string
  readonly name: string
  readonly users: readonly string[]
}

/** Everything that the local Slack knows. */
export interface SlackState {
  readonly accounts: Account[]
  readonly rooms: Room[]
  readonly groups: readonly UserGroup[]
  /** In the order of their `ts`. */
  messages: Posted[]
  /** By person, the top last. */
  readonly views: Map<string, OpenView[]>
  readonly files: Map<string, StoredFile>
  readonly responses: Map<string, ResponseUrl>
  readonly triggers: Map<string, Trigger>
  /** The newest `ts`, in microseconds. */
  stamp: number
}
