import { directiveNames } from '../directives/directive-names.ts'
import { targetWords } from '../groups/targets.ts'
import type { findDirective, findTarget } from '../reads/find.ts'
import { gather } from '../reads/gather.ts'
import type { Directive } from '../shapes/directive.ts'
import type { Rule, Target } from '../shapes/index.ts'

/** Not every command that changes a rule may read the names of directives. */
type Api = Partial<Parameters<typeof findDirective>[0]> & Parameters<typeof findTarget>[0]
type Words = (value: never, api: Api) => Promise<string | readonly string[]>

/** How a precondition is declared by a command. */
interface Precondition {
  readonly label: string
  readonly undo: boolean
  words?(value: unknown, api: Api): Promise<string | readonly string[]>
  readonly hidden?: true
}

interface Part {
  readonly label: string
  readonly words?: Words
  readonly hidden?: true
}

const declared = <H extends string, U extends H>(
  parts: Readonly<Record<H, Part>>,
  undo: readonly U[],
): Readonly<Record<H, Precondition>> =>
  Object.fromEntries(
    Object.entries<Part>(parts).map(([part, one]) => [
      part,
      { ...one, undo: (undo as readonly string[]).includes(part) },
    ]),
  ) as Readonly<Record<H, Precondition>>

const status = { label: 'status', words: async (enabled: boolean) => (enabled ? 'enabled' : 'disabled') }

const ofRule = {
  displayName: { label: 'name' },
  targets: {
    label: 'targets',
    words: async (targets: readonly Target[], api: Api) => {
      const groups = await gather(api.groups())
      return targets.map((target) => targetWords([target], groups))
    },
  },
  directives: {
    label: 'directives',
    words: async (ids: readonly string[], api: Api) => {
      const { directivesCompliance } = api
      if (!directivesCompliance) return `${ids.length}`
      const names = await directiveNames({ directivesCompliance })
      return ids.map((id) => names.get(id) ?? id)
    },
  },
  mode: { label: 'mode' },
}
type RulePart = keyof typeof ofRule

/** The preconditions of a change to a rule; the parts named here are also compared before an undo. */
export const rulePreconditions = (...undo: readonly RulePart[]) => declared(ofRule, undo)

/** Whether a rule is enabled, for a change of another part of it. */
export const ruleStatus: Readonly<Record<'enabled', Precondition>> = { enabled: { ...status, undo: true } }

/** What a rule is called, where it applies, what it does, and whether it enforces, as it is now; all null if it is gone. */
export const preconditionsOfRule = (rule: Rule | undefined) => ({
  displayName: rule?.displayName ?? null,
  targets: rule?.targets ?? null,
  directives: rule?.directives.toSorted() ?? null,
  mode: rule?.policyMode ?? null,
})

const ofDirective = {
  displayName: { label: 'name' },
  techniqueName: { label: 'technique' },
  techniqueVersion: { label: 'technique version' },
  priority: { label: 'priority' },
  enabled: status,
  policyMode: { label: 'mode' },
  parameters: { label: 'parameters', hidden: true as const },
}
type DirectivePart = keyof typeof ofDirective

/** The preconditions of a change to a directive; the parts named here are also compared before an undo. */
export const directivePreconditions = (...undo: readonly DirectivePart[]) =>
  declared(ofDirective, ['techniqueName', 'techniqueVersion', 'priority', 'parameters', ...undo])

/** A directive as it is now; its parameters as a hash with the bot's own key. */
export const preconditionsOfDirective = (
  {
    displayName,
    techniqueName,
    techniqueVersion,
    priority = 5,
    enabled,
    policyMode = 'default',
    parameters,
  }: Directive,
  mac: (text: string) => string,
) => ({
  displayName,
  techniqueName,
  techniqueVersion,
  priority,
  enabled,
  policyMode,
  parameters: parameters.hashed(mac),
})
