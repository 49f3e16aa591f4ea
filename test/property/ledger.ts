import type { Store } from '../../src/store/db.ts'
import type { Proposal } from '../../src/store/proposals.ts'
import type { Vote } from '../../src/store/votes.ts'

/** One row of the audit chain with its payload read. */
export interface Entry {
  readonly seq: number
  readonly at: number
  readonly kind: string
  readonly payload: {
    readonly proposal?: string
    readonly human?: string
    readonly people?: readonly string[]
    readonly outcome?: string
  }
}

/** Everything that the bot has stored, oldest first. */
export interface Ledger {
  readonly proposals: readonly Proposal[]
  readonly votes: readonly Vote[]
  readonly audit: readonly Entry[]
  readonly locked: boolean
}

/** Reads it all. */
export const readLedger = async ({ db }: Store): Promise<Ledger> => {
  const rows = await db.selectFrom('audit').selectAll().orderBy('seq').execute()
  return {
    proposals: await db.selectFrom('proposals').selectAll().orderBy('id').execute(),
    votes: await db.selectFrom('votes').selectAll().orderBy('at').execute(),
    audit: rows.map(({ seq, at, kind, payload }) => ({ seq, at, kind, payload: JSON.parse(payload ?? '{}') })),
    locked: (await db.selectFrom('locks').select('connection').execute()).length > 0,
  }
}

/** Throws with the sentence where the condition does not hold. */
export function must(condition: unknown, sentence: string): asserts condition {
  if (!condition) throw new Error(sentence)
}
