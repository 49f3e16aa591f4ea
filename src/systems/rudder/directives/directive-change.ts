import { readFleet } from '../groups/fleet.ts'
import { affects, reachOf, ruleWords, toldNodes } from '../groups/reach.ts'
import { isTechniqueOffFor } from '../rules/rule-status.ts'
import { skippedInNotes, skippingRules } from '../rules/skipped.ts'
import type { Directive, DirectivePatch } from '../shapes/directive.ts'
import type { DirectiveCompliance, Group, Node, Rule } from '../shapes/index.ts'
import type { SettingsApi } from '../shapes/settings.ts'
import { changing, type Lasting } from '../writes/changing.ts'
import { calledNow } from '../writes/still-there.ts'
import { taggedDirective } from '../writes/tagged.ts'
import { effectNotes, effectOn, effectPromise } from './effect.ts'
import { modeNotes } from './mode-change.ts'
import { type Mode, ownMode, readGlobalMode } from './modes.ts'
import { mustBeYours } from './own-directives.ts'

interface DirectiveApi extends SettingsApi {
  directive(input: { directiveId: string }): Promise<Directive>
  checkDirective(input: { directiveId: string; body: DirectivePatch }): Promise<unknown>
  directiveCompliance(input: { directiveId: string; query: { level: 2 } }): Promise<DirectiveCompliance>
  rules(): Promise<readonly Rule[]>
  groups(): AsyncIterable<Group>
  nodes(input: { query: { include: 'minimal,policyMode,state' } }): AsyncIterable<Node>
  nodeTenants(): Promise<string | undefined>
}

/** What to change in which directive, and why. */
export interface DirectiveEdit {
  readonly directive: { readonly id: string; readonly name: string }
  readonly body: DirectivePatch
  /** The way back, if that is what will be sent. */
  readonly back: { readonly body?: DirectivePatch } | undefined
  readonly reason: string | undefined
}

/** What in other objects a change of a directive relies on: its command says so in `elsewhere`. */
export const usedInRules = { rules: 'the rules that use it: their status and targets' } as const

/** The same as it is now. */
export const preconditionsOfUsers = (used: readonly Rule[]) => ({
  rules: used.map(({ id, enabled, targets }) => ({ id, enabled, targets })),
})

/**
 * What a change of one directive affects and relies on in other objects: the rules that use it, and the global mode if it
 * has none of its own; and `first`, the notes that every such change has. Rudder checks the change; throws SystemError
 * `rejected` if it refuses.
 */
export const directiveChange = async (api: DirectiveApi, { directive: asked, body, back, reason }: DirectiveEdit) => {
  const directiveId = asked.id
  const [{ validation, held, later, promises }, directive, rules, all, read, whole] = await Promise.all([
    changing(api, reason),
    api.directive({ directiveId }),
    api.rules(),
    isWordsOnly(body) ? undefined : readGlobalMode(api),
    isWordsOnly(body) ? undefined : readFleet.all(api),
    isWordsOnly(body) ? undefined : api.directiveCompliance({ directiveId, query: { level: 2 } }),
    api.checkDirective({ directiveId, body: back?.body ?? body }),
  ])
  mustBeYours(directive)
  const used = rules.filter(({ directives }) => directives.includes(directiveId))
  // Enabling and disabling affect the same nodes; any other change of a disabled directive affects none, and nor does a
  // change of words.
  const counts = (directive.enabled || body.enabled !== undefined) && !isWordsOnly(body)
  const fleet = counts ? read : undefined
  const nodes = fleet ? reachOf(used, fleet) : new Set<string>()
  const { displayName, techniqueName, techniqueVersion, enabled } = directive
  const own = ownMode(directive.policyMode)
  const isTechniqueOff = isTechniqueOffFor(directive, used)
  // Rudder reports where it is skipped only for an enabled directive.
  const skipped = whole ? skippingRules(whole) : []
  const active = used.filter(({ id }) => !skipped.some((one) => one.id === id))
  const isIdle = isTechniqueOff || active.every((rule) => !rule.enabled)
  const reached = fleet && fleet.limit === undefined ? reachOf(active, fleet) : fleet ? null : nodes
  const known = isIdle ? new Set<string>() : reached
  const effect = all && known ? effectOn(known, [[own]], fleet ?? {}, all) : null
  const notes = all ? effectNotes(effect, all) : []
  return {
    enabled,
    later,
    first: [
      ...held,
      ...calledNow(asked, displayName),
      ...(isTechniqueOff
        ? ['Its technique is disabled in Rudder, so it does nothing on any node until that is enabled.']
        : []),
      ...skippedInNotes(skipped),
    ],
    /** What it does on the nodes that it reaches while it is enabled; null if they are not known. */
    effect,
    effectNotes: notes,
    /** What another mode changes on nodes. */
    turned: (to: Mode): readonly (string | Lasting)[] =>
      all
        ? [
            ...modeNotes({ from: own, to, nodes: known, fleet: fleet ?? {}, all }, later),
            ...(all.overridable ? notes : []),
          ]
        : [],
    /** The global mode. */
    standard: all?.standard,
    plan: {
      call: { directiveId, body },
      ...affects(nodes, fleet ?? {}),
      tagged: taggedDirective(directiveId, used),
      validation,
      promises: { ...promises, ...(all && effectPromise(effect, all)) },
      otherPreconditions: preconditionsOfUsers(used),
      fields: [
        { label: 'Nodes that it reaches', value: toldNodes(nodes, fleet) },
        { label: 'In the rules', value: ruleWords(used) },
        { label: 'Technique', value: `${techniqueName} ${techniqueVersion}` },
      ],
    },
  }
}

const wordy: readonly string[] = ['displayName', 'shortDescription', 'longDescription']

/** True for a change of names and descriptions: it affects no node, so none has to be read. */
const isWordsOnly = (body: DirectivePatch): boolean => Object.keys(body).every((key) => wordy.includes(key))
