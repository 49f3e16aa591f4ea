import type { Change, Directive, Group, Property, Rule, Target } from './state.ts'

/** The API of 9.0: its change-validation plugin reports more parts than those of 8.x. */
const newer = 22

type Parts = Readonly<Record<string, unknown>>

const same = (left: unknown, right: unknown) => JSON.stringify(left) === JSON.stringify(right)

/** A part as it is or, if it changes, as `{ from, to }`; a side that there is not is left out. */
const part = (from: unknown, to: unknown): unknown =>
  same(from, to)
    ? (from ?? null)
    : { ...(from !== undefined && from !== null && { from }), ...(to !== undefined && to !== null && { to }) }

const parts = (before: Parts, after: Parts): Parts =>
  Object.fromEntries(Object.keys(before).map((key) => [key, part(before[key], after[key])]))

/** A target as Rudder serializes it: a composition is a string that holds JSON, and in newer versions so is each in it. */
const targetText = (target: Target, version: number): string => {
  if (typeof target === 'string') return target
  const inner = (all: readonly Target[] = []) => (version > newer ? all.map((one) => targetText(one, version)) : all)
  const side = (set: { readonly or?: readonly Target[]; readonly and?: readonly Target[] }) =>
    set.or ? { or: inner(set.or) } : { and: inner(set.and) }
  return JSON.stringify(
    'include' in target ? { include: side(target.include), exclude: side(target.exclude) } : side(target),
  )
}

interface Query {
  readonly select?: string
  readonly composition?: string
  readonly transform?: string
  readonly where?: readonly Readonly<Record<string, string>>[]
}

const capital = (word: string) => word.charAt(0).toUpperCase() + word.slice(1)

/** The query of a group in a modification: until 8.3 what Scala prints of it. */
const queryOf = ({ query }: Group, version: number): unknown => {
  if (query === undefined || version >= newer) return query
  const { select = 'node', composition = 'and', transform = 'identity', where = [] } = query as Query
  const lines = where.map((line) => `${line.objectType}.${line.attribute} ${line.comparator} ${line.value ?? ''}`)
  return `{ returnType:'${select}' (${transform}) with '${capital(composition)}' criteria [${lines.join(' ; ')}] }`
}

const modified = {
  rule: (rule: Rule, version: number): Parts => ({
    displayName: rule.displayName,
    shortDescription: rule.shortDescription,
    longDescription: rule.longDescription,
    directives: rule.directives,
    targets: rule.targets.map((target) => targetText(target, version)),
    enabled: rule.enabled,
    ...(version >= newer && { system: false, categoryId: rule.categoryId }),
  }),
  directive: (directive: Directive, version: number): Parts => ({
    displayName: directive.displayName,
    shortDescription: directive.shortDescription,
    longDescription: directive.longDescription,
    techniqueName: directive.techniqueName,
    techniqueVersion: directive.techniqueVersion,
    parameters: directive.parameters,
    priority: directive.priority,
    enabled: directive.enabled,
    system: false,
    ...(version >= newer && {
      policyMode: directive.policyMode === 'default' ? undefined : directive.policyMode,
    }),
  }),
  group: (group: Group, version: number): Parts => ({
    displayName: group.displayName,
    description: group.description,
    query: queryOf(group, version),
    properties: group.properties ?? [],
    nodeIds: group.nodeIds,
    dynamic: group.dynamic,
    enabled: group.enabled,
    ...(version >= newer && { system: false }),
  }),
  parameter: ({ description, value }: Property): Parts => ({
    description,
    value: typeof value === 'string' ? value : JSON.stringify(value),
  }),
}

const className = (name: string) => `group_${name.toLowerCase().replace(/[^a-z0-9]/g, '_')}`

const whole = {
  rule: ({ changedAt: _, ...rule }: Rule): Parts => ({ ...rule, system: false }),
  directive: ({ components: _, ...directive }: Directive): Parts => ({ ...directive, system: false }),
  group: ({ category: _, ...group }: Group): Parts => ({
    ...group,
    nodeIds: group.nodeIds.toSorted(),
    groupClass: [className(group.id), className(group.displayName)],
    properties: group.properties ?? [],
    target: `group:${group.id}`,
    system: group.system ?? false,
  }),
  parameter: (property: Property): Parts => ({ ...property }),
}

const hints = { rule: 'Rule', directive: 'Directive', group: 'Group', parameter: 'GlobalParameter' } as const

/** One object: all of it if it is created or deleted, else each part, with both sides of those that change. */
const shownChange = (change: Change, version: number): unknown => {
  const { kind, before, after } = change
  const action = before === undefined ? 'create' : after === undefined ? 'delete' : 'modify'
  // The encoder of 8.1 and later adds the name of its class.
  const hint = version > 18 ? { type: `${hints[kind]}${capital(action)}ChangeJson` } : {}
  const of = <T>(sides: { readonly [K in Change['kind']]: (object: never, version: number) => T }, object: unknown) =>
    sides[kind](object as never, version)
  if (before === undefined || after === undefined) return { action, change: { ...hint, ...of(whole, before ?? after) } }
  const moved =
    'category' in before && 'category' in after && before.category !== after.category
      ? { category: part(before.category, after.category) }
      : {}
  const name = kind === 'parameter' ? { name: before.id } : { id: before.id }
  return { action, change: { ...hint, ...name, ...parts(of(modified, before), of(modified, after)), ...moved } }
}

/** What a change request reports of its changes, as the plugin of this version does; tags of what is modified never. */
export const shownChanges = (changes: readonly Change[], version: number): unknown => {
  const of = (kind: Change['kind']) =>
    changes.filter((change) => change.kind === kind).map((change) => shownChange(change, version))
  return { directives: of('directive'), rules: of('rule'), groups: of('group'), parameters: of('parameter') }
}
