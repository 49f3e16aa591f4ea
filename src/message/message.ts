import type { Form } from '../form.ts'
import type { Table } from './table.ts'
import type { Verbatim } from './verbatim.ts'

/** How a watched figure is measured. */
export type Unit = 'percent' | 'count' | 'text'

/** A figure of an answer; null where the system has none. */
export type Figure = number | string | null

/** One line of a list. All text in a message is literal: a renderer never takes mark-up, links or mentions from it. */
export interface Item {
  readonly name?: string
  readonly text: string
}

export interface List {
  readonly title: string
  readonly ordered?: boolean
  readonly items: readonly (Item | string)[]
  /** How many there are in all, where `items` holds only the first. */
  readonly total?: number
}

/** One field before and after, already worded: `Enabled  yes → no`. */
export interface Change {
  readonly field: string
  readonly before: string
  readonly after: string
}

/** What a person may press or, in a terminal, type. */
export interface Action {
  /** `remind` confirms and asks to be reminded of it later; `again` asks the same line again, as whoever presses; `stop` stops what a line waits for. */
  readonly does:
    | 'confirm'
    | 'remind'
    | 'cancel'
    | 'undo'
    | 'again'
    | 'stop'
    | 'on-it'
    | 'snooze'
    | 'snooze-to-morning'
    | 'watch-test'
    | 'watch-change'
  /** The run for `stop`; the alert for what is done about an alert or its watch. */
  readonly proposal: string
  readonly label: string
  /** It takes something away, so its colour warns. */
  readonly danger?: true
  /** It is rarely needed, so it is in a menu behind the others. */
  readonly isRare?: true
  /** What the label stands for, in full, for who cannot see its surroundings. */
  readonly spoken?: string
  /** What a person is asked once more, only where a slip hurts; it protects from slips and decides nothing. */
  readonly dialog?: { readonly title: string; readonly text: string }
}

/** Another proposal that matters here, and where its message is in Slack, if it is there. */
export interface See {
  /** One sentence. */
  readonly text: string
  /** Its id, as it is shown. */
  readonly proposal: string
  readonly at?: { readonly channel: string; readonly ts: string }
}

/** When and where the figures were read. */
export interface Provenance {
  /** Milliseconds since 1970. */
  readonly readAt: number
  /** What was read: `Rudder API 21`. */
  readonly source: string
  /** How often the figures are renewed where they come from: `agents report every 5 min`. */
  readonly renewed?: string
  /** An address of a configured `web:`; renderers link to nothing else. */
  readonly link?: string
}

/** How a proposal can end; `failed` is shown as "not applied". */
export type Outcome =
  | 'applied'
  | 'awaiting validation'
  | 'failed'
  | 'unknown'
  | 'stale'
  | 'refused'
  | 'cancelled'
  | 'expired'

/** What happened or is to happen, in words rather than colours. */
export type Tone = 'answer' | 'help' | 'error' | 'waiting' | Outcome

/** That only one person sees an answer, and where that person may share it. */
export interface Shareable {
  /** The channel where it was asked, `C0123ABCD`, from a signed payload only. */
  readonly channel: string
  /** True if it has been shared there. */
  readonly isShared?: true
}

/** The neutral answer, rendered to the terminal, text, JSON and Block Kit; every field is optional but the title. */
export interface Message {
  readonly tone: Tone
  /** Who asked and the exact line, copyable. */
  readonly asked?: {
    readonly by: string
    readonly line: string
    /** The person's account in Slack, `U07ANA`, from a signed payload only. */
    readonly user?: string
    /** True where the line is the one that is to be undone. */
    readonly undoes?: boolean
  }
  readonly connection?: string
  readonly title: string
  /** One sentence below the title. */
  readonly lead?: string
  /** What a notification begins with, in place of title and lead: a lock screen shows 80 characters. */
  readonly notification?: string
  /** Figures that watches are conditioned on. */
  readonly facts?: Readonly<Record<string, Figure>>
  /** True if a watch can be conditioned on them. */
  readonly isWatchable?: true
  readonly fields?: readonly { readonly label: string; readonly value: string }[]
  readonly diff?: readonly Change[]
  readonly lists?: readonly List[]
  readonly table?: Table
  /** What is confirmed word for word. */
  readonly verbatim?: Verbatim
  /** What a system printed, line by line, in letters of one width where there are such. */
  readonly output?: readonly string[]
  readonly notes?: readonly string[]
  readonly see?: readonly See[]
  readonly actions?: readonly Action[]
  readonly share?: Shareable
  /** Until when it can be confirmed, in milliseconds since 1970; `lead` says so in words as well. */
  readonly expires?: number
  /** The Slack user group that is mentioned, `S0123ABCD`, from the settings only. */
  readonly ping?: string
  /** What the person is asked for, to run the same line with it. */
  readonly form?: Form
  /** That the person may give a key of their own for this connection, in a form of Slack. */
  readonly gives?: { readonly connection: string }
  /** Commands to type next, as typed: `rudder rule SSH hardening`. */
  readonly next?: readonly string[]
  /** What the buttons of the lines carry, if that isn't the run of the message: an alert or a watch. */
  readonly nextFor?: string
  /** What the button of each of these says, as a verb: `Show rule SSH hardening`. */
  readonly labels?: readonly string[]
  readonly provenance?: Provenance
  /** `proposal 7F3K9 · audit #3`: for the record. */
  readonly record?: string
}
