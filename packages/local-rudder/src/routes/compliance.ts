import { globalCompliance, type Tally, total } from '../arithmetic.ts'
import { type Check, checksOf, eachCheck, linesOf } from '../checks.ts'
import { csvOf } from '../csv.ts'
import { own } from '../own-directives.ts'
import { Refused } from '../refused.ts'
import type { Answer, Call, Route } from '../route.ts'
import type { Directive, Node, Rule } from '../state.ts'
import { nodesOf } from '../targets.ts'
import { type Branch, directiveTree, groupTree, nodeTree, ruleTree, tallyOf } from '../tree.ts'
import { isBefore } from '../versions.ts'

const integer = /^[+-]?\d+$/

function levelOf(call: Call): number {
  const level = call.query.get('level')
  if (level === null) return 10
  if (integer.test(level)) return Number(level)
  throw new Refused(`level (displayed level of compliance details) must be an integer, was: '${level}'`)
}

function precisionOf(call: Call): number {
  const precision = call.query.get('precision')
  if (precision === null) return 2
  if (!integer.test(precision)) throw new Refused(`percent precision must be an integer, was: '${precision}'`)
  const digits = Number(precision)
  if (digits >= 0 && digits <= 5) return digits
  throw new Refused(`Invalid level for compliance precision ${digits}, valid values are 0 to 5`)
}

const grouped = (call: Call, by: (check: Check) => string) => Map.groupBy(checksOf(call.state, call.now), by)

const mine = (call: Call, rule: Rule) => [...eachCheck(call.state, call.now, (one) => one.id === rule.id)]

function rules(call: Call, id?: string): Answer {
  const level = levelOf(call)
  const found = call.state.rules.filter((rule) => id === undefined || rule.id === id)
  if (id !== undefined && found.length === 0) throw new Refused(`Rule with id '${id}' was not found`)
  return listed('rules', found, (rule) =>
    ruleTree(call.state, rule, mine(call, rule), { level, rudder: call.server.rudder }),
  )
}

function nodes(call: Call, id?: string): Answer {
  const level = levelOf(call)
  const found = call.state.nodes.filter((node) => id === undefined || node.id === id)
  if (id !== undefined && found.length === 0) throw new Refused(`The node with ID '${id}' is not known on Rudder`)
  const lines = linesOf(call.state, call.now)
  const checksOn = (node: Node) => lines.filter((line) => line.nodes.has(node.id)).map((line) => line.check(node))
  return listed('nodes', found, (node) => nodeTree(call.state, node, checksOn(node), level))
}

/** Each made as it is sent: of a large fleet the whole would not fit into memory. */
const listed = <T>(key: string, found: readonly T[], tree: (one: T) => Branch): Answer => ({
  key,
  elements: (function* () {
    for (const one of found) yield tree(one)
  })(),
})

const ownTree = (call: Call, id: string): Branch => ({
  id,
  name: id,
  compliance: 0,
  mode: call.state.settings.reporting_mode ?? 'full-compliance',
  policyMode: 'enforce',
  complianceDetails: {},
  ...(levelOf(call) < 2 ? {} : { rules: [], nodes: [] }),
})

const directiveIn = (call: Call): Directive => {
  const [id] = call.parameters
  const directive = call.state.directives.find((one) => one.id === id)
  if (!directive) throw new Refused(`Directive with id '${id}' not found'`)
  return directive
}

const ofDirective = (call: Call, directive: Directive, checks: readonly Check[]) =>
  directiveTree(call.state, directive, checks, { level: levelOf(call), rudder: call.server.rudder })

/** As JSON or, the only one that can, as CSV. */
function directive(call: Call): Answer {
  const format = call.query.get('format')?.toLowerCase() ?? 'json'
  if (format !== 'json' && format !== 'csv')
    throw new Refused(`Wrong type of value for compliance format '${format}', expected : [csv, json]`)
  const [id = ''] = call.parameters
  if (own.includes(id))
    return format === 'csv' ? { text: csvOf([]) } : { data: { directiveCompliance: ownTree(call, id) } }
  const wanted = directiveIn(call)
  const checks = checksOf(call.state, call.now).filter((check) => check.directive.id === wanted.id)
  if (format === 'csv') return { text: csvOf(checks) }
  return { data: { directiveCompliance: ofDirective(call, wanted, checks) } }
}

