import type { Directive } from './shapes/directive.ts'
import type { Rule } from './shapes/index.ts'

/** How a precondition is declared by a command. */
interface Precondition {
  readonly label: string
  readonly undo: boolean
}

const declared = <H extends string, U extends H>(
  labels: Readonly<Record<H, string>>,
  undo: readonly U[],
): Readonly<Record<H, Precondition>> =>
  Object.fromEntries(
    Object.entries<string>(labels).map(([part, label]) => [
      part,
      { label, undo: (undo as readonly string[]).includes(part) },
    ]),
  ) as Readonly<Record<H, Precondition>>

const ofRule = { displayName: 'name', targets: 'targets', directives: 'directives', mode: 'mode' }
type RulePart = keyof typeof ofRule

/** What of a rule makes a change of it mean what was shown; the parts named here are compared before an undo too. */
export const ruleHolds = (...undo: readonly RulePart[]) => declared(ofRule, undo)

/** That a rule is on or off, for a change of something else of it. */
export const ruleStatus: Readonly<Record<'enabled', Precondition>> = { enabled: { label: 'status', undo: true } }

/** What a rule is called, where it applies, what it does, and whether it enforces, as it is now. */
export const holdsOfRule = ({ displayName, targets, directives, policyMode }: Rule) => ({
  displayName,
  targets,
  directives: [...directives].sort(),
  mode: policyMode ?? null,
})

const ofDirective = {
  displayName: 'name',
  techniqueName: 'technique',
  techniqueVersion: 'technique version',
  priority: 'priority',
  enabled: 'status',
  policyMode: 'mode',
  parameters: 'parameters',
}
type DirectivePart = keyof typeof ofDirective

/** What of a directive makes a change of it mean what was shown; the parts named here are compared before an undo too. */
export const directiveHolds = (...undo: readonly DirectivePart[]) =>
  declared(ofDirective, ['techniqueName', 'techniqueVersion', 'priority', 'parameters', ...undo])

/** A directive as it is now; its parameters as a hash with the bot's own key. */
export const holdsOfDirective = (
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
  ...{ displayName, techniqueName, techniqueVersion, priority, enabled, policyMode },
  parameters: parameters.hashed(mac),
})
