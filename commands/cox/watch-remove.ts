import { z } from 'zod'
import { defineLocal } from '#bot'

export default defineLocal({
  summary: 'Remove a watch for good',
  examples: ['cox watch remove 12'],
  press: 'remove watch …',
  scopes: [],
  args: z.object({ watch: z.string() }),
  run: async ({ args, bot }) => bot.changeWatch('remove', args.watch),
})
