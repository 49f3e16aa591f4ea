import type { RudderState } from 'local-rudder'
import { type Standing, standings } from './checked.ts'
import { directiveIn, many, ruleIn, targetsIn } from './named.ts'
import type { Truth } from './truth.ts'
import { aimedAt } from './work.ts'
import { byRuleAlone, rulesWith } from './writes.ts'

type Rule = RudderState['rules'][number]
type Fields = Readonly<Record<string, string>>

/** `41`, or as much as a token knows that doesn't see all. */
const told = (n: number, { limit }: Truth): string => (limit === undefined ? many(n) : `at least ${many(n)}; ${limit}`)

const enabledNodes = (truth: Truth, rule: Rule): number => (rule.enabled ? aimedAt(truth.seen, rule).length : 0)

/** Rudder's own mode of a rule: of all that is set for its directives and its nodes. */
export const modeOf = (truth: Truth, rule: Rule): string => {
  const { settings, directives } = truth.before
  const standard = String(settings.global_policy_mode)
  if (settings.global_policy_mode_overridable === false) return standard
  const set = [
    directives.filter(({ id }) => rule.directives.includes(id)).map(({ policyMode }) => policyMode),
    truth.seen.nodes.filter((node) => nodesOf(truth, rule).has(node.id)).map(({ policyMode }) => policyMode),
  ]
  const counting = set.filter((modes) => modes.some((mode) => mode !== 'default')).flat()
  const found = new Set(counting.map((mode) => (mode === 'default' ? standard : mode)))
  return found.size > 1 ? 'mixed' : ([...found][0] ?? standard)
}
const nodesOf = ({ seen }: Truth, { targets }: Rule) =>
  new Set(
    aimedAt({ ...seen, groups: seen.groups.map((group) => ({ ...group, enabled: true })) }, { targets }).map(
      ({ id }) => id,
    ),
  )

const tallied = (of: Iterable<Standing>): string => {
  const all = [...of]
  const parts = standings.flatMap((one) => {
    const n = all.filter((each) => each === one).length
    return n === 0 ? [] : [`${n} ${one}`]
  })
  return parts.join(', ')
}

const stateNow = (truth: Truth): string => {
  const found = truth.standing()
  if (found.size === 0) return 'not known: no node is checked for it'
  const rest = Math.max(0, aimedAt(truth.seen, ruleIn(truth.before, truth.write.rule ?? '')).length - found.size)
  return tallied(found.values()) + (rest > 0 ? `, ${many(rest)} not checked for it` : '')
}

const ofDirective = (truth: Truth, label: string): Fields => {
  const { techniqueName, techniqueVersion } = directiveIn(truth.before, truth.write.directive ?? '')
  return {
    ...inRules(truth, label),
    Technique: `${techniqueName} ${techniqueVersion}`,
  }
}
const inRules = (truth: Truth, label: string): Fields => ({
  [label]: isMute(truth) ? '0' : told(truth.about.length, truth),
  'In the rules':
    [...rulesWith(truth.before, truth.write.directive ?? '')]
      .sort((a, b) => (a.id < b.id ? -1 : 1))
      .map(({ displayName, enabled }) => displayName + (enabled ? '' : ' (disabled)'))
      .join(', ') || 'none',
})

/** Every field of a proposal. */
export const fieldsOf = (truth: Truth): Fields => {
  const { before, write, about } = truth
  if (write.command === 'directive delete') return inRules(truth, 'Nodes of its rules')
  // One that is off has no effect whatever its mode, so its nodes don't count.
  if (write.rule === undefined) return ofDirective(truth, 'Nodes that it reaches')
  const rule = ruleIn(before, write.rule)
  const where = `(${targetsIn(before, rule.targets)})`
  const aimed = aimedAt(truth.seen, rule).length
  const alone = write.directive === undefined ? 0 : byRuleAlone(truth.seen, write.rule, write.directive).length
  switch (write.command) {
    case 'rule disable':
      return {
        'Nodes that lose it': `${told(aimed, truth)} ${where}`,
        'Their state now': stateNow(truth),
        Mode: modeOf(truth, rule),
      }
    case 'rule enable':
      return {
        'Nodes that get it': `${told(aimed, truth)} ${where}`,
        Directives: many(rule.directives.length),
        Mode: modeOf(truth, rule),
      }
    case 'rule delete':
      return {
        'Nodes that lose it': told(enabledNodes(truth, rule), truth),
        Targets: targetsIn(before, rule.targets),
        Directives: many(rule.directives.length),
        Enabled: rule.enabled ? 'yes' : 'no',
        ...(rule.enabled && { 'Their state now': stateNow(truth) }),
      }
    case 'rule assign':
      return { 'Nodes that get it': told(alone, truth) }
    case 'rule unassign':
      return { 'Nodes that lose it': told(alone, truth) }
    case 'rule target':
      return {
        'Nodes that get it': told(about.length, truth),
        'Nodes that have it': told(enabledNodes(truth, rule), truth),
      }
    default:
      return {
        'Nodes that lose it': told(about.length, truth),
        'Nodes that keep it': told(enabledNodes(truth, ruleIn(truth.after, write.rule)), truth),
      }
  }
}

/** Another mode of a directive that is disabled has no effect, whatever the nodes are. */
const isMute = ({ before, write }: Truth): boolean =>
  /^directive (audit|enforce)$/.test(write.command) && !directiveIn(before, write.directive ?? '').enabled

/** How many nodes it touches; undefined if that can't be known. */
export const reachOf = (truth: Truth): number | undefined =>
  truth.limit === undefined || isMute(truth) ? truth.about.length : undefined

/** What a proposal says of them first. */
export const leadOf = (reach: number | undefined): string => {
  if (reach === undefined) return 'An unknown number of nodes. '
  if (reach === 0) return 'No node is touched. '
  return `${many(reach)} ${reach === 1 ? 'node' : 'nodes'}. `
}

/** Who has to confirm: two from 100 nodes, and if it isn't known how many there are. */
export const approvalsOf = (reach: number | undefined): string => {
  if (reach !== undefined && reach < 100) return 'Needs 1 confirmation from rudder-operators.'
  const why = reach === undefined ? "it isn't known how many nodes this affects" : `affects ${reach} nodes; 2 from 100`
  // Who asks is one of them.
  return `Needs 2 approvals (${why}). Approved: ana@acme.example. Waiting for 1 more from rudder-operators.`
}

const shownStates: readonly Standing[] = ['in error', 'silent', 'non-compliant', 'pending']

/** Which nodes are in a state, as the list has them: six names, and how many more. */
export const nodesIn = (truth: Truth): ReadonlyMap<string, string> => {
  const found = Map.groupBy(truth.standing(), ([, standing]) => standing)
  const bad = shownStates.filter((one) => found.has(one))
  const told = bad.length > 0 ? bad : [...found.keys()].slice(0, 1)
  return new Map(
    told.map((standing) => {
      const names = (found.get(standing) ?? [])
        .map(([{ hostname }]) => hostname)
        .sort((a, b) => a.localeCompare(b, 'en'))
      const more = names.length > 6 ? ` and ${many(names.length - 6)} more` : ''
      return [`${names.length} ${standing}`, names.slice(0, 6).join(', ') + more]
    }),
  )
}
