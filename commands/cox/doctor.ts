import { z } from 'zod'
import { defineLocal } from '#bot'

export default defineLocal({
  summary: 'Is anything wrong with the bot: settings, Slack, connections, tokens, database?',
  examples: ['cox doctor'],
  press: 'check the bot',
  scopes: ['cox:status:read'],
  args: z.object({}),
  run: async ({ bot }) => bot.doctor(),
})
