import { z } from 'zod'
import { defineLocal } from '#bot'

export default defineLocal({
  summary: 'Allow changes on a connection again',
  examples: ['cox unlock rudder/prod'],
  press: 'unlock writes',
  scopes: ['cox:lock:write'],
  args: z.object({ connection: z.string() }),
  run: async ({ args, bot }) => bot.unlock(args.connection),
})
