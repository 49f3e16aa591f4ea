import type { Rule } from './shapes/index.ts'

/** Every rule that a person may mean, by its name; system rules are not listed by Rudder. */
export const findRule = async (api: { rules(): Promise<readonly Rule[]> }) =>
  (await api.rules()).map(({ id, displayName }) => ({ id, name: displayName }))

/** Every accepted node, by its host name. */
export const findNode = async (api: {
  nodes(input: { query: { include: 'minimal' } }): AsyncIterable<{ id: string; hostname: string }>
}) => {
  const found: { id: string; name: string }[] = []
  for await (const { id, hostname } of api.nodes({ query: { include: 'minimal' } })) found.push({ id, name: hostname })
  return found
}
