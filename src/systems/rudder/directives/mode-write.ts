import { z } from 'zod'
import type { Directive } from '../shapes/directive.ts'
import { preconditionsOfDirective } from '../writes/preconditions.ts'
import { type DirectiveEdit, directiveChange } from './directive-change.ts'
import { ownMode } from './modes.ts'

const State = z.object({ mode: z.enum(['default', 'audit', 'enforce']) })
type State = z.output<typeof State>

type Named = Pick<DirectiveEdit, 'directive'>
type Api = Parameters<typeof directiveChange>[0]

/** What the commands that give a directive a mode of its own share: what they look at, plan, and how it is undone. */
export const modeWrite = (to: 'audit' | 'enforce') => ({
  args: z.object({ directive: z.string() }),
  state: State,
  labels: { mode: 'Mode' },
  readState: async (c: {
    readonly args: Named
    readonly mac: (text: string) => string
    readonly api: { directive(input: { directiveId: string }): Promise<Directive> }
  }) => {
    const directive = await c.api.directive({ directiveId: c.args.directive.id })
    return { state: { mode: ownMode(directive.policyMode) }, preconditions: preconditionsOfDirective(directive, c.mac) }
  },
  plan: async (
    c: Pick<DirectiveEdit, 'back' | 'reason'> & { readonly args: Named; readonly state: State; readonly api: Api },
  ) => {
    const wanted = { ...c.args, body: { policyMode: to }, back: c.back, reason: c.reason }
    const { enabled, first, turned, standard, plan } = await directiveChange(c.api, wanted)
    return {
      ...plan,
      after: { mode: to },
      notes: [
        ...first,
        ...(enabled
          ? turned(to)
          : [{ lasts: 'The directive is disabled, so nothing changes on any node until it is enabled.' as const }]),
        ...(c.state.mode === 'default'
          ? [`It had no mode of its own: it did what is set for all, which is ${standard}.`]
          : []),
      ],
    }
  },
  undo: ({ args, before }: { readonly args: Named; readonly before: State }) => ({
    directiveId: args.directive.id,
    body: { policyMode: before.mode },
  }),
})
