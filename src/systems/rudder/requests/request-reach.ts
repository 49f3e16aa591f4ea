import { together } from '../groups/reach.ts'
import { type Fleet, mentions } from '../groups/targets.ts'
import { isDifference, sidesOf } from '../shapes/difference.ts'
import type { ChangeRequest, Group, Rule } from '../shapes/index.ts'
import type { ObjectChange } from '../shapes/request.ts'
import { targetsIn } from '../shapes/target-text.ts'

type Changed = Pick<ChangeRequest, 'changes'>

/** The ids of what a change request changes; null if one is not reported. */
export const objectsOf = ({ changes: { objects, isComplete } }: Changed): readonly string[] | null => {
  const ids = objects.map(({ id }) => id).filter((id) => id !== undefined)
  return isComplete && ids.length > 0 && ids.length === objects.length ? ids : null
}

type RuleNow = Pick<Rule, 'id' | 'enabled' | 'targets' | 'directives'>

/** Rules and groups at one moment: as read, as the request says they were, or as it would make them. */
interface Moment {
  readonly rules: readonly RuleNow[]
  readonly fleet: Fleet
}

/**
 * The nodes that a change request affects: those that its objects reach now, when it was opened, or once it is deployed,
 * so that nodes which lose something count too. Null if that cannot be known.
 */
export const reachOfRequest = (request: Changed, rules: readonly Rule[], fleet: Fleet): ReadonlySet<string> | null => {
  const { objects } = request.changes
  const ids = objectsOf(request)
  if (ids === null || objects.some((object) => !isKnown(object))) return null
  const now: Moment = { rules, fleet }
  const moments = [now, moment(objects, now, 0), moment(objects, now, 1)]
  const found = new Set<string>(objects.some(({ kind }) => kind === 'parameters') ? fleet.nodes : [])
  for (const one of moments) {
    const nodes = one && reachedIn(one, objects)
    if (!nodes) return null
    for (const id of nodes) found.add(id)
  }
  return found
}

const actions = ['modify', 'create', 'delete']

/** False if only the server will know its members: for a query, and for a group that is switched on or off. */
const isKnown = ({ kind, action, parts }: ObjectChange): boolean => {
  if (!actions.includes(action)) return false
  if (kind !== 'groups') return true
  if (action === 'create') return (parts.query ?? null) === null
  return action === 'delete' || ![parts.query, parts.dynamic, parts.enabled].some(isDifference)
}

/** The rules and groups before the request (0) or after it (1); undefined if a part of them cannot be read. */
const moment = (objects: readonly ObjectChange[], now: Moment, side: 0 | 1): Moment | undefined => {
  const rules = new Map(now.rules.map((rule) => [rule.id, rule]))
  const groups = new Map(now.fleet.groups.map((group) => [group.id, group]))
  for (const object of objects) {
    const id = object.id ?? ''
    const isThere = object.action !== (side === 0 ? 'create' : 'delete')
    if (object.kind === 'rules') {
      if (!isThere) {
        rules.delete(id)
        continue
      }
      const rule = ruleAt(object, rules.get(id), side)
      if (!rule) return undefined
      rules.set(id, rule)
    }
    if (object.kind === 'groups') {
      const group = groupAt(object, groups.get(id), isThere ? side : undefined)
      if (!group) return undefined
      groups.set(id, group)
    }
  }
  return { rules: [...rules.values()], fleet: { ...now.fleet, groups: [...groups.values()] } }
}

const ruleAt = ({ id = '', action, parts }: ObjectChange, now: RuleNow | undefined, side: 0 | 1) => {
  const isWhole = action !== 'modify'
  const at = (key: string): unknown => (isWhole ? parts[key] : sidesOf(parts[key])[side])
  const isTold = (key: string) => isWhole || Object.hasOwn(parts, key)
  const targets = isTold('targets') ? targetsIn(at('targets')) : now?.targets
  const directives = isTold('directives') ? textsIn(at('directives')) : now?.directives
  const enabled = isTold('enabled') ? at('enabled') !== false : (now?.enabled ?? true)
  return targets && directives && { id, enabled, targets: [...targets], directives: [...directives] }
}

/** A group that is deleted has no members. */
const groupAt = ({ id = '', action, parts }: ObjectChange, now: Group | undefined, side: 0 | 1 | undefined) => {
  const isTold = action !== 'modify' || Object.hasOwn(parts, 'nodeIds')
  const part = action === 'modify' ? sidesOf(parts.nodeIds)[side ?? 0] : parts.nodeIds
  const nodeIds = side === undefined ? [] : isTold ? textsIn(part) : now?.nodeIds
  const { displayName = '', enabled = true } = now ?? {}
  return nodeIds && { ...now, id, displayName, enabled, nodeIds: [...nodeIds] }
}

const textsIn = (value: unknown): readonly string[] | undefined => {
  if (value === undefined || value === null) return []
  return Array.isArray(value) && value.every((one) => typeof one === 'string') ? value : undefined
}

/** The nodes that the objects reach at one moment; undefined if a target is not understood. */
const reachedIn = ({ rules, fleet }: Moment, objects: readonly ObjectChange[]): Set<string> | undefined => {
  const ids = (kind: ObjectChange['kind']) => objects.filter((one) => one.kind === kind).map(({ id = '' }) => id)
  const [changed, used, targeted] = [ids('rules'), ids('directives'), ids('groups')]
  const affected = rules.filter(
    ({ id, enabled, directives, targets }) =>
      enabled &&
      (changed.includes(id) ||
        used.some((one) => directives.includes(one)) ||
        targeted.some((one) => mentions(targets, `group:${one}`))),
  )
  const nodes = together(affected, fleet)
  const members = fleet.groups.filter(({ id }) => targeted.includes(id)).flatMap(({ nodeIds }) => nodeIds)
  return nodes && new Set(fleet.nodes).intersection(new Set([...nodes, ...members]))
}
