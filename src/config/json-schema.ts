import { z } from 'zod'
import type { Path } from './mistakes.ts'
import { settingsFile } from './settings-file.ts'
import type { Systems } from './systems.ts'

/** The parts of a JSON Schema that are read here. */
export interface JsonSchema {
  readonly description?: string
  readonly type?: string
  readonly default?: unknown
  readonly const?: unknown
  readonly enum?: readonly unknown[]
  readonly minimum?: number
  readonly maximum?: number
  readonly properties?: Readonly<Record<string, JsonSchema>>
  readonly required?: readonly string[]
  readonly additionalProperties?: JsonSchema | boolean
  readonly items?: JsonSchema
  readonly anyOf?: readonly JsonSchema[]
}

/** The JSON Schema (draft 2020-12) of `coxswain.yml` with these systems, for editors. */
export const configSchema = (systems: Systems): object => ({
  title: 'coxswain.yml',
  description: 'The settings of Coxswain. Secrets are written env:NAME or file:path, never in clear.',
  ...z.toJSONSchema(settingsFile(systems), { io: 'input' }),
})

/** The part of a schema that describes the setting at a path. */
export const schemaAt = (schema: JsonSchema, path: Path): JsonSchema | undefined =>
  path.reduce((at: JsonSchema | undefined, part) => {
    if (typeof part === 'number') return at?.items ?? at?.anyOf?.find(({ items }) => items)?.items
    const rest = at?.additionalProperties
    return at?.properties?.[part] ?? (typeof rest === 'object' ? rest : undefined)
  }, schema)
