import { UserError } from '../../../errors.ts'
import { holding } from '../../../holding.ts'
import { asTyped, valuesSpelled } from '../parameters/spelled.ts'
import type { FoundQuery } from './exposed-queries.ts'
import { numberIn } from './find.ts'
import { linkIn } from './link.ts'

/** A query that was run before, and the values that were typed. */
export interface PastRun {
  readonly id: string
  readonly name: string
  readonly values: Readonly<Record<string, string>>
}

/** What is asked of earlier lines. */
interface Asking {
  /** The queries that are offered now. */
  readonly offered: readonly FoundQuery[]
  readonly addresses: readonly string[]
  /** `lines`: each with its values, in their order. `queries`: each query once, without values, the most frequent first. */
  readonly of: 'lines' | 'queries'
  /** Whether a query with free text may be run. */
  readonly mayText: boolean
}

/** The runs that earlier lines of a command stand for; none of a query that isn't offered any more. */
export const pastRuns = (
  lines: readonly { readonly args: Readonly<Record<string, unknown>>; readonly times: number }[],
  { offered, addresses, of, mayText }: Asking,
): readonly PastRun[] => {
  const runs = new Map<string, { readonly run: PastRun; times: number }>()
  for (const { args, times } of lines) {
    const { query: text, values: typed = {} } = args
    if (typeof text !== 'string') continue
    const link = linkOf(text, addresses)
    const one = queryOf(link?.id ?? numberIn(text.trim()), text, offered)
    if (!one || (!mayText && one.options.parameters.some(({ type }) => type === 'text'))) continue
    const given = { ...link?.values, ...(typed as Readonly<Record<string, string>>) }
    const values = of === 'lines' ? spelled(one, given) : {}
    const key = JSON.stringify([one.id, Object.entries(values).sort()])
    const known = runs.get(key)
    if (known) known.times += times
    else runs.set(key, { run: { id: one.id, name: one.name, values }, times })
  }
  const all = [...runs.values()]
  return (of === 'lines' ? all : all.toSorted((a, b) => b.times - a.times)).map(({ run }) => run)
}

const linkOf = (text: string, addresses: readonly string[]) => orNothing(() => linkIn('query', text.trim(), addresses))

const queryOf = (id: string | undefined, text: string, offered: readonly FoundQuery[]): FoundQuery | undefined => {
  if (id !== undefined) return offered.find((one) => one.id === id)
  const name = text.trim().toLowerCase()
  const hasWords = holding(name)
  const only = (found: readonly FoundQuery[]) => (found.length === 1 ? found[0] : undefined)
  return (
    only(offered.filter((one) => one.name.toLowerCase() === name)) ?? only(offered.filter((one) => hasWords(one.name)))
  )
}

/** The parameters may be others by now: then none of the values. */
const spelled = ({ options }: FoundQuery, given: Readonly<Record<string, string>>): PastRun['values'] =>
  orNothing(() =>
    Object.fromEntries(
      Object.entries(valuesSpelled(options.parameters, given)).map(([name, value]) => [name, asTyped(value)]),
    ),
  ) ?? {}

const orNothing = <T>(work: () => T): T | undefined => {
  try {
    return work()
  } catch (error) {
    if (error instanceof UserError) return undefined
    throw error
  }
}
