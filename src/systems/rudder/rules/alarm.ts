import { grouped } from '../../../alike.ts'
import { type Cause, causesOf, failingStates, isFailingState } from '../compliance/causes.ts'
import { type ComplianceState, states as complianceStates, spokenState } from '../compliance/states.ts'
import { readActivity, stateIn } from '../nodes/activity.ts'
import { hostList } from '../nodes/hosts.ts'
import { nodesIn } from '../nodes/in-state.ts'
import { byName } from '../reads/by-name.ts'
import { gather } from '../reads/gather.ts'
import type { CompliancePart } from '../shapes/index.ts'
import { closely, type FailureReason } from './closely.ts'
import { ruleNodes } from './rule-parts.ts'
import { causeName, failingRules, reasonsIn, saidWords } from './why.ts'

/** How many rules are read for their causes, and how many causes are named. */
const most = { rules: 3, causes: 3 }

type Api = Parameters<typeof nodesIn>[0] &
  Parameters<typeof closely>[0] &
  Parameters<typeof reasonsIn>[0] & {
    rulesCompliance(input: { query: { level: 1 } }): AsyncIterable<CompliancePart>
  }

/** The figures that nodes in these states change. */
const figures: Readonly<Record<string, readonly ComplianceState[]>> = {
  failing: failingStates,
  causes: failingStates,
  compliance: failingStates,
  errors: ['error'],
  audit: ['non-compliant'],
  silent: ['silent'],
  pending: ['pending'],
}

/** What follows how many they are: `failing nodes`, `nodes in error`, `failing or silent nodes`. */
const titleOf = (states: ReadonlySet<ComplianceState>, many: number): string => {
  const noun = many === 1 ? 'node' : 'nodes'
  const isBoth = failingStates.every((state) => states.has(state))
  const words = [
    ...(isBoth ? ['failing'] : []),
    ...[...states].filter((state) => !isBoth || !isFailingState(state)).map(spokenState),
  ]
  return words.includes('in error') ? `${noun} ${words.join(' or ')}` : `${words.join(' or ')} ${noun}`
}

/** What an alert about nodes names: the components that most fail in, or where most are that only are silent or pending, and the nodes. */
export const nodeAlarm = async ({
  args: { rule },
  api,
  now,
  about,
}: {
  readonly args: { readonly rule?: { readonly id: string } | undefined }
  readonly api: Api
  readonly now: number
  readonly about: readonly string[]
}) => {
  const states = new Set(about.flatMap((figure) => figures[figure] ?? []))
  if (states.size === 0) return undefined
  return rule ? alarmOfRule(api, { ruleId: rule.id, states, now }) : alarmOfAll(api, { states, now })
}

interface Wanted {
  readonly states: ReadonlySet<ComplianceState>
  readonly now: number
}

const alarmOfRule = async (api: Api, { ruleId, states, now }: Wanted & { readonly ruleId: string }) => {
  const reading = [...states].some(isFailingState)
    ? closely(api, ruleId)
    : gather(ruleNodes(api, ruleId)).then((nodes) => ({ nodes, directives: [] }))
  const [close, running] = await Promise.all([reading, readActivity(api, now)])
  if (!close) return undefined
  const stateOf = stateIn(running)
  const nodes = (close.nodes ?? []).filter((node) => states.has(stateOf(node)))
  const reasons = causesOf(close).map((cause) => ({ cause, rule: undefined }))
  const directives = (close.directives ?? []).filter(({ skippedDetails }) => skippedDetails === undefined)
  return alarmOf(nodes, stateOf, { states, reasons, objects: [ruleId, ...directives.map(({ id }) => id)] })
}

const alarmOfAll = async (api: Api, { states, now }: Wanted) => {
  const [{ nodes, running }, rules] = await Promise.all([
    nodesIn(api, now, (state) => states.has(state)),
    [...states].some(isFailingState) ? gather(api.rulesCompliance({ query: { level: 1 } })) : [],
  ])
  const closer = failingRules(rules).slice(0, most.rules)
  const reasons = await reasonsIn(api, closer)
  return alarmOf(nodes, stateIn(running), { states, reasons, objects: closer.map(({ id }) => id) })
}

interface Reason {
  readonly rule: Pick<FailureReason['rule'], 'name'> | undefined
  readonly cause?: Cause
}

/** `17 of 19 failing nodes: Unit sshd.service failed to restart`. */
const causeIn = (cause: Cause, states: ReadonlySet<ComplianceState>, of: number): string => {
  const isMixed = failingStates.every((state) => states.has(state)) && cause.state !== 'error'
  return `${cause.nodes.length} of ${of} ${titleOf(states, of)}${isMixed ? ', audit only' : ''}${saidWords(cause)}`
}

const alarmOf = (
  nodes: readonly CompliancePart[],
  stateOf: (node: CompliancePart) => ComplianceState,
  {
    states,
    reasons,
    objects,
  }: Pick<Wanted, 'states'> & { readonly reasons: readonly Reason[]; readonly objects: readonly string[] },
) => {
  if (nodes.length === 0) return undefined
  const failing = new Set(nodes.filter((node) => isFailingState(stateOf(node))).map(({ id }) => id))
  // Of a node that is ignored or doesn't run, the last report says nothing about now.
  const causes = reasons.flatMap(({ rule, cause }) => {
    const known = cause && states.has(cause.state) ? cause.nodes.filter(({ id }) => failing.has(id)) : []
    return cause && known.length > 0 ? [{ name: causeName(cause, rule?.name), cause: { ...cause, nodes: known } }] : []
  })
  const componentsOf = Map.groupBy(
    causes.flatMap(({ name, cause }) => cause.nodes.map(({ id }) => ({ id, name }))),
    ({ id }) => id,
  )
  const rank = (node: CompliancePart) => complianceStates.indexOf(stateOf(node))
  const title = titleOf(states, nodes.length)
  return {
    why: [...states].some(isFailingState)
      ? {
          title: 'Why',
          items: causes
            .slice(0, most.causes)
            .map(({ name, cause }) => ({ name, text: causeIn(cause, states, nodes.length) })),
          total: causes.length,
        }
      : hostList('Where', grouped(nodes)),
    which: {
      title,
      items: nodes
        .toSorted((a, b) => rank(a) - rank(b) || byName(a.name, b.name))
        .map((node) => ({
          name: node.name,
          text: (componentsOf.get(node.id) ?? []).map(({ name }) => name).join(', ') || spokenState(stateOf(node)),
        })),
      total: nodes.length,
    },
    objects,
  }
}
