import type { Message } from '../message/message.ts'
import type { Outbox } from '../outbox/outbox.ts'
import type { Rendered } from '../outbox/rendered.ts'
import type { Context } from '../run/context.ts'
import type { Turns } from '../turns.ts'
import type { SlackCall } from './call.ts'
import type { Memberships } from './membership.ts'
import type { NameBook } from './names.ts'
import type { SlackPeople } from './people.ts'
import type { Drawn } from './render.ts'
import type { Respond } from './respond.ts'
import type { SlashPrefixes } from './typed.ts'
import type { UploadFile } from './upload.ts'
import type { Workspace } from './workspace.ts'

/** The bot in Slack: what every part that talks to Slack works with. */
export interface SlackContext {
  readonly context: Context
  readonly call: SlackCall
  readonly respond: Respond
  readonly upload: UploadFile
  readonly people: SlackPeople
  readonly places: Memberships
  readonly names: NameBook
  readonly outbox: Outbox
  readonly words: SlashPrefixes
  readonly render: (message: Message, options: Drawn) => Rendered
  /** Lines take turns to be stored. */
  readonly admissions: Turns
  /** The runs that this process is working on, and what ends each. */
  readonly live: Map<string, AbortController>
  /** Aborted, with a UserError to show, when the process ends. */
  readonly ending: AbortSignal
  /** Undefined until Slack has said who we are. */
  readonly workspace: () => Workspace | undefined
}
