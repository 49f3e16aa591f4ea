import { changing } from './changing.ts'
import { readFleet } from './fleet.ts'
import { reachOf, ruleWords, tagWords, toldCount } from './reach.ts'
import type { Directive, DirectivePatch } from './shapes/directive.ts'
import type { Group, Node, Rule } from './shapes/index.ts'
import { calledNow } from './still-there.ts'

interface DirectiveApi {
  directive(input: { directiveId: string }): Promise<Directive>
  checkDirective(input: { directiveId: string; body: DirectivePatch }): Promise<unknown>
  rules(): Promise<readonly Rule[]>
  groups(): AsyncIterable<Group>
  nodes(input: { query: { include: 'minimal' } }): AsyncIterable<Node>
  reasonMandatory(): Promise<boolean>
  changeValidation(): Promise<boolean>
  runFrequency(): Promise<number>
}

/** What is to be changed of which directive, and why. */
interface Wanted {
  readonly directive: { readonly id: string; readonly name: string }
  readonly body: DirectivePatch
  /** The way back, where that is what will be sent. */
  readonly back: { readonly body?: DirectivePatch } | undefined
  readonly reason: string | undefined
  readonly mac: (text: string) => string
}

/**
 * What a change of one directive reaches and rests on: its rules, its technique and, as a keyed hash, its parameters; and
 * `first`, the notes that every such change has. Rudder checks the change; throws SystemError `rejected` where it refuses.
 */
export const directiveChange = async (api: DirectiveApi, { directive: named, body, back, reason, mac }: Wanted) => {
  const { validation, held, later } = await changing(api, reason)
  const directiveId = named.id
  const directive = await api.directive({ directiveId })
  await api.checkDirective({ directiveId, body: back?.body ?? body })
  const used = (await api.rules()).filter(({ directives }) => directives.includes(directiveId))
  // Switched on or off it reaches the same nodes; otherwise one that is off reaches none, and nor do mere words.
  const counts = (directive.enabled || body.enabled !== undefined) && !isWordsOnly(body)
  const nodes = counts ? (reachOf(used, await readFleet.all(api))?.size ?? null) : 0
  const { displayName, techniqueName, techniqueVersion, priority = 5, enabled, policyMode = 'default' } = directive
  return {
    enabled,
    later,
    first: [...held, ...calledNow(named, displayName)],
    plan: {
      call: { directiveId, body },
      reach: nodes ?? ('unknown' as const),
      tags: tagWords(directive.tags),
      validation,
      rests: {
        ...{ displayName, techniqueName, techniqueVersion, priority, enabled, policyMode },
        parameters: directive.parameters.hashed(mac),
        rules: used.map(({ id, enabled, targets }) => ({ id, enabled, targets })),
      },
      fields: [
        { label: 'Nodes that it reaches', value: toldCount(nodes) },
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
