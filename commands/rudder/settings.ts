import { z } from 'zod'
import { defineRead } from '#bot'
import { isAutomatic, rudder } from '#rudder'

export default defineRead(rudder, {
  summary: 'Which settings of this Rudder decide what a change does, and when?',
  examples: ['rudder settings'],
  scopes: ['rudder:settings:read'],
  args: z.object({}),
  facts: { mode: 'text', every: 'count' },
  run: async ({ api }) => {
    const all = await api.settings()
    const { policyMode: mode, policyModeOverridable: overridable, runFrequency: every } = all
    const { generationPolicy: generation, changeValidation: validation, reasonMandatory: mandatory } = all
    return {
      title: `Agents run every ${every} min and ${mode === 'audit' ? 'only check (audit)' : 'check and repair (enforce)'}${overridable ? ', unless a directive or a node says otherwise' : '; no directive or node can override that'}`,
      facts: { mode, every },
      fields: [
        { label: 'Mode', value: overridable ? mode : `${mode}, can't be overridden` },
        { label: 'Agents run', value: `every ${every} min` },
        { label: 'Policy generation', value: generationWords(generation) },
        {
          label: 'Changes',
          value: validation ? 'may wait as a change request until somebody deploys them' : 'are made at once',
        },
        { label: 'A reason', value: mandatory ? 'must be given for every change' : 'need not be given' },
      ],
      next: validation ? ['rudder requests'] : [],
    }
  },
})

const generationWords = (policy: string): string => {
  if (isAutomatic(policy)) return 'after each change'
  return policy === 'none'
    ? 'switched off: no change reaches a node'
    : 'manual: no change reaches a node until someone starts it'
}
