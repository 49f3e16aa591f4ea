import { z } from 'zod'
import { read, write } from '../operation.ts'
import { Account, ChangeRequest, Group, Node, NodeCompliance, Rule, RuleCompliance } from './shapes.ts'

// `data` is what Rudder's envelope holds: `{container: […]}`, for one object a list of one.
const one = <T extends z.ZodType>(key: string, item: T) =>
  z.object({ [key]: z.tuple([item]) }).transform((data) => (data[key] as [z.output<T>])[0])
const many = <T extends z.ZodType>(key: string, item: T) =>
  z.object({ [key]: z.array(item) }).transform((data) => data[key] as z.output<T>[])
const setting = <T extends z.ZodType>(key: string, value: T) =>
  z.object({ settings: z.object({ [key]: value }) }).transform(({ settings }) => settings[key] as z.output<T>)

const Level = z.object({ level: z.number().int().min(1).max(5) })
/** Rudder reads these from the query only, never from JSON (LiftApiDispatcher.getParam). */
const Attribution = z.object({
  reason: z.string().optional(),
  changeRequestName: z.string().optional(),
  changeRequestDescription: z.string().optional(),
})
const RulePatch = z.strictObject({ enabled: z.boolean().optional() })

export const info = read('rudder:info:read', 'GET /info', {
  internal: 'handshake',
  output: z.object({
    availableVersions: z.object({ latest: z.number(), all: z.array(z.object({ version: z.number() })) }),
  }),
})

/** `OK`, to any token that is accepted; needs no right and no version (RestAuthenticationFilter). */
export const status = read('rudder:token:read', 'GET /status', { internal: 'probe', output: z.string() })
/** The account of the token that asks, from API 22 (Rudder 9.0.4); a token of an access list may not ask without it. */
export const ownAccount = read('rudder:token:read', 'GET /apiaccounts/token', {
  internal: 'probe',
  output: one('accounts', Account),
})

/** -1 where there is no rule or no report yet; else whole percent, without pending. */
export const globalCompliance = read('rudder:compliance:read', 'GET /compliance', {
  output: z
    .object({
      globalCompliance: z.object({
        compliance: z.number(),
        complianceDetails: z.record(z.string(), z.number()).optional(),
      }),
    })
    .transform((data) => data.globalCompliance),
})
export const rulesCompliance = read('rudder:compliance:read', 'GET /compliance/rules', {
  query: Level,
  output: many('rules', RuleCompliance),
})
export const ruleCompliance = read('rudder:compliance:read', 'GET /compliance/rules/{ruleId}', {
  query: Level,
  output: one('rules', RuleCompliance),
})
export const nodesCompliance = read('rudder:compliance:read', 'GET /compliance/nodes', {
  query: Level,
  each: { key: 'nodes', item: NodeCompliance },
})
export const nodeCompliance = read('rudder:compliance:read', 'GET /compliance/nodes/{nodeId}', {
  query: Level,
  output: one('nodes', NodeCompliance),
})

export const rules = read('rudder:rules:read', 'GET /rules', { output: many('rules', Rule) })
export const rule = read('rudder:rules:read', 'GET /rules/{ruleId}', { output: one('rules', Rule) })
/** A partial patch. Under change validation it answers 200 with the *requested* state and `changeRequestId`. */
export const updateRule = write('rudder:rules:write', 'POST /rules/{ruleId}', {
  query: Attribution,
  body: RulePatch,
  output: one('rules', Rule),
})

export const groups = read('rudder:groups:read', 'GET /groups', { each: { key: 'groups', item: Group } })

export const nodes = read('rudder:nodes:read', 'GET /nodes', {
  query: z.object({ include: z.literal('minimal') }),
  each: { key: 'nodes', item: Node },
})
export const node = read('rudder:nodes:read', 'GET /nodes/{nodeId}', {
  query: z.object({ include: z.literal('default') }),
  output: one('nodes', Node),
})

export const reasonMandatory = read('rudder:settings:read', 'GET /settings/mandatory_change_message', {
  output: setting('mandatory_change_message', z.boolean()),
})
export const changeValidation = read('rudder:settings:read', 'GET /settings/enable_change_request', {
  output: setting('enable_change_request', z.boolean()),
})
/** Minutes between two runs of the agents. */
export const runFrequency = read('rudder:settings:read', 'GET /settings/run_frequency', {
  output: setting('run_frequency', z.number()),
})

/** A bare array; unknown address (404) where the change-validation plugin is not installed. */
export const changeRequests = read('rudder:requests:read', 'GET /changeRequests', {
  internal: 'recovery',
  query: z.object({ status: z.enum(['open', 'closed', 'all']) }),
  output: z.array(ChangeRequest),
})
