import type { z } from 'zod'

/** One argument of a command as a person types it. */
export interface Arg {
  readonly name: string
  /** `per-page` for `perPage`, typed as `--per-page`. */
  readonly flag: string
  /** A switch is only ever typed as a flag; the others have a place on the line. */
  readonly kind: 'text' | 'number' | 'choice' | 'switch'
  readonly choices: readonly string[]
  readonly required: boolean
}

interface Def {
  readonly type: string
  readonly innerType?: z.core.$ZodType
  readonly in?: z.core.$ZodType
  readonly entries?: Readonly<Record<string, unknown>>
  readonly values?: readonly unknown[]
}

const core = (schema: z.core.$ZodType): Def => {
  const def = schema._zod.def as Def
  const inner = def.innerType ?? (def.type === 'pipe' ? def.in : undefined)
  return inner === undefined ? def : core(inner)
}

const shape = (def: Def): Pick<Arg, 'kind' | 'choices'> | undefined => {
  if (def.type === 'string') return { kind: 'text', choices: [] }
  if (def.type === 'number') return { kind: 'number', choices: [] }
  if (def.type === 'boolean') return { kind: 'switch', choices: [] }
  if (def.type === 'enum') return { kind: 'choice', choices: Object.values(def.entries ?? {}).map(String) }
  if (def.type === 'literal') return { kind: 'choice', choices: (def.values ?? []).map(String) }
  return undefined
}

/** The arguments of a command in the order in which they are typed; throws for a schema that cannot be typed on one line. */
export const argsOf = (args: z.ZodObject): readonly Arg[] =>
  Object.entries(args.shape).map(([name, schema]) => {
    const found = shape(core(schema))
    if (found === undefined)
      throw new Error(
        `argument "${name}" must be a string, number, boolean or enum: nothing else can be typed on a line`,
      )
    const required = schema._zod.optin === undefined && found.kind !== 'switch'
    return { name, flag: name.replace(/[A-Z]/g, (c) => `-${c.toLowerCase()}`), required, ...found }
  })
