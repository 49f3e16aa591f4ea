import { z } from 'zod'
import { defineLocal } from '#bot'

export default defineLocal({
  summary: 'What you can type, and who can grant you the rest',
  examples: ['cox help', 'cox help rudder', 'cox help rudder rule disable'],
  press: 'show help',
  scopes: [],
  args: z.object({ words: z.string().optional() }),
  run: async ({ args, bot }) => bot.help(args.words ?? ''),
})
