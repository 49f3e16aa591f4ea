import type { RudderState } from 'local-rudder'
import { directiveIn, groupIn, ruleIn } from './named.ts'
import { aimedAt, type By } from './work.ts'

type Node = RudderState['nodes'][number]
type Rule = RudderState['rules'][number]

/** A line that writes, what it makes of the state, and the nodes that it is about. */
export interface Write {
  readonly command: string
  readonly line: string
  readonly by: By
  readonly rule?: string
  readonly directive?: string
  readonly group?: string
  /** What has to be so for this line; nothing if left out. */
  first?(state: RudderState): unknown
  change(state: RudderState): unknown
  /** The nodes that it may make a difference for, as `reach` counts them. */
  about(state: RudderState): Iterable<Node>
}

const enabled = (state: RudderState, rule: Rule): readonly Node[] => (rule.enabled ? aimedAt(state, rule) : [])

const switched =
  (to: boolean) =>
  (rule: string): Write => ({
    command: to ? 'rule enable' : 'rule disable',
    line: `rudder rule ${to ? 'enable' : 'disable'} ${rule}`,
    by: 'rule',
    rule,
    first: (state) => Object.assign(ruleIn(state, rule), { enabled: !to }),
    change: (state) => Object.assign(ruleIn(state, rule), { enabled: to }),
    about: (state) => aimedAt(state, ruleIn(state, rule)),
  })

const deleted = (rule: string): Write => ({
  command: 'rule delete',
  line: `rudder rule delete ${rule}`,
  by: 'rule',
  rule,
  change: (state) => state.rules.splice(state.rules.indexOf(ruleIn(state, rule)), 1),
  about: (state) => enabled(state, ruleIn(state, rule)),
})

const assigned = ([directive, rule]: readonly [string, string]): Write => ({
  command: 'rule assign',
  line: `rudder rule assign ${directive} to ${rule}`,
  by: 'directive',
  rule,
  directive,
  change: (state) => ruleIn(state, rule).directives.push(directiveIn(state, directive).id),
  about: (state) => enabled(state, ruleIn(state, rule)),
})

const unassigned = ([directive, rule]: readonly [string, string]): Write => ({
  command: 'rule unassign',
  line: `rudder rule unassign ${directive} from ${rule}`,
  by: 'directive',
  rule,
  directive,
  first: (state) => {
    const { directives } = ruleIn(state, rule)
    const { id } = directiveIn(state, directive)
    if (!directives.includes(id)) directives.push(id)
  },
  change: (state) => {
    const one = ruleIn(state, rule)
    one.directives = one.directives.filter((id) => id !== directiveIn(state, directive).id)
  },
  about: (state) => enabled(state, ruleIn(state, rule)),
})

/** What is aimed at: each simple target that is included, and each that is left out. */
const flat = (target: Rule['targets'][number] | undefined): string[] => {
  if (target === undefined) return []
  if (typeof target === 'string') return [target]
  return 'include' in target ? flat(target.include) : [...(target.or ?? target.and ?? [])].flatMap(flat)
}
const leftOut = (target: Rule['targets'][number]): string[] =>
  typeof target === 'object' && 'include' in target ? flat(target.exclude) : []
const idOf = (state: RudderState, group: string): string =>
  group === 'all nodes' ? 'special:all' : `group:${groupIn(state, group).id}`
const aim = (rule: Rule, change: (included: string[]) => string[]): void => {
  rule.targets = [
    { include: { or: change(rule.targets.flatMap(flat)) }, exclude: { or: rule.targets.flatMap(leftOut) } },
  ]
}
/** The nodes that an enabled rule has because of this target, or would have. */
const onlyBy = (state: RudderState, name: string, group: string): readonly Node[] => {
  const [some, all] = [structuredClone(ruleIn(state, name)), structuredClone(ruleIn(state, name))]
  aim(some, (included) => included.filter((one) => one !== idOf(state, group)))
  aim(all, (included) => [...included, idOf(state, group)])
  const without = new Set(enabled(state, some))
  return enabled(state, all).filter((node) => !without.has(node))
}

/** The nodes that have a directive from this rule and from no other, or would have. */
export const byRuleAlone = (state: RudderState, name: string, directive: string): readonly Node[] => {
  const rule = ruleIn(state, name)
  const others = rulesWith(state, directive).filter(({ id }) => id !== rule.id)
  const theirs = new Set(others.flatMap((one) => enabled(state, one)))
  return enabled(state, rule).filter((node) => !theirs.has(node))
}

const targeted = ([rule, group]: readonly [string, string]): Write => ({
  command: 'rule target',
  line: `rudder rule target ${rule} at ${group}`,
  by: 'rule',
  rule,
  group,
  change: (state) => aim(ruleIn(state, rule), (included) => [...included, idOf(state, group)]),
  about: (state) => onlyBy(state, rule, group),
})

const untargeted = ([rule, group]: readonly [string, string]): Write => ({
  command: 'rule untarget',
  line: `rudder rule untarget ${rule} from ${group}`,
  by: 'rule',
  rule,
  group,
  first: (state) => {
    const one = ruleIn(state, rule)
    if (!one.targets.flatMap(flat).includes(idOf(state, group)))
      aim(one, (included) => [...included, idOf(state, group)])
  },
  change: (state) => aim(ruleIn(state, rule), (included) => included.filter((one) => one !== idOf(state, group))),
  about: (state) => onlyBy(state, rule, group),
})

