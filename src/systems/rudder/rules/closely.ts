import { SystemError } from '../../../errors.ts'
import { type Cause, causesOf, failingStates } from '../compliance/causes.ts'
import { tallyEach } from '../compliance/states.ts'
import type { CompliancePart, RuleCompliance } from '../shapes/index.ts'
import { ruleNodes } from './rule-parts.ts'

interface RuleApi {
  ruleCompliance(input: { ruleId: string; query: { level: 5 } }): Promise<RuleCompliance>
}

/** The compliance of a rule down to each node's messages; undefined if that is too large to be read whole. */
export const closely = async (api: RuleApi, ruleId: string): Promise<RuleCompliance | undefined> => {
  try {
    return await api.ruleCompliance({ ruleId, query: { level: 5 } })
  } catch (error) {
    if (error instanceof SystemError && error.kind === 'too-large') return undefined
    throw error
  }
}

/** One way a rule fails, and on how many nodes; without a cause if the report is too large to be read whole. */
export interface FailureReason {
  readonly rule: CompliancePart
  readonly cause?: Cause
  readonly failing: number
}

/** Nothing else of the report is kept, because in a large fleet every rule may have 20,000 nodes. */
export const reasonsOf = async (
  api: RuleApi & Parameters<typeof ruleNodes>[0],
  rule: CompliancePart,
): Promise<readonly FailureReason[]> => {
  const close = await closely(api, rule.id)
  if (close) return causesOf(close).map((cause) => ({ rule, cause, failing: cause.nodes.length }))
  const counts = await tallyEach(ruleNodes(api, rule.id))
  return [{ rule, failing: failingStates.reduce((sum, state) => sum + counts[state], 0) }]
}
