import { z } from 'zod'
import { defineLocal } from '#bot'

export default defineLocal({
  summary: 'Which changes are open: who asked, and until when can they be confirmed?',
  examples: ['cox proposals'],
  scopes: [],
  args: z.object({}),
  run: async ({ bot }) => bot.proposals(),
})
