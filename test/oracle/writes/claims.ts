import type { RudderState } from 'local-rudder'
import { anything, type Claim, isNothing } from './effects.ts'
import { directiveIn, many, ruleIn, targetsIn } from './named.ts'
import type { Truth } from './truth.ts'
import { aimedAt, isOn, isSkipped, isStopped, modeOn } from './work.ts'
import { rulesWith } from './writes.ts'

type Directive = RudderState['directives'][number]

const ofRule = ({ before, write }: Truth): readonly Directive[] => {
  const { directives } = ruleIn(before, write.rule ?? '')
  return directives.flatMap((id) => before.directives.find((one) => one.id === id) ?? [])
}
const offIn = (truth: Truth) => ofRule(truth).filter((one) => !isOn(truth.before, one))
const theirs = ({ before, write }: Truth) => directiveIn(before, write.directive ?? '')
const quotedNames = (all: readonly Directive[]) => all.map(({ displayName }) => `“${displayName}”`).join(', ')
const isValidated = ({ before: { settings } }: Truth) => settings.enable_change_request === true
const isFixed = ({ before: { settings } }: Truth) => settings.global_policy_mode_overridable === false
const standard = ({ before: { settings } }: Truth) => String(settings.global_policy_mode)
const isRuleOff = ({ before, write }: Truth) => !ruleIn(before, write.rule ?? '').enabled
/** Other enabled rules with the directive. */
const elsewhere = ({ before, write }: Truth) =>
  rulesWith(before, write.directive ?? '').filter(({ enabled, displayName }) => enabled && displayName !== write.rule)
/** The directives of the rule that no other enabled rule has. */
const alone = (truth: Truth) =>
  ofRule(truth).filter(
    ({ id }) =>
      !truth.before.rules.some(
        ({ enabled, directives, displayName }) =>
          enabled && displayName !== truth.write.rule && directives.includes(id),
      ),
  )
const modesNow = (truth: Truth) =>
  truth.about
    .filter(({ state }) => state === undefined || state === 'enabled')
    .map((node) => ({ node, mode: modeOn(truth.before, theirs(truth), node) }))
/** The rules in which the directive does nothing, and that have nodes to tell so. */
const skippedRules = (truth: Truth) =>
  theirs(truth).enabled && isOn(truth.before, theirs(truth))
    ? rulesWith(truth.before, truth.write.directive ?? '').filter(
        (rule) => rule.enabled && aimedAt(truth.seen, rule).length > 0 && isSkipped(truth.before, rule, theirs(truth)),
      )
    : []
const isOverridden = (
  { before }: Truth,
  { rule, directive, by }: { readonly rule: string; readonly directive: string; readonly by: string | undefined },
): boolean =>
  before.overrides.some(
    (one) =>
      one.ruleId === ruleIn(before, rule).id &&
      one.directiveId === directiveIn(before, directive).id &&
      before.rules.some(({ id, enabled, displayName }) => id === one.byRuleId && enabled && displayName === by),
  )
const isOffBecause = (truth: Truth, why: string): boolean => {
  const { enabled } = theirs(truth)
  const isTechniqueOff = !isOn(truth.before, { ...theirs(truth), enabled: true })
  if (why === 'is disabled') return !enabled && !isTechniqueOff
  if (why === 'is disabled, and so is its technique') return !enabled && isTechniqueOff
  if (why === 'does nothing, because its technique is disabled') return isTechniqueOff
  return (
    why === "does nothing: it or its technique is disabled, and Rudder doesn't say which" &&
    (!enabled || isTechniqueOff)
  )
}
/** The nodes that stay in the mode that they have. */
const staying = (truth: Truth) => {
  const then = directiveIn(truth.after, truth.write.directive ?? '')
  return modesNow(truth).filter(({ node, mode }) => modeOn(truth.after, then, node) === mode)
}

