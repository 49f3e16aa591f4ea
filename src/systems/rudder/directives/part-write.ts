import { z } from 'zod'
import type { Directive } from '../shapes/directive.ts'
import { directivePreconditions, preconditionsOfDirective } from '../writes/preconditions.ts'
import { type DirectiveEdit, directiveChange, usedInRules } from './directive-change.ts'
import { begins, ends, isNone } from './effect.ts'
import { ownMode } from './modes.ts'

interface Asked {
  readonly args: Pick<DirectiveEdit, 'directive'>
}
interface Reading extends Asked {
  readonly mac: (text: string) => string
  readonly api: { directive(input: { directiveId: string }): Promise<Directive> }
}
interface Planning<B> extends Asked, Pick<DirectiveEdit, 'back' | 'reason'> {
  readonly state: B
  readonly api: Parameters<typeof directiveChange>[0]
}
interface Undoing<B> extends Asked {
  readonly before: B
}

const read = ({ args, api }: Reading): Promise<Directive> => api.directive({ directiveId: args.directive.id })

const shared = { args: z.object({ directive: z.string() }), reads: ['directive'], elsewhere: usedInRules } as const

const Enabled = z.object({ enabled: z.boolean() })
type Enabled = z.output<typeof Enabled>

/** What the commands that enable and disable a directive share: the state that they compare, the plan, and how it is undone. */
export const directiveEnabledWrite = (to: boolean) => ({
  ...shared,
  state: Enabled,
  labels: { enabled: 'Enabled' },
  preconditions: directivePreconditions('policyMode'),
  readState: async (c: Reading) => {
    const directive = await read(c)
    return { state: { enabled: directive.enabled }, preconditions: preconditionsOfDirective(directive, c.mac) }
  },
  plan: async ({ args, api, back, reason }: Planning<Enabled>) => {
    const edit = { ...args, body: { enabled: to }, back, reason }
    const { first, later, effect, effectNotes, plan } = await directiveChange(api, edit)
    return {
      ...plan,
      after: { enabled: to },
      notes: [
        ...first,
        isNone(effect)
          ? `No node ${to ? 'gets' : 'has'} it, so nothing changes on any node.`
          : later(to ? begins(effect, { thing: 'the directive' }) : ends(effect)),
        ...effectNotes,
        'It is one directive in all its rules: each of them changes.',
      ],
    }
  },
  undo: ({ args, before }: Undoing<Enabled>) => ({ directiveId: args.directive.id, body: before }),
})

const OwnMode = z.object({ mode: z.enum(['default', 'audit', 'enforce']) })
type OwnMode = z.output<typeof OwnMode>

/** The same of the commands that give a directive a mode of its own. */
export const directiveModeWrite = (to: 'audit' | 'enforce') => ({
  ...shared,
  state: OwnMode,
  labels: { mode: 'Mode' },
  preconditions: directivePreconditions('enabled'),
  readState: async (c: Reading) => {
    const directive = await read(c)
    return { state: { mode: ownMode(directive.policyMode) }, preconditions: preconditionsOfDirective(directive, c.mac) }
  },
  plan: async ({ args, state, api, back, reason }: Planning<OwnMode>) => {
    const edit = { ...args, body: { policyMode: to }, back, reason }
    const { enabled, first, turned, standard, plan } = await directiveChange(api, edit)
    return {
      ...plan,
      after: { mode: to },
      notes: [
        ...first,
        ...(enabled
          ? turned(to)
          : [{ lasts: 'The directive is disabled, so nothing changes on any node until it is enabled.' as const }]),
        ...(state.mode === 'default'
          ? [`It had no mode of its own: it did what is set for all, which is ${standard}.`]
          : []),
      ],
    }
  },
  undo: ({ args, before }: Undoing<OwnMode>) => ({
    directiveId: args.directive.id,
    body: { policyMode: before.mode },
  }),
})
