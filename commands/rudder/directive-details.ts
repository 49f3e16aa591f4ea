import { z } from 'zod'
import { defineRead, quoted, typedName, withItems } from '#bot'
import { findDirective, rudder, tagWords } from '#rudder'

/** How many parameters are named. */
const most = 30

export default defineRead(rudder, {
  summary: 'Which technique is this directive based on, in which version and mode, with which parameters?',
  examples: ['rudder directive details SSH settings'],
  scopes: ['rudder:directives:read', 'rudder:compliance:read', 'rudder:techniques:read', 'rudder:settings:read'],
  args: z.object({ directive: z.string() }),
  names: { directive: findDirective },
  facts: { parameters: 'count' },
  run: async ({ args, api }) => {
    const [directive, techniques, settings] = await Promise.all([
      api.directive({ directiveId: args.directive.id }),
      api.techniqueVersions(),
      api.settings(),
    ])
    const { techniqueName, techniqueVersion, policyMode = 'default' } = directive
    const { versions = [] } = techniques.find(({ name }) => name === techniqueName) ?? {}
    const others = versions.filter((version) => version !== techniqueVersion)
    const parameters = directive.parameters.names()
    const mode = policyMode === 'default' ? `default, which is ${settings.policyMode} here` : policyMode
    return {
      title: `${quoted(directive.displayName)} is ${directive.enabled ? 'enabled' : 'disabled'}, based on ${techniqueName} ${techniqueVersion}`,
      ...(directive.shortDescription && { lead: directive.shortDescription }),
      facts: { parameters: parameters.length },
      fields: [
        { label: 'Technique', value: techniqueName },
        {
          label: 'Version',
          value: others.length === 0 ? techniqueVersion : `${techniqueVersion}; there is also ${others.join(', ')}`,
        },
        { label: 'Mode', value: mode },
        { label: 'Priority', value: directive.priority === undefined ? 'not said' : String(directive.priority) },
        { label: 'Tags', value: tagWords(directive.tags).join(', ') || 'none' },
        { label: 'Id', value: directive.id },
      ],
      lists: withItems([
        { title: 'Parameters, by name only', items: parameters.slice(0, most), total: parameters.length },
      ]),
      notes: ['What its parameters are set to may be secret, and is never shown here.'],
      next: [`rudder directive show ${typedName(args.directive)}`, `rudder technique ${techniqueName}`],
    }
  },
})
