import { randomBytes } from 'node:crypto'
import type { Called, Delivered, LinkFaults, LocalSlackOptions, SlackFault } from './local-slack.ts'
import { Refused } from './refused.ts'
import { seeded } from './seed.ts'
import type { Account, Link, Room, SlackState } from './state.ts'
import { createStreams, type Streams } from './streams.ts'

/** A local Slack as its parts see it. */
export interface Workspace {
  readonly options: LocalSlackOptions
  readonly state: SlackState
  readonly botToken: string
  readonly signingSecret: string
  /** `http://127.0.0.1:3999`, once it listens. */
  url: string
  /** App-level tokens: each opens sockets of its own. */
  readonly appTokens: Set<string>
  /** Addresses of sockets that were handed out, by what is secret in them. */
  readonly tickets: Map<string, { readonly token: string; readonly at: number; isUsed: boolean }>
  readonly links: Set<Link>
  readonly linkFaults: LinkFaults
  /** Counts what was sent to sockets. */
  turn: number
  /** Where requests to the bot go: an address, `sockets`, or those of one app-level token. */
  target: string | undefined
  readonly calls: { -readonly [key in keyof Called]: Called[key] }[]
  readonly deliveries: Delivered[]
  faults: SlackFault[]
  readonly streams: Streams
  /** Aborted when it is closed. */
  readonly ending: AbortController
  now(): number
}

/** A workspace with nothing said in it yet, and keys of its own. */
export const createWorkspace = (options: LocalSlackOptions): Workspace => ({
  options,
  state: seeded(options.people, options.channels),
  botToken: `xoxb-local-${newKey()}`,
  signingSecret: newKey(),
  appTokens: new Set([newAppToken()]),
  tickets: new Map(),
  links: new Set(),
  linkFaults: { silent: false, falls: 0, doubles: false },
  turn: 0,
  url: '',
  target: undefined,
  calls: [],
  deliveries: [],
  faults: [],
  streams: createStreams(),
  ending: new AbortController(),
  now: options.now ?? Date.now,
})

/** Something that nobody can guess: 32 hexadecimal digits. */
export function newKey(): string {
  return randomBytes(16).toString('hex')
}

/** An app-level token. */
export function newAppToken(): string {
  return `xapp-local-${newKey()}`
}

/** An id that nothing else has: `V07C1…`. */
export const newId = (prefix: string): string => `${prefix}0${randomBytes(5).toString('hex').toUpperCase()}`

/** Somebody by id or by the word of `people.ts`; throws RangeError if there is nobody. */
export const accountOf = ({ state }: Workspace, who: string): Account => {
  const found = state.accounts.find(({ id, word }) => id === who || word === who)
  if (!found) throw new RangeError(`nobody is called ${who}`)
  return found
}

/** A conversation by id or name; throws RangeError if there is none. */
export const roomOf = ({ state }: Workspace, channel: string): Room => {
  const name = String(channel).replace(/^#/, '')
  const found = state.rooms.find((room) => room.id === channel || (room.kind !== 'direct' && room.name === name))
  if (!found) throw new RangeError(`there is no channel ${channel}`)
  return found
}

/** The direct conversation of a person with the bot. */
export const directOf = ({ state }: Workspace, user: string): Room => {
  const found = state.rooms.find(({ kind, members }) => kind === 'direct' && members.includes(user))
  if (!found) throw new Refused('channel_not_found')
  return found
}
