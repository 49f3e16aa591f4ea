import { SystemError } from '../../../errors.ts'
import { type Cause, causesOf, failingStates } from '../compliance/causes.ts'
import { tallyEach } from '../compliance/states.ts'
import type { CompliancePart, RuleCompliance } from '../shapes/index.ts'
import { ruleNodes } from './rule-parts.ts'

interface RuleApi {
  ruleCompliance(input: { ruleId: string; query: { level: 5 } }): Promise<RuleCompliance>
}

/** The compliance of a rule down to what each node says; undefined where that is too much to be read whole. */
export const closely = async (api: RuleApi, ruleId: string): Promise<RuleCompliance | undefined> => {
  try {
    return await api.ruleCompliance({ ruleId, query: { level: 5 } })
  } catch (error) {
    if (error instanceof SystemError && error.kind === 'too-large') return undefined
    throw error
  }
}

/** A way in which a rule fails, and on how many nodes; of a report that is too large to be read whole no cause is known. */
export interface FailureReason {
  readonly rule: CompliancePart
  readonly cause?: Cause
  readonly failing: number
}

/** Nothing else is kept of what is read of a rule: of a large fleet it has 20,000 nodes, and so have the others. */
export const reasonsOf = async (
  api: RuleApi & Parameters<typeof ruleNodes>[0],
  rule: CompliancePart,
): Promise<readonly FailureReason[]> => {
  const close = await closely(api, rule.id)
  if (close) return causesOf(close).map((cause) => ({ rule, cause, failing: cause.nodes.length }))
  const counts = await tallyEach(ruleNodes(api, rule.id))
  return [{ rule, failing: failingStates.reduce((sum, state) => sum + counts[state], 0) }]
}
