import { mentions } from '../groups/targets.ts'
import { objectsOf } from '../requests/request-reach.ts'
import { sidesOf } from '../shapes/difference.ts'
import type { ChangeRequest, Rule } from '../shapes/index.ts'
import type { ChangeKind } from '../shapes/request.ts'

type RuleNow = Pick<Rule, 'id' | 'directives'>

/** The id of an object without the revision that a rule may have of it (`id+revision`): tags are read of the newest. */
const plain = (id: string): string => id.split('+', 1).join('')

/** What a change of rules affects: them, and the directives that they have, lose or get. */
export const taggedRules = (rules: readonly RuleNow[], others: readonly string[] = []) => ({
  rules: rules.map(({ id }) => plain(id)),
  directives: [...new Set([...rules.flatMap(({ directives }) => directives), ...others].map(plain))],
})

/** What a change of a directive affects: it, and those of the rules that have it. */
export const taggedDirective = (id: string, rules: readonly RuleNow[]) => ({
  rules: rules
    .filter(({ directives }) => directives.some((one) => plain(one) === plain(id)))
    .map((rule) => plain(rule.id)),
  directives: [plain(id)],
})

/** For a write that changes nothing with tags, and affects nothing with tags. */
export const untagged = {}

/**
 * What a change request affects: its objects, with the directives that its rules have, lose or get, the rules that use its
 * directives, and the rules of its groups, with their directives. Unknown if it doesn't report each object, changes a
 * global property, which any directive may use, or creates what can have tags: they can't be read before it is deployed.
 */
export const taggedRequest = (request: Pick<ChangeRequest, 'changes'>, rules: readonly Rule[]) => {
  const { objects } = request.changes
  const ids = (kind: ChangeKind) => objects.filter((one) => one.kind === kind).map(({ id = '' }) => plain(id))
  const [changed, used, groups] = [ids('rules'), ids('directives'), ids('groups')]
  const moved = objects.filter(({ kind }) => kind === 'rules').flatMap(({ parts }) => sidesOf(parts.directives))
  const texts = moved.flatMap((side) => side ?? [])
  const creates = objects.some(({ kind, action }) => action === 'create' && kind !== 'groups')
  if (creates || objectsOf(request) === null || ids('parameters').length > 0 || !texts.every(isText)) return 'unknown'
  const own = rules.filter(
    ({ id, targets }) => changed.includes(plain(id)) || groups.some((group) => mentions(targets, `group:${group}`)),
  )
  const users = used.flatMap((id) => taggedDirective(id, rules).rules)
  const { rules: all, directives } = taggedRules(own, [...texts, ...used])
  return { rules: [...new Set([...changed, ...all, ...users])], directives }
}

const isText = (value: unknown): value is string => typeof value === 'string'
