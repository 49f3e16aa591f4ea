import { isOwn } from '../directives/own-directives.ts'
import { branchesOf } from '../groups/branches.ts'
import { type RequestsApi, requestsOf } from '../requests/requests.ts'
import type { CompliancePart, Group, Node, Rule, RuleTree, Technique } from '../shapes/index.ts'
import { gather } from './gather.ts'

interface AddressesApi {
  nodes(input: {
    query: { include: 'minimal' | 'minimal,ipAddresses' }
  }): AsyncIterable<Pick<Node, 'id' | 'hostname' | 'ipAddresses'>>
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

/** Every accepted node, by its host name or, if the text is one, by an address. */
export const findNode = async (api: AddressesApi, text = '') => {
  const include = isAddress(text) ? 'minimal,ipAddresses' : 'minimal'
  const found: Ref[] = []
  for await (const node of api.nodes({ query: { include } })) found.push(byAddress(text)(node))
  return found
}

interface Ref {
  readonly id: string
  readonly name: string
  readonly also?: readonly string[]
}

const isAddress = (text: string): boolean => /^(\d{1,3}\.){3}\d{1,3}$|^[0-9a-f]*:[0-9a-f:.]*$/i.test(text.trim())

/** Every node has a loopback address. */
const isLoopback = (address: string): boolean => address.startsWith('127.') || address === '::1'

const byAddress =
  (text: string) =>
  ({ id, hostname, ipAddresses = [] }: Pick<Node, 'id' | 'hostname' | 'ipAddresses'>): Ref =>
    isAddress(text)
      ? { id, name: hostname, also: ipAddresses.filter((one) => !isLoopback(one)) }
      : { id, name: hostname }

/** Every node, accepted or not yet, by its host name or by an address; an accepted one goes before a new one of its name. */
export const findAnyNode = async (
  api: AddressesApi & { pendingNodes(input: { query: { include: 'default' } }): AsyncIterable<Node> },
  text: string,
) => {
  const waiting = gather(api.pendingNodes({ query: { include: 'default' } }))
  waiting.catch(() => undefined)
  const accepted = await findNode(api, text)
  const names = new Set(accepted.map(({ name }) => name.toLowerCase()))
  const fresh = (await waiting).map(byAddress(text))
  return [...accepted, ...fresh.filter(({ id, name }) => id === text || !names.has(name.toLowerCase()))]
}

/** Every node that waits to be accepted, by its host name, and the one of this very name that was accepted already. */
export const findPendingNode = async (
  api: AddressesApi & { pendingNodes(input: { query: { include: 'default' } }): AsyncIterable<Node> },
  text: string,
) => {
  const [waiting, nodes] = await Promise.all([
    gather(api.pendingNodes({ query: { include: 'default' } })),
    findNode(api, text),
  ])
  const accepted = nodes.filter(({ id, name }) => id === text || name === text)
  return [...waiting.map(byAddress(text)), ...accepted]
}

/** Every directive, by its name; from a read that carries no parameters. */
export const findDirective = async (api: {
  directivesCompliance(input: { query: { level: 1 } }): AsyncIterable<CompliancePart>
}) => {
  const found: { id: string; name: string }[] = []
  for await (const { id, name } of api.directivesCompliance({ query: { level: 1 } })) found.push({ id, name })
  return found
}

/** The same without Rudder's own, which can't be changed. */
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

/** Every change request, by its name or as `#42`; throws UserError if this Rudder has none at all. */
export const findRequest = async (api: RequestsApi, text: string) =>
  (await requestsOf(api, 'all')).map(({ id, displayName }) => ({
    id,
    name: text.startsWith('#') ? `#${id}` : displayName,
  }))

/** Every change request by its number, with or without `#`: a decision names the number, never the title. */
export const findRequestNumber = async (api: RequestsApi) =>
  (await requestsOf(api, 'all')).map(({ id }) => ({ id, name: `#${id}` }))
