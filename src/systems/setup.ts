import type { Operation } from './operation.ts'

/** What `coxswain init` asks about a system, and what it writes for the answers. */
export interface Setup {
  readonly address: {
    /** An address as the question shows it. */
    readonly example: string
    /** The address of the server in what was typed, which may be that of one of its pages; the text itself if left out. */
    tidy?(text: string): string
    /** What to say about an address that is accepted but unusual. */
    remark?(url: URL): string | undefined
  }
  readonly tokens: readonly SetupToken[]
  readonly admins: {
    /** What they may do with the system, as it appears after “They may”. */
    readonly may: string
    /** In addition to everything that reads and isn't sensitive. */
    readonly scopes: readonly string[]
  }
  /** The step that makes the tokens and puts them into these variables of `.env`, in sentences. */
  next(variables: readonly string[]): string
}

/** One token of the settings that `init` writes. */
export interface SetupToken {
  readonly name: string
  /** What its variable ends with: `READ` makes `RUDDER_PROD_READ_TOKEN`. */
  readonly variable: string
  readonly scopes: readonly string[]
  /** The lines above it in the settings file. */
  readonly comment: readonly string[]
  /** The line above its variable in `.env`. */
  readonly hint: string
}

/** The part of the documented example of a settings file that is about one system, in YAML as it is indented there. */
export interface Example {
  /** Entries of `connections:`. */
  readonly connections: string
  /** Entries of `groups:`, in addition to the group of those who may read everything. */
  readonly groups: string
  /** Entries of `approvals:`; none for a system that nothing is written to. */
  readonly approvals: string
}

/** What `docs/tokens.md` says about a system, in Markdown. */
export interface TokensPage {
  /** One more column in the table of requests: how the system's own pages spell the right to an operation. */
  readonly column?: { readonly head: string; of(operation: Operation): string }
  /** What the list of accounts begins with. */
  readonly intro: string
  /** What follows the accounts, with headings of the third level; empty if there is nothing more to know. */
  readonly notes: string
  /** How the health check finds out what a token can do. */
  readonly check: string
}
