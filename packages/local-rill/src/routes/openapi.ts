import { type Answer, type Call, json, runtimeHost } from '../call.ts'
import { isParsed } from '../sql/template.ts'
import type { Api } from '../state.ts'

const responses = (name: string, items: unknown) => ({
  200: {
    content: { 'application/json': { schema: { items, type: 'array' } } },
    description: `Successful response of ${name} resolver`,
  },
  400: {
    content: { 'application/json': { schema: { properties: { error: { type: 'string' } }, type: 'object' } } },
    description: 'Bad request',
  },
})

const pathOf = ({ name, summary, parameters, requestSchema, responseSchema }: Api) => ({
  [requestSchema ? 'post' : 'get']: {
    ...(parameters && { parameters }),
    ...(requestSchema && { requestBody: { content: { 'application/json': { schema: requestSchema } } } }),
    responses: responses(name, responseSchema ?? { type: 'object' }),
    summary: summary ?? `Query ${name} resolver`,
  },
})

const builtIns: readonly Api[] = [
  {
    name: 'metrics',
    summary: 'Query metrics resolver',
    requestSchema: { type: 'object', properties: { metrics_view: { type: 'string' } }, required: ['metrics_view'] },
  },
  { name: 'metrics-sql', requestSchema: { type: 'object', properties: { sql: { type: 'string' } } } },
  { name: 'sql', requestSchema: { type: 'object', properties: { sql: { type: 'string' } } } },
]

/** What the project's APIs are: the same for everybody, and with an address that only the server itself can use. */
export function openapi({ state }: Call): Answer {
  const shown = state.apis.filter(({ sql, metricsSql }) => isParsed(metricsSql ?? sql ?? ''))
  const all = [...builtIns.filter(({ name }) => !shown.some((one) => one.name === name)), ...shown]
  const sorted = all.toSorted((a, b) => (a.name < b.name ? -1 : 1))
  return json({
    components: { schemas: {} },
    info: { title: 'Rill project API', version: '1.0.0' },
    openapi: '3.0.3',
    paths: Object.fromEntries(sorted.map((api) => [`/${api.name}`, pathOf(api)])),
    servers: [{ url: `${runtimeHost}/v1/instances/${state.instance}/api` }],
  })
}
