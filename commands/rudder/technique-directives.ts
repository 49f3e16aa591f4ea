import { z } from 'zod'
import { count, defineRead, quoted, typedName } from '#bot'
import { byName, findTechnique, gather, rudder } from '#rudder'

/** How many rows are shown at once. */
const most = 30

export default defineRead(rudder, {
  summary: 'Which directives are based on this technique, and on which version?',
  examples: ['rudder technique directives userManagement'],
  scopes: ['rudder:techniques:read', 'rudder:directives:read', 'rudder:rules:read'],
  args: z.object({ technique: z.string() }),
  names: { technique: findTechnique },
  facts: { directives: 'count', unused: 'count' },
  run: async ({ args: { technique }, api }) => {
    const [based, rules] = await Promise.all([
      gather(api.techniqueDirectives({ techniqueId: technique.id })),
      api.rules(),
    ])
    const found = based.sort((a, b) => byName(a.displayName, b.displayName))
    const uses = ({ id }: { id: string }) => rules.filter(({ directives }) => directives.includes(id)).length
    const unused = found.filter((directive) => uses(directive) === 0).length
    return {
      title:
        found.length === 0
          ? `No directive is based on ${quoted(technique.name)}`
          : `${count(found.length)} ${found.length === 1 ? 'directive is' : 'directives are'} based on ${quoted(technique.name)}`,
      facts: { directives: found.length, unused },
      fields: [],
      ...(found.length > 0 && {
        table: {
          columns: [
            { label: 'Directive', type: 'text' },
            { label: 'Version', type: 'text' },
            { label: 'Enabled', type: 'boolean' },
            { label: 'In rules', type: 'integer' },
          ],
          rows: found.map((one) => [one.displayName, one.techniqueVersion, one.enabled, uses(one)]),
          atOnce: most,
        },
      }),
      next: found
        .slice(0, 2)
        .map(({ id, displayName }) => `rudder directive show ${typedName({ id, name: displayName })}`),
    }
  },
})
