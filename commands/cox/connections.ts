import { z } from 'zod'
import { defineLocal } from '#bot'

export default defineLocal({
  summary: 'As whom do I read each connection?',
  examples: ['cox connections'],
  press: 'show as whom I read',
  scopes: [],
  args: z.object({}),
  run: async ({ bot }) => bot.connections(),
})
