import { z } from 'zod'
import { count, defineRead, quoted, typedName, withItems } from '#bot'
import { callNames, findTechnique, rudder } from '#rudder'

/** How many methods are named. */
const most = 25

export default defineRead(rudder, {
  summary: 'What is this technique: its versions, what it asks for, what it does?',
  examples: ['rudder technique userManagement', 'rudder technique Linux baseline'],
  scopes: ['rudder:techniques:read'],
  args: z.object({ technique: z.string() }),
  names: { technique: findTechnique },
  facts: { versions: 'count' },
  run: async ({ args, api }) => {
    const { id, name } = args.technique
    const [techniques, all] = await Promise.all([api.techniqueVersions(), api.technique({ techniqueId: id })])
    const { versions = [] } = techniques.find((one) => one.name === id) ?? {}
    const newest = all.toSorted((a, b) => b.version.localeCompare(a.version, 'en', { numeric: true }))[0]
    const known = [...new Set([...versions, ...all.map(({ version }) => version)])].sort((a, b) =>
      a.localeCompare(b, 'en', { numeric: true }),
    )
    const isOwn = newest?.source === 'built-in' || newest?.calls === undefined
    const calls = callNames(newest?.calls ?? [])
    const asks = newest?.parameters ?? []
    return {
      title: `${quoted(name)} is a technique ${isOwn ? 'of Rudder' : 'made in the editor'}, ${count(known.length)} ${known.length === 1 ? 'version' : 'versions'}`,
      ...(newest?.description && { lead: newest.description }),
      facts: { versions: known.length },
      fields: [
        { label: 'Versions', value: known.join(', ') || 'not said' },
        ...(newest?.category ? [{ label: 'Category', value: newest.category }] : []),
        { label: 'Id', value: id },
      ],
      lists: withItems([
        { title: 'It asks for', items: asks.map((one) => ({ name: one.name, text: one.description ?? '' })) },
        { title: 'What it does, in order', ordered: true, items: calls.slice(0, most), total: calls.length },
      ]),
      notes: calls.length > 0 ? ['What its methods are called with may be secret, and is never shown here.'] : [],
      next: [`rudder technique directives ${typedName(args.technique)}`],
    }
  },
})
