import { quoted } from '../../../quoted.ts'
import { momentInWords } from '../describe/moment.ts'
import type { Query } from '../shapes/index.ts'

/** When a query was last changed, and by whom: its `version` stays 1 whatever is changed. */
export const lastChangeOf = ({ updated_at, last_modified_by }: Query) => ({
  at: updated_at,
  by: last_modified_by?.name ?? null,
})

/** The last change as a precondition. What the bot itself changes is later than that, so an undo doesn't compare it. */
export const lastChange = {
  label: 'last change',
  undo: false,
  words: async (value: unknown) => {
    const { at, by } = value as ReturnType<typeof lastChangeOf>
    return `${by === null ? '' : `by ${quoted(by)}, `}${momentInWords(Date.parse(at), 'second')}`
  },
} as const
