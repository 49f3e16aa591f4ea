import { z } from 'zod'
import { defineLocal } from '#bot'

export default defineLocal({
  summary: 'Give a key of your own, with which you read a connection',
  examples: ['cox connect redash/prod'],
  press: 'enter your own key',
  scopes: [],
  args: z.object({ connection: z.string() }),
  run: async ({ args, bot }) => bot.connect(args.connection),
})