function directives(call: Call): Answer {
  // Newer servers compute nothing for level 1, and have no figure there.
  const isNeeded = levelOf(call) > 1 || isBefore(call.server.rudder, '8.2.0')
  const checks = isNeeded ? grouped(call, (check) => check.directive.id) : new Map<string, Check[]>()
  const all = call.state.directives.map((one) => ofDirective(call, one, checks.get(one.id) ?? []))
  return { data: { directivesCompliance: [...own.map((id) => ownTree(call, id)), ...all] } }
}

/** Of all rules on the nodes of a group, or `targeted`, of those that name it. */
const group =
  (targeted: boolean) =>
  (call: Call): Answer => {
    const [id = ''] = call.parameters
    const found = call.state.groups.find((one) => one.id === id)
    if (!found && !id.startsWith('special:')) throw new Refused(`Group with id '${id}' was not found'`)
    const target = found ? `group:${id}` : id
    const nodeIds = nodesOf(call.state, [target])
    const checks = checksOf(call.state, call.now).filter(
      ({ node, rule }) =>
        nodeIds.has(node.id) && (!targeted || JSON.stringify(rule.targets).includes(JSON.stringify(target))),
    )
    const name = found?.displayName ?? id
    return { data: { nodeGroups: [groupTree(call.state, { id, name }, checks, levelOf(call))] } }
  }

/** Before 8.2 only reports on the rules of people count; since then any report of a node. */
const isReported = ({ server, state }: Call, tally: Tally): boolean =>
  Number(server.versions.at(-1)) >= 20 ? state.nodes.length > 0 : total(tally) > 0

/** The compliance of everything, of rules, nodes, directives and groups; computed anew from the table of checks for every call. */
export const compliance: readonly Route[] = [
  {
    name: 'getGlobalCompliance',
    about: 'Get global compliance (alike what one has on Rudder main dashboard)',
    method: 'GET',
    path: 'compliance',
    answer: (call) => {
      const precision = precisionOf(call)
      const tally = tallyOf(eachCheck(call.state, call.now))
      return { data: { globalCompliance: globalCompliance(tally, precision, isReported(call, tally)) } }
    },
  },
  {
    name: 'getRulesCompliance',
    about: 'Get compliance information for all rules',
    method: 'GET',
    path: 'compliance/rules',
    answer: (call) => rules(call),
  },
  {
    name: 'getRulesComplianceId',
    about: 'Get compliance information for the given rule',
    method: 'GET',
    path: 'compliance/rules/{id}',
    answer: (call) => rules(call, call.parameters[0]),
  },
  {
    name: 'getNodesCompliance',
    about: 'Get compliance information for all nodes',
    method: 'GET',
    path: 'compliance/nodes',
    answer: (call) => nodes(call),
  },
  {
    name: 'getNodeComplianceId',
    about: 'Get compliance information for the given node',
    method: 'GET',
    path: 'compliance/nodes/{id}',
    answer: (call) => nodes(call, call.parameters[0]),
  },
  {
    name: 'getDirectivesCompliance',
    about: "Get all directive's compliance",
    method: 'GET',
    path: 'compliance/directives',
    since: 17,
    answer: directives,
  },
  {
    name: 'getDirectiveComplianceId',
    about: "Get a directive's compliance",
    method: 'GET',
    path: 'compliance/directives/{id}',
    since: 17,
    answer: directive,
  },
  {
    name: 'getNodeGroupComplianceId',
    about: "Get a node group's global compliance",
    method: 'GET',
    path: 'compliance/groups/{id}',
    since: 19,
    answer: group(false),
  },
  {
    name: 'getNodeGroupComplianceTargetId',
    about: "Get a node group's targeted compliance",
    method: 'GET',
    path: 'compliance/groups/{id}/target',
    since: 19,
    answer: group(true),
  },
]
