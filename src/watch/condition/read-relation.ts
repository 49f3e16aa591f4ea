import type { Cursor } from '../../command/clauses/cursor.ts'
import { UserError } from '../../errors.ts'
import type { WatchOperator } from './condition.ts'

const byMark: Readonly<Record<string, WatchOperator>> = {
  '>': '>',
  '>=': '>=',
  '<': '<',
  '<=': '<=',
  '=': '=',
  '!=': '!=',
}

/** The same in words, longest first, so that none hides another. */
const byWords: readonly (readonly [words: readonly string[], relation: WatchOperator])[] = [
  [['is', 'greater', 'than'], '>'],
  [['is', 'more', 'than'], '>'],
  [['is', 'less', 'than'], '<'],
  [['is', 'at', 'least'], '>='],
  [['is', 'at', 'most'], '<='],
  [['is', 'above'], '>'],
  [['is', 'over'], '>'],
  [['is', 'below'], '<'],
  [['is', 'under'], '<'],
  [['greater', 'than'], '>'],
  [['more', 'than'], '>'],
  [['less', 'than'], '<'],
  [['at', 'least'], '>='],
  [['at', 'most'], '<='],
  [['is', 'not'], '!='],
  [["isn't"], '!='],
  [['above'], '>'],
  [['over'], '>'],
  [['exceeds'], '>'],
  [['below'], '<'],
  [['under'], '<'],
  [['equals'], '='],
  [['is'], '='],
]

const swapped: Readonly<Record<string, string>> = { '=>': '>=', '=<': '<=', '!>': '<=', '><': '!=' }

/** Takes `>`, `at least` and the like; undefined if none comes next. */
export const takeRelation = (cursor: Cursor): WatchOperator | undefined => {
  const { next } = cursor
  if (next?.kind !== 'mark') return byWords.find(([words]) => cursor.takeWords(...words))?.[1]
  const relation = byMark[next.text]
  if (relation === undefined) return undefined
  cursor.step()
  const after = cursor.next
  if (after?.kind !== 'mark') return relation
  const meant = swapped[next.text + after.text]
  throw new UserError(
    `I don’t understand “${next.text}${after.text}”.${meant === undefined ? '' : ` Did you mean “${meant}”?`}`,
  )
}
