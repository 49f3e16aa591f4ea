import { branchesOf } from './branches.ts'
import { gather } from './gather.ts'
import { isOwn } from './own-directives.ts'
import { type RequestsApi, requestsOf } from './requests.ts'
import type { Group, Node, Part, Rule, RuleTree, Technique } from './shapes/index.ts'

interface NodesApi {
  nodes(input: { query: { include: 'minimal' } }): AsyncIterable<Pick<Node, 'id' | 'hostname'>>
}
interface GroupsApi {
  groups(): AsyncIterable<Group>
}

/** Every rule that a person may mean, by its name; system rules are not listed by Rudder. */
export const findRule = async (api: { rules(): Promise<readonly Rule[]> }) =>
  (await api.rules()).map(({ id, displayName }) => ({ id, name: displayName }))

/** Every category of rules, by its name. */
export const findRuleCategory = async (api: { ruleTree(): Promise<RuleTree> }) =>
  branchesOf(await api.ruleTree()).map(({ id, name }) => ({ id, name }))

/** Every accepted node, by its host name. */
export const findNode = async (api: NodesApi) => {
  const found: { id: string; name: string }[] = []
  for await (const { id, hostname } of api.nodes({ query: { include: 'minimal' } })) found.push({ id, name: hostname })
  return found
}

/** Every node that waits to be accepted, by its host name, and the one of this very name that was accepted already. */
export const findPendingNode = async (
  api: NodesApi & { pendingNodes(input: { query: { include: 'default' } }): AsyncIterable<Node> },
  text: string,
) => {
  const waiting = await gather(api.pendingNodes({ query: { include: 'default' } }))
  const accepted = (await findNode(api)).filter(({ id, name }) => id === text || name === text)
  return [...waiting.map(({ id, hostname }) => ({ id, name: hostname })), ...accepted]
}

/** Every directive, by its name; read where no parameter is sent along. */
export const findDirective = async (api: {
  directivesCompliance(input: { query: { level: 1 } }): AsyncIterable<Part>
}) => {
  const found: { id: string; name: string }[] = []
  for await (const { id, name } of api.directivesCompliance({ query: { level: 1 } })) found.push({ id, name })
  return found
}

/** The same without Rudder's own, which nobody changes. */
export const findYourDirective = async (api: Parameters<typeof findDirective>[0]) =>
  (await findDirective(api)).filter((one) => !isOwn(one))

/** Every technique once, by its name; its id is what directives are based on. */
export const findTechnique = async (api: { techniques(): AsyncIterable<Pick<Technique, 'id' | 'name'>> }) => {
  const names = new Map<string, string>()
  for await (const { id, name } of api.techniques()) names.set(id, name)
  return [...names].map(([id, name]) => ({ id, name }))
}

/** Every group, by its name. */
export const findGroup = async (api: GroupsApi) => {
  const found: { id: string; name: string }[] = []
  for await (const { id, displayName } of api.groups()) found.push({ id, name: displayName })
  return found
}

/** Everything that a rule can be targeted at, by its name: the groups, all nodes. The id is the target as it is written. */
export const findTarget = async (api: GroupsApi) => [
  ...(await gather(api.groups())).map(({ id, displayName, target }) => ({
    id: target ?? `group:${id}`,
    name: displayName,
  })),
  { id: 'special:all', name: 'all nodes' },
  { id: 'special:all_exceptPolicyServers', name: 'all nodes except policy servers' },
]

/** Every change request, by its name or as `#42`; throws UserError where this Rudder has none at all. */
export const findRequest = async (api: RequestsApi, text: string) =>
  (await requestsOf(api, 'all')).map(({ id, displayName }) => ({
    id,
    name: text.startsWith('#') ? `#${id}` : displayName,
  }))

/** Every change request by its number, with or without `#`: who decides says which, and not what it is called. */
export const findRequestNumber = async (api: RequestsApi) =>
  (await requestsOf(api, 'all')).map(({ id }) => ({ id, name: `#${id}` }))
