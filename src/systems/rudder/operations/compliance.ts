import { z } from 'zod'
import { read } from '../../operation.ts'
import {
  CompliancePart,
  DirectiveCompliance,
  GroupCompliance,
  NodeCompliance,
  RuleCompliance,
} from '../shapes/compliance.ts'
import { one, under } from '../shapes/container.ts'
import { ownTenants } from '../shapes/server.ts'

/** Decimal places, for the details only: the figure itself doesn't change. */
const precision = z.number().int().min(0).max(5).optional()
/** How deep; what a level is differs by rule, directive and node. Never left out: Rudder would send everything. */
const Level = z.object({ level: z.number().int().min(1).max(5), precision })

const scope = 'rudder:compliance:read'

/** -1 if there is no rule or no report yet; else whole percent, without pending. */
export const globalCompliance = read(scope, 'GET /compliance', {
  query: z.object({ precision }),
  output: under(
    'globalCompliance',
    z.object({ compliance: z.number(), complianceDetails: z.record(z.string(), z.number()).optional() }),
  ),
})

/** Of the token that reads compliance, which is computed only from the nodes of its tenants. */
export const complianceTenants = read(scope, 'GET /apiaccounts/token', ownTenants)

export const rulesCompliance = read(scope, 'GET /compliance/rules', {
  query: Level,
  each: { at: 'data.rules', item: RuleCompliance },
})
/** Read whole: level 1, or deeper if the rule has few nodes; see `ruleParts`. */
export const ruleCompliance = read(scope, 'GET /compliance/rules/{ruleId}', {
  query: Level,
  output: one('rules', RuleCompliance),
})

// The parts of one object in a large fleet are too large to be read whole, so each part is read by itself, without
// repeating all nodes. The server derives the nodes of a rule or a directive from its components (GroupComponentCompliance),
// so if the level leaves those out, the list of nodes is empty: for a rule below level 3, for a directive below level 4.
const part = CompliancePart.optional()

/** The directives and the nodes of one rule. */
export const ruleParts = read(scope, 'GET /compliance/rules/{ruleId}', {
  query: z.object({ level: z.literal(3).default(3), precision }),
  each: {
    at: { directives: 'data.rules[].directives', nodes: 'data.rules[].nodes' },
    item: z.object({ directives: part, nodes: part }),
  },
})

/**
 * With the name of every directive, also of those that no rule has and of Rudder's own, and never with its parameters. At
 * level 1 newer servers return names and no figure, because they compute it from the rules, which they don't read then.
 */
export const directivesCompliance = read(scope, 'GET /compliance/directives', {
  query: Level,
  each: { at: 'data.directivesCompliance', item: DirectiveCompliance },
})
/** With its rules at level 2; its figure as above. */
export const directiveCompliance = read(scope, 'GET /compliance/directives/{directiveId}', {
  query: Level,
  output: under('directiveCompliance', DirectiveCompliance),
})
/** The nodes of one directive; its rules are skipped, because at this level each has all nodes in it. */
export const directiveNodes = read(scope, 'GET /compliance/directives/{directiveId}', {
  query: z.object({ level: z.literal(4).default(4), precision }),
  each: { at: 'data.directiveCompliance.nodes', item: CompliancePart },
})
/** All cells quoted; they hold what agents wrote: see `cells.ts` of message before a spreadsheet opens it. */
export const directiveComplianceCsv = read(scope, 'GET /compliance/directives/{directiveId}', {
  query: z.object({ format: z.literal('csv').default('csv') }),
  text: 'whole',
  output: z.string(),
})

export const nodesCompliance = read(scope, 'GET /compliance/nodes', {
  query: Level,
  each: { at: 'data.nodes', item: NodeCompliance },
})
export const nodeCompliance = read(scope, 'GET /compliance/nodes/{nodeId}', {
  query: Level,
  output: one('nodes', NodeCompliance),
})

// API 24 calls the container `groupCompliance`.
const group = z.union([one('nodeGroups', GroupCompliance), one('groupCompliance', GroupCompliance)])
const since = { version: 19, what: 'compliance of a group' }

/** For all rules on the nodes of the group; by id, or by a target such as `special:all`. */
export const groupCompliance = read(scope, 'GET /compliance/groups/{groupId}', { query: Level, since, output: group })
/** Only for the rules that target this group. */
export const groupTargetCompliance = read(scope, 'GET /compliance/groups/{groupId}/target', {
  query: Level,
  since,
  output: group,
})
/** The rules and the nodes of one group, of all rules on them. */
export const groupParts = read(scope, 'GET /compliance/groups/{groupId}', {
  query: z.object({ level: z.literal(2).default(2), precision }),
  since,
  each: {
    at: { rules: 'data.nodeGroups[].rules', nodes: 'data.nodeGroups[].nodes' },
    item: z.object({ rules: part, nodes: part }),
  },
})
