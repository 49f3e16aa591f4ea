import fc from 'fast-check'
import type { RudderState, Rule } from 'local-rudder'

type Directive = RudderState['directives'][number]

type Field = keyof Rule | keyof Directive

/** A write, and what of its object it sends. */
export interface Write {
  readonly line: string
  readonly of: 'rule' | 'directive'
  /** Everything, where the object is deleted. */
  readonly sends: Field | 'all'
  readonly undo?: true
}

/** Of the rule Alpha and the directive Banner. */
const writes: readonly Write[] = [
  { line: 'rule disable Alpha', of: 'rule', sends: 'enabled', undo: true },
  { line: 'rule enable Gamma', of: 'rule', sends: 'enabled', undo: true },
  { line: 'rule assign Other to Alpha', of: 'rule', sends: 'directives', undo: true },
  { line: 'rule unassign Banner from Alpha', of: 'rule', sends: 'directives', undo: true },
  { line: 'rule target Alpha at Many', of: 'rule', sends: 'targets', undo: true },
  { line: 'rule untarget Alpha from Few', of: 'rule', sends: 'targets', undo: true },
  { line: 'rule delete Alpha', of: 'rule', sends: 'all' },
  { line: 'directive disable Banner', of: 'directive', sends: 'enabled', undo: true },
  { line: 'directive audit Banner', of: 'directive', sends: 'policyMode', undo: true },
]

/** What somebody else changes of the object. */
export interface Change {
  readonly field: Field
  make(object: Rule & Directive): unknown
}

const words: readonly Change[] = [
  { field: 'displayName', make: ({ displayName }) => `${displayName} of others` },
  { field: 'enabled', make: ({ enabled }) => !enabled },
]
const ofRule: readonly Change[] = [
  ...words,
  { field: 'directives', make: ({ directives }) => [...directives, 'third'] },
  { field: 'directives', make: ({ directives }) => directives.slice(1) },
  { field: 'targets', make: ({ targets }) => [...targets, 'group:third'] },
  { field: 'targets', make: () => ['group:third'] },
]
const ofDirective: readonly Change[] = [
  ...words,
  { field: 'policyMode', make: ({ policyMode }) => (policyMode === 'enforce' ? 'default' : 'enforce') },
  { field: 'priority', make: ({ priority }) => priority + 1 },
  { field: 'parameters', make: () => ({ section: { name: 'of others' } }) },
  { field: 'techniqueVersion', make: () => '9.9' },
]
const unseen: Change = { field: 'longDescription', make: () => 'by others' }

/** One confirmation, what somebody else does meanwhile, and when: at which of the moments that the run comes through. */
export interface Update {
  readonly write: Write
  readonly undo: boolean
  readonly change: Change
  readonly moment: number
  /** Where the clock jumps, and how far, in milliseconds. */
  readonly pause: { readonly moment: number; readonly ms: number }
}

/** The moments of a confirmation: requests as they come in and points of the executor; there are fewer than that. */
const moments = 44

export const updates: fc.Arbitrary<Update> = fc.constantFrom(...writes).chain((write) =>
  fc.record({
    write: fc.constant(write),
    undo: write.undo ? fc.nat(3).map((n) => n === 0) : fc.constant(false),
    // What nobody looks at goes with what is deleted.
    change: fc.constantFrom(
      ...(write.of === 'rule' ? ofRule : ofDirective),
      ...(write.sends === 'all' ? [] : [unseen]),
    ),
    moment: fc.nat(moments),
    pause: fc.record({ moment: fc.nat(moments), ms: fc.constantFrom(0, 0, 1_500, 2_500, 8_000) }),
  }),
)

/** The object that a write is about, as long as it is there. */
export const objectOf = ({ rules, directives }: RudderState, { line, of }: Write): (Rule & Directive) | undefined => {
  const id = of === 'directive' ? 'banner' : line.includes('Gamma') ? 'gamma' : 'alpha'
  return (of === 'rule' ? rules : directives).find((one) => one.id === id) as (Rule & Directive) | undefined
}

/** A Rudder with two rules, three directives and three groups in it. */
export const small = (state: RudderState): RudderState => {
  const [rule, directive, group] = [state.rules[0], state.directives[0], state.groups[0]]
  if (!rule || !directive || !group) throw new Error('the local Rudder is empty')
  const directives = ['banner', 'other', 'third'].map((id) => ({
    ...directive,
    id,
    displayName: id.charAt(0).toUpperCase() + id.slice(1),
    enabled: true,
    tags: [],
    policyMode: 'enforce' as const,
  }))
  const groups = ['few', 'many', 'third'].map((id, n) => ({
    ...group,
    id,
    displayName: id.charAt(0).toUpperCase() + id.slice(1),
    query: undefined,
    nodeIds: state.nodes.slice(0, n + 1).map((node) => node.id),
  }))
  const rules = ['alpha', 'gamma'].map((id) => ({
    ...rule,
    id,
    displayName: id.charAt(0).toUpperCase() + id.slice(1),
    enabled: id === 'alpha',
    tags: [],
    directives: ['banner'],
    targets: ['group:few'],
  }))
  return { ...state, rules, directives, groups, findings: [], overrides: [], eventLog: [], changeRequests: [] }
}
