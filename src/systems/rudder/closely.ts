import { SystemError } from '../../errors.ts'
import { type PartsApi, readRule } from './rule-parts.ts'
import type { DirectiveCompliance, RuleCompliance } from './shapes/index.ts'

interface RuleApi extends PartsApi {
  ruleCompliance(input: { ruleId: string; query: { level: number } }): Promise<RuleCompliance>
}

interface DirectiveApi {
  directiveCompliance(input: { directiveId: string; query: { level: number } }): Promise<DirectiveCompliance>
}

const unlessTooLarge = async <T>(deep: Promise<T>, shallow: () => Promise<T>) => {
  try {
    return { read: await deep, deep: true }
  } catch (error) {
    if (!(error instanceof SystemError && error.kind === 'too-large')) throw error
    return { read: await shallow(), deep: false }
  }
}

/** The compliance of a rule down to what each node says; `deep` is false where that is too much to read, and then it is by node only. */
export const closely = async (
  api: RuleApi,
  ruleId: string,
): Promise<{ readonly rule: RuleCompliance; readonly deep: boolean }> => {
  const whole = api.ruleCompliance({ ruleId, query: { level: 5 } })
  const { read, deep } = await unlessTooLarge(whole, () => readRule(api, ruleId))
  return { rule: read, deep }
}

/** The compliance of a directive by rule and by node; `deep` is false where it has too many nodes, and then it has neither. */
export const readDirective = async (
  api: DirectiveApi,
  directiveId: string,
): Promise<{ readonly directive: DirectiveCompliance; readonly deep: boolean }> => {
  const at = (level: number) => api.directiveCompliance({ directiveId, query: { level } })
  const { read, deep } = await unlessTooLarge(at(2), () => at(1))
  return { directive: read, deep }
}
