import { z } from 'zod'
import { defineLocal } from '#bot'

export default defineLocal({
  summary: 'What is watched in this channel, and what do I watch elsewhere?',
  examples: ['cox watches'],
  scopes: [],
  args: z.object({}),
  run: async ({ bot }) => bot.watches(),
})
