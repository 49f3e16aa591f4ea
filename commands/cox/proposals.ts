import { z } from 'zod'
import { defineLocal } from '#bot'

export default defineLocal({
  summary: 'Which changes wait for a confirmation: asked by whom, open until when?',
  examples: ['cox proposals'],
  scopes: [],
  args: z.object({}),
  run: async ({ bot }) => bot.proposals(),
})
