import { SystemError } from '../../errors.ts'
import type { RuleCompliance } from './shapes/index.ts'

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
