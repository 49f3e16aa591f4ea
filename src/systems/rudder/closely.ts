import { SystemError } from '../../errors.ts'
import { type PartsApi, readRule } from './rule-parts.ts'
import type { RuleCompliance } from './shapes/index.ts'

interface RuleApi extends PartsApi {
  ruleCompliance(input: { ruleId: string; query: { level: number } }): Promise<RuleCompliance>
}

/** The compliance of a rule down to what each node says; `deep` is false where that is too much to read, and then it is by node only. */
export const closely = async (
  api: RuleApi,
  ruleId: string,
): Promise<{ readonly rule: RuleCompliance; readonly deep: boolean }> => {
  try {
    return { rule: await api.ruleCompliance({ ruleId, query: { level: 5 } }), deep: true }
  } catch (error) {
    if (!(error instanceof SystemError && error.kind === 'too-large')) throw error
    return { rule: await readRule(api, ruleId), deep: false }
  }
}
