import type { Caller } from '../attributes.ts'
import { Failed, failed } from '../failed.ts'
import type { View } from '../state.ts'
import type { Engine } from './engine.ts'
import { rendered } from './template.ts'

/** What a caller may see of a view. */
export interface Allowed {
  /** SQL that each row must fulfil. */
  readonly rowFilter: string
  /** Dimensions and measures that are kept from the caller. */
  readonly hidden: readonly string[]
}

const open: Allowed = { rowFilter: '1 = 1', hidden: [] }

const holds = (engine: Engine, sql: string): boolean => {
  try {
    return Boolean(engine.run(`SELECT (${sql}) AS holds`).rows[0]?.holds)
  } catch (error) {
    const said = error instanceof Failed ? (JSON.parse(error.page.body) as { error: string }).error : String(error)
    throw failed(400, `security policy: failed to resolve access: failed to evaluate expression: ${said}`)
  }
}

/** What the policies of a view let a caller see; a 400 for one who may see nothing. Attributes go in as they are. */
export function allowedIn(engine: Engine, view: View, { attributes, skipsChecks }: Caller): Allowed {
  if (skipsChecks) return open
  const values = { args: {}, user: attributes }
  if (view.access !== undefined && !holds(engine, rendered(view.access, values)))
    throw failed(400, 'action not allowed')
  const hidden = (view.exclude ?? []).flatMap((one) => (holds(engine, rendered(one.if, values)) ? one.names : []))
  const filter = view.rowFilter === undefined ? '1 = 1' : rendered(view.rowFilter, values)
  return { rowFilter: filter, hidden }
}

/** The SQL of a dimension or measure; a 400 if there is none of that name, or if it is hidden. */
export function allowedField(view: View, kind: 'dimension' | 'measure', name: string, { hidden }: Allowed): string {
  const quoted = JSON.stringify(name)
  const found =
    kind === 'dimension'
      ? view.dimensions.find((one) => one.name === name)?.column
      : view.measures.find((one) => one.name === name)?.expression
  if (found === undefined) throw failed(400, `invalid ${kind} ${quoted}: ${kind} ${quoted} not found`)
  if (hidden.includes(name)) throw failed(400, `invalid ${kind} ${quoted}: action not allowed`)
  return found
}
