import type { Caller } from '../attributes.ts'
import { type Answer, type Call, json, mustBe } from '../call.ts'
import { Failed, grpcFailed } from '../failed.ts'
import { viewNamed } from '../resolve.ts'
import { type Allowed, allowedIn } from '../sql/policy.ts'
import type { View } from '../state.ts'

const field = (name: string, code: string) => ({
  name,
  type: { code, nullable: true, arrayElementType: null, structType: null, mapType: null, rawType: code.slice(5) },
})

/** The columns of a view with their types, as far as the caller may see them. */
export const schemaOf = (view: View, { hidden }: Allowed) =>
  [
    field(view.timeDimension, 'CODE_TIMESTAMP'),
    ...view.dimensions.filter(({ name }) => name !== view.timeDimension).map(({ name }) => field(name, 'CODE_STRING')),
    ...view.measures.map(({ name, expression }) =>
      field(name, /^COUNT/i.test(expression) ? 'CODE_INT64' : 'CODE_FLOAT64'),
    ),
  ].filter(({ name }) => !hidden.includes(name))

const allowed = ({ state, engine }: Call, name: string, caller: Caller): { view: View; allowed: Allowed } => {
  try {
    const view = viewNamed(state, name)
    return { view, allowed: allowedIn(engine, view, caller) }
  } catch (error) {
    if (!(error instanceof Failed)) throw error
    const { error: said } = JSON.parse(error.page.body) as { error: string }
    if (said === 'action not allowed') throw grpcFailed(403, 7, said)
    throw said.includes('not found') ? grpcFailed(404, 5, 'resource not found') : grpcFailed(400, 3, said)
  }
}

/** What a form needs to know of a view: its columns, or the time that it covers. */
export function viewFact(call: Call, name: string, fact: string, caller: Caller): Answer {
  const found = allowed(call, name, caller)
  if (fact === 'schema') {
    mustBe('GET', call)
    return json({ schema: { fields: schemaOf(found.view, found.allowed) }, trace: null })
  }
  mustBe('POST', call)
  const { min, max } = call.engine.run(
    `SELECT MIN(ts) AS min, MAX(ts) AS max FROM ${found.view.model} WHERE (${found.allowed.rowFilter})`,
  ).rows[0] as { min: string | null; max: string | null }
  return json({ timeRangeSummary: { min, max, watermark: max }, maxQueryTimeRangeMillis: '0', trace: null })
}
