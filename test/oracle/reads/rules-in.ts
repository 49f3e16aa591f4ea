import { tenth } from '../truth/figures.ts'
import type { Rule } from '../truth/raw.ts'
import type { Scope, Truth } from '../truth/truth.ts'
import type { Reading } from './answer.ts'

/** A rule that is stored, and what is true of its checks. */
export interface RuleIn {
  readonly rule: Rule
  readonly scope: Scope
}

/** What is true of each rule that is stored, by its checks. */
export const rulesOf = (truth: Truth): readonly RuleIn[] => {
  const byRule = Map.groupBy(truth.checks, ({ rule }) => rule.id)
  return truth.state.rules.map((rule) => {
    const its = new Set(byRule.get(rule.id) ?? [])
    return { rule, scope: truth.of((check) => its.has(check)) }
  })
}

/** The rules that wait for nodes, and what share of their checks does. */
export const tellsWaiting = (reading: Reading, waiting: readonly RuleIn[]): void => {
  const where = 'list Rules that wait for nodes'
  for (const name of reading.names(where)) {
    const found = waiting.find(({ rule }) => rule.displayName === name)
    if (!found) reading.wrong(`${where}: ${name} does not wait`)
    else reading.saysOf(where, name, /([\d.]+%) of its checks pending/, [`${tenth(found.scope.pending)}%`])
  }
  reading.total(where, waiting.length)
  const [only, ...others] = waiting
  const isOne = only && others.length === 0 && /(?:is|are) pending/.test(reading.message.title)
  reading.says('title', /\(rule “(.+)”\)/, isOne ? [only.rule.displayName] : undefined)
}
