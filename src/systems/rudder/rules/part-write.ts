import { z } from 'zod'
import { refsById } from '../directives/directive-names.ts'
import type { Rule } from '../shapes/index.ts'
import { preconditionsOfRule, rulePreconditions, ruleStatus } from '../writes/preconditions.ts'
import { AppliesTo, appliesTo, Named, targetsOf } from './applies-to.ts'

interface Asked {
  readonly args: { readonly rule: { readonly id: string } }
}
interface Reading extends Asked {
  readonly api: { rule(input: { ruleId: string }): Promise<Rule> }
}
interface Undoing<B> extends Asked {
  readonly before: B
}

const read = ({ args, api }: Reading): Promise<Rule> => api.rule({ ruleId: args.rule.id })
const withStatus = (rule: Rule) => ({ ...preconditionsOfRule(rule), enabled: rule.enabled })

const Enabled = z.object({ enabled: z.boolean() })
type Enabled = z.output<typeof Enabled>

/** What the commands that enable and disable a rule share: the state of the rule that they compare, and how it is undone. */
export const ruleEnabledWrite = {
  state: Enabled,
  labels: { enabled: 'Enabled' },
  reads: ['rule'],
  preconditions: rulePreconditions('targets', 'directives', 'mode'),
  readState: async (c: Reading) => {
    const rule = await read(c)
    return { state: { enabled: rule.enabled }, preconditions: preconditionsOfRule(rule) }
  },
  undo: ({ args, before }: Undoing<Enabled>) => ({ ruleId: args.rule.id, body: before }),
} as const

/** The same of the commands that change what a rule applies to. */
export const ruleTargetsWrite = {
  state: AppliesTo,
  labels: { targets: 'Targets', except: 'Except' },
  reads: ['rule'],
  preconditions: { ...rulePreconditions('directives'), ...ruleStatus },
  readState: async (c: Reading) => {
    const rule = await read(c)
    return { state: appliesTo(rule.targets), preconditions: withStatus(rule) }
  },
  undo: ({ args, before }: Undoing<AppliesTo>) => ({ ruleId: args.rule.id, body: { targets: targetsOf(before) } }),
} as const

const Directives = z.object({ directives: z.array(Named) })
type Directives = z.output<typeof Directives>

/** The same of the commands that change which directives a rule has. */
export const ruleDirectivesWrite = {
  state: Directives,
  labels: { directives: 'Directives' },
  reads: ['rule'],
  preconditions: { ...rulePreconditions('targets'), ...ruleStatus },
  readState: async (c: Reading) => {
    const rule = await read(c)
    return { state: { directives: refsById(rule.directives) }, preconditions: withStatus(rule) }
  },
  undo: ({ args, before }: Undoing<Directives>) => ({
    ruleId: args.rule.id,
    body: { directives: before.directives.map(({ id }) => id) },
  }),
} as const
