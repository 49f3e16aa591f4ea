import { isDeepStrictEqual } from 'node:util'
import { nodesOf, type RecordedRequest, type RudderState } from 'local-rudder'
import type { Proposal } from '../../src/store/proposals.ts'
import { all, few, type MadeName, type RuleName, type Stage } from './stage.ts'

/** A change that somebody asks for; what is made has a name of its own, and a copy is made of `rule`. */
export interface Wish {
  readonly wish: 'enable' | 'disable' | 'delete' | 'create' | 'clone' | 'group'
  readonly rule: RuleName
}

const made = { create: 'Delta', clone: 'Epsilon', group: 'Lyon' } as const satisfies Record<string, MadeName>
const pattern = { typed: 'app-*', sent: 'app-.*' }

/** The name of what a wish is about. */
export const nameIn = ({ wish, rule }: Wish): RuleName | MadeName =>
  wish === 'create' || wish === 'clone' || wish === 'group' ? made[wish] : rule

/** A wish as it is typed, without the system. */
export const typedAs = ({ wish, rule }: Wish): string => {
  if (wish === 'group') return `group create ${made.group} matching ${pattern.typed}`
  if (wish === 'create') return `rule create ${made.create}`
  return `rule ${wish} ${rule}${wish === 'clone' ? ` as ${made.clone}` : ''}`
}

/** What a write is about, known by its id or, where it is still to be made, by its name. */
export type Key = `rule ${string}` | `new rule ${string}` | `new group ${string}`

/** How what a key stands for is now; the same text where nothing of it that matters here is different. */
export const standing = ({ rules, groups }: RudderState, key: Key): string => {
  const [id = ''] = key.split(' ').slice(-1)
  if (key.startsWith('rule ')) {
    const rule = rules.find((one) => one.id === id)
    return rule === undefined ? 'gone' : rule.enabled ? 'on' : 'off'
  }
  const rule = key.startsWith('new rule ') ? rules.find(({ displayName }) => displayName === id) : undefined
  if (rule) return madeOf(rule)
  const group = key.startsWith('new group ') ? groups.find(({ displayName }) => displayName === id) : undefined
  return group ? conditions((group.query as { where?: readonly object[] } | undefined)?.where ?? []) : 'none'
}

const conditions = (where: readonly object[]) => JSON.stringify(where.map((one) => Object.entries(one).sort()))

const madeOf = ({
  enabled,
  directives,
  targets,
}: Pick<RudderState['rules'][0], 'enabled' | 'directives' | 'targets'>) =>
  JSON.stringify([enabled, directives, targets])

interface Args {
  readonly rule?: { readonly id: string }
  readonly name?: string
}

/** What a stored proposal is about: how it was, how it is to be, and the one request for it. */
export interface Subject {
  readonly key: Key
  readonly before: string
  readonly after: string
  readonly request: { readonly method: string; readonly body: unknown }
  /** Change validation holds it; what is made comes at once. */
  readonly held: boolean
}

/** How many nodes a proposal was shown to reach. */
export const reached = (row: Proposal) => (JSON.parse(row.impact) as { nodes: number }).nodes

/** What of its targets a proposal shows or keeps. */
const targetsIn = (row: Proposal) => (`${row.after} ${row.shown}`.includes('all nodes') ? all : few)

/** Reads a proposal without its call: what is sent is compared with this. */
export const subjectOf = (row: Proposal): Subject => {
  const { rule, name: displayName = '' } = JSON.parse(row.args) as Args
  const source = rule?.id ?? ''
  const make = (body: object) => ({ method: 'PUT', body })
  switch (row.command) {
    case 'rudder rule create': {
      const after = madeOf({ enabled: false, directives: [], targets: [] })
      const request = make({ displayName, enabled: false })
      return { key: `new rule ${displayName}`, before: 'none', after, request, held: false }
    }
    case 'rudder rule clone': {
      const { directives } = JSON.parse(row.after) as { readonly directives: readonly { readonly id: string }[] }
      const copy = { enabled: false, directives: directives.map(({ id }) => id), targets: [...targetsIn(row)] }
      const request = make({ source, displayName, enabled: false })
      return { key: `new rule ${displayName}`, before: 'none', after: madeOf(copy), request, held: false }
    }
    case 'rudder group create': {
      const where = [{ objectType: 'node', attribute: 'nodeHostname', comparator: 'regex', value: pattern.sent }]
      const query = { select: 'node', composition: 'and', where }
      const request = make({ displayName, category: 'GroupRoot', dynamic: true, query })
      return { key: `new group ${displayName}`, before: 'none', after: conditions(where), request, held: false }
    }
    case 'rudder rule delete': {
      const before = reached(row) === 0 ? 'off' : 'on'
      return {
        key: `rule ${source}`,
        before,
        after: 'gone',
        request: { method: 'DELETE', body: undefined },
        held: true,
      }
    }
    default: {
      const { enabled } = JSON.parse(row.after) as { readonly enabled: boolean }
      const [before, after] = enabled ? ['off', 'on'] : ['on', 'off']
      return { key: `rule ${source}`, before, after, request: { method: 'POST', body: { enabled } }, held: true }
    }
  }
}

/** Whether a request is a write; the checkup asks with a POST that nothing comes of, and no name, whether a token may. */
export const isWritten = ({ method, path, accepted }: RecordedRequest): boolean =>
  method !== 'GET' && (accepted || path.includes('changeRequestName'))

/** What a request that came is about. */
export const keyOf = ({ method, path, body }: RecordedRequest): Key => {
  const [kind = '', id = ''] = path.replace(/\?.*/, '').split('/').slice(-2)
  if (method !== 'PUT') return `rule ${id}`
  const { displayName } = JSON.parse(body) as { readonly displayName: string }
  return `new ${id === 'groups' ? 'group' : 'rule'} ${displayName}${kind === 'api' ? '' : ' elsewhere'}`
}

/** True if this is the one request that the proposal is for. */
export const isFor = (row: Proposal, request: RecordedRequest): boolean => {
  const { key, request: wanted } = subjectOf(row)
  const body = request.body === '' ? undefined : JSON.parse(request.body)
  return keyOf(request) === key && request.method === wanted.method && isDeepStrictEqual(body, wanted.body)
}

const saysValidation = ({ shown }: Proposal): boolean => /change validation/i.test(shown)

/** True if what a proposal showed and rests on is what would be shown now; the reason is not looked at. */
export const stands = ({ rudder: { state }, ruleOf }: Pick<Stage, 'rudder' | 'ruleOf'>, row: Proposal): boolean => {
  const { key, before, held } = subjectOf(row)
  if (standing(state, key) !== before) return false
  // What may be held back says so, and so does a group, which may come disabled.
  const validating = state.settings.enable_change_request === true
  if ((held || row.command.endsWith('group create')) && saysValidation(row) !== validating) return false
  const rule = ruleOf((JSON.parse(row.args) as Args).rule?.id ?? '')
  if (row.command === 'rudder rule clone' || row.command === 'rudder rule delete')
    return isDeepStrictEqual(rule?.targets, [...targetsIn(row)])
  // Here the number of nodes tells the targets: a rule that reaches others is not what was shown.
  return row.command.endsWith('create') || (rule !== undefined && nodesOf(state, rule.targets).size === reached(row))
}
