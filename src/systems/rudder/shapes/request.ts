import { z } from 'zod'
import { isDifference } from './difference.ts'
import { Parameters } from './parameters.ts'

/** The kinds of objects that a change request changes, as the API names them, in the order in which they are shown. */
export const kinds = ['rules', 'directives', 'groups', 'parameters'] as const
export type ChangeKind = (typeof kinds)[number]

/** One object of a change request. */
export interface ObjectChange {
  readonly kind: ChangeKind
  /** `modify`, `create` or `delete`; empty if the report of the object cannot be read. */
  readonly action: string
  /** For a global property, its name. */
  readonly id: string | undefined
  /** Each part as it is or, in a modification, as a difference; never a secret one. */
  readonly parts: Readonly<Record<string, unknown>>
  /** The secret parts that it changes or, if the whole object is reported, that it has. */
  readonly secrets: readonly string[]
  /** The secret parts that are reported in an unknown form. */
  readonly unread: readonly string[]
}

/** Everything that a change request changes. */
export interface Changes {
  readonly objects: readonly ObjectChange[]
  /** False if something is reported that is not among the objects. */
  readonly isComplete: boolean
  /** Everything including secrets, only for comparison. */
  readonly sealed: Parameters
}

type Json = Readonly<Record<string, unknown>>

const isObject = (value: unknown): value is Json => typeof value === 'object' && value !== null && !Array.isArray(value)
const isText = (value: unknown): value is string => typeof value === 'string'
const isEmpty = (value: unknown): boolean =>
  value === undefined || value === null || value === '' || (Array.isArray(value) && value.length === 0)

/** Parts that may be secret, each with its form in a modification that doesn't change it. */
const secrets: Readonly<Record<ChangeKind, Readonly<Record<string, (value: unknown) => boolean>>>> = {
  rules: {},
  directives: { parameters: (value) => isObject(value) && 'section' in value },
  groups: { properties: Array.isArray },
  parameters: { value: isText },
}

const objectOf = (kind: ChangeKind, entry: unknown): ObjectChange => {
  const { action, change } = isObject(entry) ? entry : {}
  // If the server fails to report a change, an error is in its place.
  if (!isText(action) || !isObject(change))
    return { kind, action: '', id: undefined, parts: {}, secrets: [], unread: [] }
  const guarded = secrets[kind]
  const held = Object.entries(change).filter(([key]) => Object.hasOwn(guarded, key))
  const isChanged = (value: unknown) => (action === 'modify' ? isDifference(value) : !isEmpty(value))
  const isLeft = (key: string, value: unknown) => isEmpty(value) || guarded[key]?.(value) === true
  const known = [change.id, change.name].filter(isText)
  return {
    kind,
    action,
    id: known[0],
    parts: Object.fromEntries(Object.entries(change).filter(([key]) => !Object.hasOwn(guarded, key))),
    secrets: held.filter(([, value]) => isChanged(value)).map(([key]) => key),
    unread: held
      .filter(([key, value]) => action === 'modify' && !isChanged(value) && !isLeft(key, value))
      .map(([key]) => key),
  }
}

const changes = z.unknown().transform((value): Changes => {
  const sealed = new Parameters(value)
  if (!isObject(value)) return { objects: [], isComplete: false, sealed }
  const lists = kinds.map((kind) => [kind, value[kind] ?? []] as const)
  const isKnown = Object.keys(value).every((key) => (kinds as readonly string[]).includes(key) || isEmpty(value[key]))
  return {
    objects: lists.flatMap(([kind, all]) => (Array.isArray(all) ? all.map((entry) => objectOf(kind, entry)) : [])),
    isComplete: isKnown && lists.every(([, all]) => Array.isArray(all)),
    sealed,
  }
})

export const ChangeRequest = z
  .object({
    id: z.coerce.string(),
    /** May be empty. */
    displayName: z.string(),
    /** Pending validation, Pending deployment, Deployed or Cancelled. */
    status: z.string(),
    'created by': z.string().default(''),
    /** False if an object that it would change was changed since it was opened. */
    acceptable: z.boolean().optional(),
    description: z.string().default(''),
    changes,
  })
  .transform(({ 'created by': createdBy, ...rest }) => ({ ...rest, createdBy }))
export type ChangeRequest = z.output<typeof ChangeRequest>
