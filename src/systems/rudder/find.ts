import { type RequestsApi, requestsOf } from './requests.ts'
import type { Group, Part, Rule, Technique } from './shapes/index.ts'

/** Every rule that a person may mean, by its name; system rules are not listed by Rudder. */
export const findRule = async (api: { rules(): Promise<readonly Rule[]> }) =>
  (await api.rules()).map(({ id, displayName }) => ({ id, name: displayName }))

/** Every accepted node, by its host name. */
export const findNode = async (api: {
  nodes(input: { query: { include: 'minimal' } }): AsyncIterable<{ id: string; hostname: string }>
}) => {
  const found: { id: string; name: string }[] = []
  for await (const { id, hostname } of api.nodes({ query: { include: 'minimal' } })) found.push({ id, name: hostname })
  return found
}

/** Every directive, by its name; read where no parameter is sent along. */
export const findDirective = async (api: {
  directivesCompliance(input: { query: { level: 1 } }): AsyncIterable<Part>
}) => {
  const found: { id: string; name: string }[] = []
  for await (const { id, name } of api.directivesCompliance({ query: { level: 1 } })) found.push({ id, name })
  return found
}

/** Every group, by its name. */
export const findGroup = async (api: { groups(): AsyncIterable<Group> }) => {
  const found: { id: string; name: string }[] = []
  for await (const { id, displayName } of api.groups()) found.push({ id, name: displayName })
  return found
}

/** Every technique once, by its name; its id is what directives are made of. */
export const findTechnique = async (api: { techniques(): AsyncIterable<Pick<Technique, 'id' | 'name'>> }) => {
  const names = new Map<string, string>()
  for await (const { id, name } of api.techniques()) names.set(id, name)
  return [...names].map(([id, name]) => ({ id, name }))
}

/** Every change request, by its name or as `#42`; throws UserError where this Rudder has none at all. */
export const findRequest = async (api: RequestsApi, text: string) =>
  (await requestsOf(api, 'all')).map(({ id, displayName }) => ({
    id,
    name: text.startsWith('#') ? `#${id}` : displayName,
  }))
