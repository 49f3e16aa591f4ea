import type { TechniqueCall } from '../shapes/index.ts'

/** What a technique does, in order: each component with its method, those of a block after its name. */
export const callNames = (calls: readonly TechniqueCall[], within = ''): readonly string[] =>
  calls.flatMap(({ component = '', method, calls: inner }) => {
    const name = [within, component].filter(Boolean).join(' › ')
    return inner ? callNames(inner, name) : [method ? `${name} (${method})` : name]
  })
