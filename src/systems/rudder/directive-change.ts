import { changing } from './changing.ts'
import { readFleet } from './fleet.ts'
import { affects, reachOf, ruleWords, toldCount } from './reach.ts'
import type { Directive, DirectivePatch } from './shapes/directive.ts'
import type { Group, Node, Rule } from './shapes/index.ts'
import { calledNow } from './still-there.ts'
import { taggedDirective } from './tagged.ts'

interface DirectiveApi {
  directive(input: { directiveId: string }): Promise<Directive>
  checkDirective(input: { directiveId: string; body: DirectivePatch }): Promise<unknown>
  rules(): Promise<readonly Rule[]>
  groups(): AsyncIterable<Group>
  nodes(input: { query: { include: 'minimal' } }): AsyncIterable<Node>
  reasonMandatory(): Promise<boolean>
  changeValidation(): Promise<boolean>
  runFrequency(): Promise<number>
  globalPolicyMode(): Promise<string>
}

/** What is to be changed of which directive, and why. */
interface Wanted {
  readonly directive: { readonly id: string; readonly name: string }
  readonly body: DirectivePatch
  /** The way back, where that is what will be sent. */
  readonly back: { readonly body?: DirectivePatch } | undefined
  readonly reason: string | undefined
}

/** What in other objects a change of a directive relies on: its command says so in `elsewhere`. */
export const usedInRules = { rules: 'the rules that use it: their status and targets' } as const

/**
 * What a change of one directive reaches and relies on in other objects: the rules that use it, and the mode of all if it
 * has none of its own; and `first`, the notes that every such change has. Rudder checks the change; throws SystemError
 * `rejected` where it refuses.
 */
export const directiveChange = async (api: DirectiveApi, { directive: asked, body, back, reason }: Wanted) => {
  const { validation, held, later } = await changing(api, reason)
  const directiveId = asked.id
  const directive = await api.directive({ directiveId })
  await api.checkDirective({ directiveId, body: back?.body ?? body })
  const used = (await api.rules()).filter(({ directives }) => directives.includes(directiveId))
  // Switched on or off it reaches the same nodes; otherwise one that is off reaches none, and nor do mere words.
  const counts = (directive.enabled || body.enabled !== undefined) && !isWordsOnly(body)
  const fleet = counts ? await readFleet.all(api) : undefined
  const nodes = fleet ? reachOf(used, fleet) : new Set<string>()
  const { displayName, techniqueName, techniqueVersion, enabled } = directive
  const modes = [modeOf(directive), back?.body?.policyMode]
  const standard = modes.includes('default') && !isWordsOnly(body) ? await api.globalPolicyMode() : null
  return {
    enabled,
    later,
    first: [...held, ...calledNow(asked, displayName)],
    /** What is set for all, if it matters. */
    standard,
    plan: {
      call: { directiveId, body },
      ...affects(nodes, fleet ?? {}),
      tagged: taggedDirective(directiveId, used),
      validation,
      promises: { standard },
      rests: { rules: used.map(({ id, enabled, targets }) => ({ id, enabled, targets })) },
      fields: [
        { label: 'Nodes that it reaches', value: toldCount(nodes?.size ?? null) },
        { label: 'In the rules', value: ruleWords(used) },
        { label: 'Technique', value: `${techniqueName} ${techniqueVersion}` },
      ],
    },
  }
}

const wordy: readonly string[] = ['displayName', 'shortDescription', 'longDescription']

/** True for a change of names and descriptions: it affects no node, so none has to be read. */
const isWordsOnly = (body: DirectivePatch): boolean => Object.keys(body).every((key) => wordy.includes(key))

/** The mode that a directive has of its own; `default` where it does what is set for all. */
export const modeOf = ({ policyMode }: Directive): 'default' | 'audit' | 'enforce' =>
  policyMode === 'audit' || policyMode === 'enforce' ? policyMode : 'default'
