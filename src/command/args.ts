import type { z } from 'zod'

/** One argument of a command as a person types it. */
export interface Arg {
  readonly name: string
  /** `per-page` for `perPage`, typed as `--per-page`. */
  readonly flag: string
  /** `pairs` are `name=value` words. */
  readonly kind: 'text' | 'number' | 'choice' | 'switch' | 'pairs'
  /** False if it is only ever typed as a flag, as every switch is. */
  readonly isPlaced: boolean
  readonly choices: readonly string[]
  readonly required: boolean
}

interface Def {
  readonly type: string
  readonly innerType?: z.core.$ZodType
  readonly in?: z.core.$ZodType
  readonly entries?: Readonly<Record<string, unknown>>
  readonly values?: readonly unknown[]
  readonly valueType?: z.core.$ZodType
}

interface Typed {
  readonly args: z.ZodObject
  /** The arguments that are only typed as flags; a switch always is. */
  readonly flags?: readonly string[]
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
  if (def.type === 'record' && def.valueType && core(def.valueType).type === 'string')
    return { kind: 'pairs', choices: [] }
  return undefined
}

/** The arguments of a command in the order in which they are typed; throws for a schema that cannot be typed on one line. */
export const argsOf = ({ args, flags = [] }: Typed): readonly Arg[] =>
  Object.entries(args.shape).map(([name, schema]) => {
    const found = shape(core(schema))
    if (found === undefined)
      throw new Error(
        `argument "${name}" must be a string, number, boolean, enum or record of strings: nothing else can be typed on a line`,
      )
    const required = schema._zod.optin === undefined && found.kind !== 'switch'
    const isPlaced = found.kind !== 'switch' && !flags.includes(name)
    return { name, flag: name.replace(/[A-Z]/g, (c) => `-${c.toLowerCase()}`), required, isPlaced, ...found }
  })
