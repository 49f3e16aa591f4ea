import { z } from 'zod'
import { defineLocal } from '#bot'

export default defineLocal({
  summary: 'How is the bot: version, replicas, Slack, database, connections, what waits?',
  examples: ['cox status'],
  press: 'show how the bot is',
  scopes: ['cox:status:read'],
  args: z.object({}),
  run: async ({ bot }) => bot.status(),
})