/** The rules that have a directive. */
export const rulesWith = (state: RudderState, directive: string): readonly Rule[] =>
  state.rules.filter(({ directives }) => directives.includes(directiveIn(state, directive).id))

const haveIt = (state: RudderState, directive: string) =>
  new Set(rulesWith(state, directive).flatMap((rule) => enabled(state, rule)))

const toggled =
  (to: boolean) =>
  (directive: string): Write => ({
    command: to ? 'directive enable' : 'directive disable',
    line: `rudder directive ${to ? 'enable' : 'disable'} ${directive}`,
    by: 'directive',
    directive,
    first: (state) => Object.assign(directiveIn(state, directive), { enabled: !to }),
    change: (state) => Object.assign(directiveIn(state, directive), { enabled: to }),
    about: (state) => haveIt(state, directive),
  })

const inMode =
  (policyMode: 'audit' | 'enforce') =>
  (directive: string): Write => ({
    command: `directive ${policyMode}`,
    line: `rudder directive ${policyMode} ${directive}`,
    by: 'directive',
    directive,
    first: (state) => {
      const one = directiveIn(state, directive)
      if (one.policyMode === policyMode) one.policyMode = policyMode === 'audit' ? 'enforce' : 'audit'
    },
    change: (state) => Object.assign(directiveIn(state, directive), { policyMode }),
    about: (state) => (directiveIn(state, directive).enabled ? haveIt(state, directive) : []),
  })

const removed = (directive: string): Write => ({
  command: 'directive delete',
  line: `rudder directive delete ${directive}`,
  by: 'directive',
  directive,
  change: (state) => state.directives.splice(state.directives.indexOf(directiveIn(state, directive)), 1),
  about: (state) => haveIt(state, directive),
})

const turned = [
  'Kiosk browser',
  'CIS 4 Logging',
  'SSH settings',
  'NTP service',
  'SSH settings (legacy)',
  'Login banner',
  'Old banner',
]

/** Lines of every command that changes what rules and directives do. */
export const writes: readonly Write[] = [
  ...[
    ...['SSH hardening', 'SSH hardening (jump hosts)', 'CIS level 1', 'Edge kiosk', 'NTP client', 'Agent health'],
    ...['Legacy SSH baseline', 'Old collectors', 'Draft', 'Monitoring agent', 'Cron jobs', 'Collector leftovers'],
    ...['Future rollout', 'Policy server backups'],
  ].map(switched(false)),
  ...[
    ...['CIS level 2', 'SSH banner everywhere', 'Log shipping', 'Fail2ban', 'Edge kiosk', 'Draft', 'Monitoring agent'],
    ...['Legacy SSH baseline', 'Cron jobs', 'Collector leftovers', 'SSH hardening'],
  ].map(switched(true)),
  ...['Edge kiosk', 'Draft', 'CIS level 2', 'SSH hardening', 'CIS level 1', 'Legacy SSH baseline'].map(deleted),
  ...(
    [
      ['SSH banner', 'Edge kiosk'],
      ['JVM', 'CIS level 2'],
      ['Old banner', 'Edge kiosk'],
      ['SSH service', 'NTP client'],
      ['CIS 6 Maintenance', 'Edge kiosk'],
      ['Kiosk browser', 'SSH hardening'],
      ['Kiosk browser', 'Old collectors'],
      ['Kiosk browser', 'Future rollout'],
    ] as const
  ).map(assigned),
  ...(
    [
      ['SSH service', 'SSH hardening'],
      ['SSH banner', 'SSH hardening'],
      ['Kiosk browser', 'Edge kiosk'],
      ['SSH banner', 'SSH banner everywhere'],
      ['SSH settings (legacy)', 'Legacy SSH baseline'],
      ['Legacy collector', 'Monitoring agent'],
      ['CIS 4 Logging', 'CIS level 1'],
    ] as const
  ).map(unassigned),
  ...(
    [
      ['Edge kiosk', 'Cache servers'],
      ['SSH hardening', 'Web servers'],
      ['CIS level 2', 'Edge devices'],
      ['Edge kiosk', 'Site lyon2'],
      ['Future rollout', 'Edge devices'],
      ['Edge kiosk', 'all nodes'],
      ['SSH hardening (jump hosts)', 'DMZ Linux'],
      ['Draft', 'Edge devices'],
    ] as const
  ).map(targeted),
  ...(
    [
      ['Edge kiosk', 'Edge devices'],
      ['CIS level 1', 'Site fra1'],
      ['SSH hardening', 'DMZ Linux'],
      ['SSH hardening (jump hosts)', 'Jump hosts'],
      ['CIS level 2', 'Production servers'],
      ['Monitoring agent', 'Production servers'],
    ] as const
  ).map(untargeted),
  ...[...turned, 'SSH service', 'Backup script', 'CIS 6 Maintenance', 'Legacy collector'].map(toggled(false)),
  ...[...turned, 'SSH service', 'CIS 6 Maintenance'].map(toggled(true)),
  ...turned.map(inMode('audit')),
  ...turned.map(inMode('enforce')),
  ...['Kiosk browser', 'Old banner', 'SSH service', 'CIS 6 Maintenance', 'SSH settings (legacy)', 'NTP service'].map(
    removed,
  ),
]
