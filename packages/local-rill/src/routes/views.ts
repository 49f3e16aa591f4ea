import { type Caller, permission } from '../attributes.ts'
import { type Answer, type Call, json } from '../call.ts'
import { Failed, grpcFailed } from '../failed.ts'
import { title } from '../sql/metrics-query.ts'
import { allowedIn } from '../sql/policy.ts'
import type { View } from '../state.ts'

const visible = ({ engine }: Call, view: View, caller: Caller): readonly string[] | undefined => {
  try {
    return allowedIn(engine, view, caller).hidden
  } catch (error) {
    if (error instanceof Failed) return undefined
    throw error
  }
}

const spec = (view: View, hidden: readonly string[], isChecked: boolean) => ({
  model: view.model,
  displayName: view.displayName,
  description: view.description ?? '',
  timeDimension: view.timeDimension,
  dimensions: view.dimensions
    .filter(({ name }) => !hidden.includes(name))
    .map(({ name, column, displayName }) => ({
      name,
      type: isChecked && name === view.timeDimension ? 'DIMENSION_TYPE_TIME' : 'DIMENSION_TYPE_UNSPECIFIED',
      displayName: displayName ?? title(name),
      description: '',
      column,
      dataType: isChecked ? { code: name === view.timeDimension ? 'CODE_TIMESTAMP' : 'CODE_STRING' } : null,
    })),
  measures: view.measures
    .filter(({ name }) => !hidden.includes(name))
    .map(({ name, expression, displayName, description, format }) => ({
      name,
      displayName: displayName ?? title(name),
      description: description ?? '',
      expression,
      formatPreset: format ?? '',
      formatD3: '',
    })),
  // What only the project's author should read, and everybody is sent.
  securityRules: [
    { access: { condition: view.access ?? 'true', allow: true } },
    { rowFilter: { sql: view.rowFilter ?? '' } },
  ],
})

const resource = (view: View, hidden: readonly string[]) => ({
  meta: {
    name: { kind: 'rill.runtime.v1.MetricsView', name: view.name },
    filePaths: [`/metrics/${view.name}.yaml`],
    hidden: false,
    reconcileStatus: 'RECONCILE_STATUS_IDLE',
    reconcileError: view.broken ?? '',
  },
  metricsView: {
    spec: spec(view, hidden, false),
    state: view.broken === undefined ? { validSpec: spec(view, hidden, true) } : { validSpec: null },
  },
})

const mustReadObjects = ({ permissions }: Caller): void => {
  if (!permissions.includes(permission.readObjects)) throw grpcFailed(403, 7, 'action not allowed')
}

/** The metrics views that a caller may see; of another kind, all files of the project with their SQL and policies. */
export function resources(call: Call, caller: Caller): Answer {
  mustReadObjects(caller)
  const { state, query } = call
  if (query.get('kind') === 'rill.runtime.v1.API')
    return json({
      resources: state.apis.map(({ name, ...api }) => ({
        meta: { name: { kind: 'rill.runtime.v1.API', name } },
        api: { spec: api },
      })),
    })
  return json({
    resources: state.views.flatMap((view) => {
      const hidden = view.broken === undefined ? visible(call, view, caller) : []
      return hidden ? [resource(view, hidden)] : []
    }),
  })
}

/** One metrics view, by its name in the query. */
export function oneResource(call: Call, caller: Caller): Answer {
  mustReadObjects(caller)
  const { state, query } = call
  const name = query.get('name.name')
  const view = state.views.find((one) => one.name === name && query.get('name.kind') === 'rill.runtime.v1.MetricsView')
  if (!view) throw grpcFailed(404, 5, 'resource not found')
  const hidden = visible(call, view, caller)
  if (!hidden) throw grpcFailed(403, 7, 'action not allowed')
  return json({ resource: resource(view, hidden) })
}
