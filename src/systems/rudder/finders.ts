import { branchesOf } from './branches.ts'
import { gather } from './gather.ts'
import { type RequestsApi, requestsOf } from './requests.ts'
import type { Group, Node, RuleTree } from './shapes/index.ts'

/** Every node that waits to be accepted, by its host name, and the one of this very name that was accepted already. */
export const findPendingNode = async (
  api: {
    pendingNodes(input: { query: { include: 'default' } }): AsyncIterable<Node>
    nodes(input: { query: { include: 'minimal' } }): AsyncIterable<Node>
  },
  text: string,
) => {
  const waiting = await gather(api.pendingNodes({ query: { include: 'default' } }))
  const accepted = (await gather(api.nodes({ query: { include: 'minimal' } }))).filter(
    ({ id, hostname }) => id === text || hostname === text,
  )
  return [...waiting, ...accepted].map(({ id, hostname }) => ({ id, name: hostname }))
}

/** Everything that a rule can be targeted at, by its name: the groups, all nodes. The id is the target as it is written. */
export const findTarget = async (api: { groups(): AsyncIterable<Group> }) => [
  ...(await gather(api.groups())).map(({ id, displayName, target }) => ({
    id: target ?? `group:${id}`,
    name: displayName,
  })),
  { id: 'special:all', name: 'all nodes' },
  { id: 'special:all_exceptPolicyServers', name: 'all nodes except policy servers' },
]

/** Every change request by its number, with or without `#`: who decides says which, and not what it is called. */
export const findRequestNumber = async (api: RequestsApi, text: string) =>
  (await requestsOf(api, 'all')).map(({ id }) => ({
    id,
    name: text.startsWith('#') ? `#${id}` : `change request #${id}`,
  }))

/** Every category of rules, by its name. */
export const findRuleCategory = async (api: { ruleTree(): Promise<RuleTree> }) =>
  branchesOf(await api.ruleTree()).map(({ id, name }) => ({ id, name }))
