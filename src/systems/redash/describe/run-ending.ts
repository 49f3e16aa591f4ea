import type { Form } from '../../../form.ts'
import { quoted } from '../../../quoted.ts'
import type { NamedKey } from '../run/key-kind.ts'
import type { QueryRun, RunEnding } from '../run/run-query.ts'
import type { Query, Row } from '../shapes/index.ts'
import { keysInWords } from './key.ts'
import { runAnswer } from './run-answer.ts'
import { runFailure } from './run-failure.ts'

type Result = Extract<RunEnding, { readonly is: 'rows' }>['result']

/** A run that is over, and what is offered beside its rows. */
export interface EndedRun {
  readonly query: Query
  readonly run: QueryRun
  readonly key: NamedKey | undefined
  /** Asks for other values; undefined if it takes none. */
  readonly form: Form | undefined
  /** The line that runs it again; undefined if it can't be typed. */
  readonly again: string | undefined
  /** The line that shows the query. */
  readonly shows: string
  readonly rows: (result: Result) => AsyncIterable<Row>
  /** `read just now`, from milliseconds since 1970. */
  readonly age: (retrievedAt: number) => string
}

/** The answer of a run that is over. Throws FailedError if it has no rows to show. */
export const endingAnswer = (ending: RunEnding, { query, run, key, form, again, shows, rows, age }: EndedRun) => {
  const next =
    again === undefined
      ? []
      : [
          { line: `${again} --fresh`, label: 'Run fresh' },
          { line: again, label: 'Run again' },
        ]
  const ran = keysInWords(key ? [{ name: key.name, isBound: key.kind === 'query' }] : [], 'Run')
  if (ending.is === 'without rows')
    return {
      title: `${quoted(query.name)} ran and returned no table`,
      facts: { rows: 0 },
      notes: [ran],
      next,
      ...(form && { form }),
    }
  if (ending.is !== 'rows') throw runFailure(ending, query.name)
  const { result } = ending
  const answer = runAnswer({
    query,
    parameters: run.parameters,
    result,
    rows: rows(result),
    age: age(result.retrievedAt),
  })
  return { ...answer, ...(form && { form }), notes: [...answer.notes, ran], next: [...next, shows] }
}