const hasNoTarget = ({ targets }: RudderState['rules'][number]) =>
  targets.every((target) => typeof target === 'object' && 'include' in target && target.include.or?.length === 0)

const whyStays = {
  'it is only checked there already': (truth: Truth) => staying(truth).every(({ mode }) => mode === 'audit'),
  'it is enforced there already': (truth: Truth) => staying(truth).every(({ mode }) => mode === 'enforce'),
  'a node in audit mode stays so, whatever the directive says': (truth: Truth) =>
    staying(truth).every(({ node }) => node.policyMode === 'audit'),
  'it is enforced there already, or a node in audit mode stays so, whatever the directive says': (truth: Truth) =>
    staying(truth).every(({ node, mode }) => mode === 'enforce' || node.policyMode === 'audit'),
} as const
const stays = (why: string, truth: Truth): boolean => whyStays[why as keyof typeof whyStays]?.(truth) ?? false
const reasons = Object.keys(whyStays).join('|')

/** What is said of a change beside what nodes do once they take it up. `due` tells of which it must be said. */
export const claims: readonly (Claim & { readonly due?: (truth: Truth) => boolean })[] = [
  {
    says: /^Change validation is on: Rudder may open a change request, and then nothing changes until somebody deploys it there\.$/,
    isTrue: isValidated,
    due: isValidated,
  },
  {
    says: /^([\d,]+) (nodes are|node is) ignored or without policies in Rudder: nothing changes there\.$/,
    isTrue: ({ idle }, n, are) => n === many(idle) && idle > 0 && (n === '1') === (are === 'node is'),
    due: (truth) => truth.idle > 0 && truth.limit === undefined && anything(truth) > 0,
  },
  {
    says: /^The global mode is (\w+) and can't be overridden: the modes of directives and nodes have no effect\.$/,
    isTrue: (truth, mode) => isFixed(truth) && mode === standard(truth),
    due: (truth) => isFixed(truth) && !/directive (audit|enforce)/.test(truth.write.command),
  },
  {
    says: /^Nothing changes on any node: the global mode is (\w+) and can't be overridden\.$/,
    isTrue: (truth, mode) => isNothing(truth) && isFixed(truth) && mode === standard(truth),
  },
  {
    says: RegExp(`^Nothing changes on any node: (${reasons})\\.$`),
    isTrue: (truth, why = '') => isNothing(truth) && stays(why, truth),
  },
  {
    says: RegExp(`^Nothing changes on the other (?:node|([\\d,]+) nodes): (${reasons})\\.$`),
    isTrue: (truth, n = '1', why = '') => !isNothing(truth) && n === many(staying(truth).length) && stays(why, truth),
  },
  { says: /^It does nothing on any node now, so nothing changes there\.$/, isTrue: isNothing },
  { says: /^No node (?:gets|has) it, so nothing changes on any node\.$/, isTrue: isNothing },
  {
    says: /^Nothing changes on any node: it does nothing on those that are (added|removed)\.$/,
    isTrue: (truth, what) => isNothing(truth) && (what === 'added') === (truth.write.command === 'rule target'),
  },
  {
    says: /^Nothing changes on any node: (?:the directive|it) (.+(?:disabled|which))\.$/,
    isTrue: (truth, why = '') => isNothing(truth) && isOffBecause(truth, why),
  },
  {
    says: /^The directive (.+(?:disabled|which))\. So nothing changes on any node\.$/,
    isTrue: (truth, why = '') => isNothing(truth) && isOffBecause(truth, why),
  },
  {
    says: /^Nothing changes on any node: it does nothing in this rule\.$/,
    isTrue: (truth) =>
      isNothing(truth) && isSkipped(truth.before, ruleIn(truth.before, truth.write.rule ?? ''), theirs(truth)),
  },
  {
    says: /^Nothing changes on any node: no node gets it from this rule alone\.$/,
    isTrue: (truth) => isNothing(truth) && !isRuleOff(truth),
  },
  { says: /^Nothing changes on any node: none has it\.$/, isTrue: isNothing },
  { says: /^Nothing changes on any node: the rule applies to none that gets policies\.$/, isTrue: isNothing },
  {
    says: /^Nothing happens on any node: (?:its only directive is|all its directives are) disabled \((.+)\)\.$/,
    isTrue: (truth, names) =>
      isNothing(truth) && offIn(truth).length === ofRule(truth).length && names === quotedNames(offIn(truth)),
  },
  { says: /^Nothing happens on any node: it applies to none that gets policies\.$/, isTrue: isNothing },
  {
    says: /^It has no directives, so it does nothing\.$/,
    isTrue: (truth) => isNothing(truth) && ofRule(truth).length === 0,
  },
  {
    says: /^Disabled, so not checked: (.+)\.$/,
    isTrue: (truth, names) => names === quotedNames(offIn(truth)) && !isNothing(truth),
    due: (truth) => truth.write.command === 'rule enable' && offIn(truth).length > 0 && !isNothing(truth),
  },
  {
    says: /^Its group “(.+)” is disabled and stops it: it applies to no node until the group is enabled\.$/,
    isTrue: (truth, name) =>
      isStopped(truth.before, ruleIn(truth.before, truth.write.rule ?? '')) &&
      truth.before.groups.some(({ displayName, enabled }) => displayName === name && !enabled),
    due: (truth) =>
      truth.write.command === 'rule enable' && isStopped(truth.before, ruleIn(truth.before, truth.write.rule ?? '')),
  },
  {
    says: /^Until they have run, they count as pending\.$/,
    isTrue: (truth) => truth.before.settings.rudder_generation_policy === 'all' && !isNothing(truth),
  },
  {
    says: /^(?:The rule|It) is disabled, so nothing changes on any node(?: until it is enabled)?\.$/,
    isTrue: (truth) => isNothing(truth) && isRuleOff(truth),
  },
  {
    says: /^The directive is disabled, so nothing changes on any node until it is enabled\.$/,
    isTrue: (truth) => isNothing(truth) && !theirs(truth).enabled,
  },
  {
    says: /^Its technique is disabled in Rudder, so it does nothing on any node until that is enabled\.$/,
    isTrue: (truth) => isNothing(truth) && !isOn(truth.before, { ...theirs(truth), enabled: true }),
  },
  {
    says: /^It does nothing in rule “(.+)”: rule “(.+)” overrides it\.$/,
    isTrue: (truth, rule = '', by) => isOverridden(truth, { rule, by, directive: truth.write.directive ?? '' }),
    due: (truth) =>
      /^directive (disable|audit|enforce|delete)$/.test(truth.write.command) && skippedRules(truth).length > 0,
  },
  {
    says: /^Directive “(.+)” does nothing in it: rule “(.+)” overrides it\.$/,
    isTrue: (truth, directive = '', by) => isOverridden(truth, { rule: truth.write.rule ?? '', by, directive }),
    due: (truth) =>
      truth.write.command === 'rule disable' &&
      ofRule(truth).some(
        (one) => isOn(truth.before, one) && isSkipped(truth.before, ruleIn(truth.before, truth.write.rule ?? ''), one),
      ) &&
      aimedAt(truth.seen, ruleIn(truth.before, truth.write.rule ?? '')).length > 0,
  },
  {
    says: /^No rule has it yet, so I can't tell whether it is enabled\.$/,
    isTrue: (truth) => rulesWith(truth.before, truth.write.directive ?? '').length === 0,
  },
  {
    says: /^Another enabled rule has this directive already; where both apply, it is applied once\.$/,
    isTrue: (truth) => elsewhere(truth).length > 0,
  },
  {
    says: /^Another enabled rule has this directive too, and its nodes keep it\.$/,
    isTrue: (truth) => elsewhere(truth).length > 0,
  },
  { says: /^No other enabled rule has this directive\.$/, isTrue: (truth) => elsewhere(truth).length === 0 },
  {
    says: /^The rule has no directive left then, so it does nothing\.$/,
    isTrue: (truth) => ruleIn(truth.after, truth.write.rule ?? '').directives.length === 0,
    due: (truth) =>
      truth.write.command === 'rule unassign' && ruleIn(truth.after, truth.write.rule ?? '').directives.length === 0,
  },
  {
    says: /^All its directives are in other enabled rules too\.$/,
    isTrue: (truth) => alone(truth).length === 0 && ofRule(truth).length > 0,
  },
  {
    says: /^Its only directive is in no other enabled rule: (.+)\.$/,
    isTrue: (truth, name) =>
      ofRule(truth).length === 1 && alone(truth).length === 1 && name === alone(truth)[0]?.displayName,
  },
  {
    says: /^(\d+) of its (\d+) directives (is|are) in no other enabled rule: (.+)\.$/,
    isTrue: (truth, n, m, are, names) =>
      m !== '1' &&
      n === many(alone(truth).length) &&
      m === many(ofRule(truth).length) &&
      are === (n === '1' ? 'is' : 'are') &&
      names ===
        alone(truth)
          .map(({ displayName }) => displayName)
          .join(', '),
  },
  {
    says: /^The compliance figure will rise, because failing checks leave the count\. That is not a repair\.$/,
    isTrue: (truth) => {
      const [now, then] = truth.shares()
      return then > now
    },
  },
  {
    says: /^The compliance figure may change, because its checks leave the count\. That is neither a repair nor a fault\.$/,
    isTrue: () => true,
  },
  {
    says: /^It is one directive in all its rules: each of them changes\.$/,
    isTrue: (truth) => truth.write.command.startsWith('directive'),
  },
  {
    says: /^It had no mode of its own: it did what is set for all, which is (\w+)\.$/,
    isTrue: (truth, mode) => theirs(truth).policyMode === 'default' && mode === standard(truth),
    due: (truth) => /directive (audit|enforce)/.test(truth.write.command) && theirs(truth).policyMode === 'default',
  },
  {
    says: /^(?:(The rule loses)|All (\d+) rules lose) it\.$/,
    isTrue: (truth, one, n) => (one ? '1' : n) === String(rulesWith(truth.before, truth.write.directive ?? '').length),
  },
  {
    says: /^(No rule has|Only disabled rules have) it, so nothing changes on any node\.$/,
    isTrue: (truth, who) => {
      const all = rulesWith(truth.before, truth.write.directive ?? '')
      return isNothing(truth) && all.every(({ enabled }) => !enabled) && (who === 'No rule has') === (all.length === 0)
    },
  },
  {
    says: /^Its parameters are gone with it\. It cannot be brought back from here: “.*directive disable” can be undone\.$/,
    isTrue: ({ write }) => write.command === 'directive delete',
  },
  {
    says: /^Its directives and groups stay\. It cannot be brought back from here: “.*rule disable” can be undone\.$/,
    isTrue: ({ write }) => write.command === 'rule delete',
  },
  {
    says: /^Nodes that are in another of its groups keep it\.$/,
    isTrue: ({ write }) => write.command === 'rule untarget',
  },
  {
    says: /^The rule applies to nothing then\.$/,
    isTrue: (truth) => aimedAt(truth.after, ruleIn(truth.after, truth.write.rule ?? '')).length === 0,
    due: (truth) => truth.write.command === 'rule untarget' && hasNoTarget(ruleIn(truth.after, truth.write.rule ?? '')),
  },
  {
    says: /^Left out as before: group (.+); also where the group has them\.$/,
    isTrue: ({ before, write }, name) =>
      targetsIn(before, ruleIn(before, write.rule ?? '').targets).endsWith(` except group ${name}`),
  },
]
