import { directiveNames } from '../directives/directive-names.ts'
import { branchesOf } from '../groups/branches.ts'
import { gather } from '../reads/gather.ts'
import { sidesOf } from '../shapes/difference.ts'
import type { Group, GroupTree } from '../shapes/group.ts'
import type { Node, RuleTree } from '../shapes/index.ts'
import type { ChangeKind, ObjectChange } from '../shapes/request.ts'

/** Names for the ids in a change request. */
export interface ChangeNames {
  readonly groups: readonly Group[]
  readonly directives: ReadonlyMap<string, string>
  readonly nodes: ReadonlyMap<string, string>
  readonly categories: ReadonlyMap<string, string>
}

/** The reads for names. */
export type NamesApi = Parameters<typeof directiveNames>[0] & {
  groups(): AsyncIterable<Group>
  nodes(input: { query: { include: 'minimal' } }): AsyncIterable<Node>
  ruleTree(): Promise<RuleTree>
  groupTree(): Promise<GroupTree>
}

/**
 * Reads the names that are needed to say what changes, and no others; objects that the request creates have their names in
 * it.
 */
export const namesFor = async (api: NamesApi, objects: readonly ObjectChange[]): Promise<ChangeNames> => {
  const has = (kind: ChangeKind, part: string) =>
    objects.some((one) => one.kind === kind && Object.hasOwn(one.parts, part))
  const none = new Map<string, string>()
  const [groups, directives, nodes, ruleCategories, groupCategories] = await Promise.all([
    has('rules', 'targets') ? gather(api.groups()) : [],
    has('rules', 'directives') ? directiveNames(api) : none,
    has('groups', 'nodeIds') ? nodeNames(api) : none,
    has('rules', 'categoryId') ? api.ruleTree().then(branchesOf) : [],
    has('groups', 'category') ? api.groupTree().then(groupCategoriesOf) : [],
  ])
  const created = (kind: ChangeKind) =>
    objects
      .filter((one) => one.kind === kind && one.action === 'create')
      .map((one) => [one.id ?? '', nameIn(one)] as const)
  const groupNames = apart([...groups.map(({ id, displayName }) => [id, displayName] as const), ...created('groups')])
  const categories = [...ruleCategories, ...groupCategories].map(({ id, name }) => [id, name] as const)
  return {
    groups: [...groupNames].map(([id, displayName]) => ({ id, displayName, nodeIds: [], enabled: true })),
    directives: apart([...directives, ...created('directives')]),
    nodes: apart([...nodes]),
    categories: apart(categories),
  }
}

/** Names by id; if several have the same, each is followed by its id. */
const apart = (named: readonly (readonly [id: string, name: string])[]): ReadonlyMap<string, string> => {
  const byId = new Map(named)
  const count = Map.groupBy(byId.values(), (name) => name)
  return new Map([...byId].map(([id, name]) => [id, (count.get(name)?.length ?? 0) > 1 ? `${name} (${id})` : name]))
}

/** What an object is called in the request, before it is renamed there; empty if that is not reported. */
export const nameIn = ({ parts, id = '' }: ObjectChange): string => {
  const said = [parts.displayName, parts.name].flatMap(sidesOf)
  return said.find((name): name is string => typeof name === 'string' && name !== '') ?? id
}

const nodeNames = async (api: NamesApi): Promise<ReadonlyMap<string, string>> => {
  const names = new Map<string, string>()
  for await (const { id, hostname } of api.nodes({ query: { include: 'minimal' } })) names.set(id, hostname)
  return names
}

const groupCategoriesOf = (tree: GroupTree): readonly { readonly id: string; readonly name: string }[] => [
  { id: tree.id, name: tree.name },
  ...tree.categories.flatMap(groupCategoriesOf),
]
