import type { ParameterDefinition } from '../shapes/index.ts'

/** The query that a dropdown takes its options from; undefined for any other parameter. */
export const dropdownOf = ({ type, queryId }: Pick<ParameterDefinition, 'type' | 'queryId'>): string | undefined =>
  type === 'query' && queryId ? String(queryId) : undefined

/** The queries that the dropdowns among these take their options from. */
export const dropdownsOf = (
  parameters: readonly Pick<ParameterDefinition, 'type' | 'queryId'>[],
): readonly string[] => [...new Set(parameters.flatMap((one) => dropdownOf(one) ?? []))]
