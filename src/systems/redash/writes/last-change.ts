import { quoted } from '../../../quoted.ts'
import type { Query } from '../shapes/index.ts'

/** When a query was last changed, and by whom: its `version` stays 1 whatever is changed. */
export const lastChangeOf = ({ updated_at, last_modified_by }: Query) => ({
  at: updated_at,
  by: last_modified_by?.name ?? null,
})

/** A moment as Redash writes it, to the second. */
const momentInWords = (moment: string): string => `${moment.slice(0, 19).replace('T', ' ')} UTC`

/** The last change as a precondition. What the bot itself changes is later than that, so an undo doesn't compare it. */
export const lastChange = {
  label: 'last change',
  undo: false,
  words: async (value: unknown) => {
    const { at, by } = value as ReturnType<typeof lastChangeOf>
    return `${by === null ? '' : `by ${quoted(by)}, `}${momentInWords(at)}`
  },
} as const
