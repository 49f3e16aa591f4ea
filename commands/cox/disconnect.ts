import { z } from 'zod'
import { defineLocal } from '#bot'

export default defineLocal({
  summary: 'Remove the key of your own for a connection',
  examples: ['cox disconnect redash/prod'],
  press: 'remove your own key',
  scopes: [],
  args: z.object({ connection: z.string() }),
  run: async ({ args, bot }) => bot.disconnect(args.connection),
})
