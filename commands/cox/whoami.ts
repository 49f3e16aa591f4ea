import { z } from 'zod'
import { defineLocal } from '#bot'

export default defineLocal({
  summary: 'Who am I to the bot, and what may I do where?',
  examples: ['cox whoami'],
  press: 'show my rights',
  scopes: [],
  args: z.object({}),
  run: async ({ bot }) => bot.whoami(),
})
