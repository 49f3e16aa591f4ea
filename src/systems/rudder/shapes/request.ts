import { z } from 'zod'

/** What may be shown of a changed object, by what it is: never the parameters of a directive, nor the value of a property. */
const shown: Readonly<Record<'rules' | 'directives' | 'groups' | 'parameters', readonly string[]>> = {
  rules: [
    'displayName',
    'enabled',
    'directives',
    'targets',
    'tags',
    'categoryId',
    'shortDescription',
    'longDescription',
  ],
  directives: ['displayName', 'enabled', 'policyMode', 'priority', 'tags', 'techniqueVersion', 'shortDescription'],
  groups: ['displayName', 'enabled', 'dynamic', 'category', 'nodeIds', 'query', 'description'],
  parameters: ['id', 'name', 'description'],
}

/** `modify`, `create` or `delete`, with each part as it is or, where it changes, as `{ from, to }`. */
const change = (kind: keyof typeof shown) =>
  z
    .object({ action: z.string(), change: z.record(z.string(), z.unknown()).default({}) })
    .transform(({ action, change }) => ({
      action,
      id: typeof change.id === 'string' ? change.id : undefined,
      change: Object.fromEntries(Object.entries(change).filter(([key]) => shown[kind].includes(key))),
    }))
const changes = (kind: keyof typeof shown) => z.array(change(kind)).default([])

/** Whether a part is told as what it was and what it would be. */
export const isChange = (part: unknown): part is { readonly from: unknown; readonly to: unknown } =>
  typeof part === 'object' && part !== null && 'from' in part && 'to' in part

/** A part as it was and as it would be; the one value where it stays. */
export const sidesOf = (part: unknown): readonly unknown[] => (isChange(part) ? [part.from, part.to] : [part])

export const ChangeRequest = z
  .object({
    id: z.coerce.string(),
    displayName: z.string(),
    /** Pending validation, Pending deployment, Deployed or Cancelled. */
    status: z.string(),
    'created by': z.string().default(''),
    /** False where what it would change was changed since. */
    acceptable: z.boolean().optional(),
    description: z.string().default(''),
    changes: z
      .object({
        rules: changes('rules'),
        directives: changes('directives'),
        groups: changes('groups'),
        parameters: changes('parameters'),
      })
      .optional(),
  })
  .transform(({ 'created by': createdBy, ...rest }) => ({ ...rest, createdBy }))
export type ChangeRequest = z.output<typeof ChangeRequest>
