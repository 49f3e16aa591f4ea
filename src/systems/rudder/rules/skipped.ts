import { quoted } from '../../../quoted.ts'
import type { CompliancePart, Rule } from '../shapes/index.ts'

/** A directive that does nothing in a rule, because another rule's directive of the same technique wins over it. */
interface Skipped {
  readonly id: string
  readonly name: string
  readonly by: string
}

/** The directives of a rule that are skipped on all its nodes; known only while it is enabled. */
export const skippedIn = ({
  directives = [],
}: {
  readonly directives?: readonly CompliancePart[] | undefined
}): readonly Skipped[] => {
  const found = Map.groupBy(directives, ({ id }) => id)
  return [...found.values()].flatMap((parts) => {
    const [first] = parts
    const by = first?.skippedDetails?.overridingRuleName
    return first && by !== undefined && parts.every(({ skippedDetails }) => skippedDetails)
      ? [{ id: first.id, name: first.name, by }]
      : []
  })
}

/** The rule with only the directives that do something. */
export const withoutSkipped = <R extends Pick<Rule, 'directives'>>(rule: R, skipped: readonly Skipped[]): R => ({
  ...rule,
  directives: rule.directives.filter((id) => !skipped.some((one) => one.id === id)),
})

/** Which directives of a rule do nothing on its nodes, and why. */
export const skippedNotes = (skipped: readonly Skipped[]): readonly string[] =>
  skipped.map(({ name, by }) => `Directive ${quoted(name)} does nothing in it: rule ${quoted(by)} overrides it.`)

/** The rules in which one directive is skipped on all nodes. */
export const skippingRules = ({
  rules = [],
}: {
  readonly rules?: readonly CompliancePart[] | undefined
}): readonly Skipped[] => skippedIn({ directives: rules })

/** In which of its rules a directive does nothing, and why. */
export const skippedInNotes = (skipped: readonly Skipped[]): readonly string[] =>
  skipped.map(({ name, by }) => `It does nothing in rule ${quoted(name)}: rule ${quoted(by)} overrides it.`)
