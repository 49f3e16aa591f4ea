import { z } from 'zod'
import { defineRead } from '#bot'
import { rudder } from '#rudder'

export default defineRead(rudder, {
  summary: 'Which settings of this Rudder decide what a change does, and when?',
  examples: ['rudder settings'],
  scopes: ['rudder:settings:read'],
  args: z.object({}),
  facts: { mode: 'text', every: 'count' },
  run: async ({ api }) => {
    const [mode, every, validation, mandatory] = await Promise.all([
      api.globalPolicyMode(),
      api.runFrequency(),
      api.changeValidation(),
      api.reasonMandatory(),
    ])
    return {
      title: `Agents run every ${every} min and ${mode === 'audit' ? 'only check (audit)' : 'check and repair (enforce)'}, unless a directive or a node says otherwise`,
      facts: { mode, every },
      fields: [
        { label: 'Mode', value: mode },
        { label: 'Agents run', value: `every ${every} min` },
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
