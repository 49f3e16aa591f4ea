import { z } from 'zod'
import { defineLocal } from '#bot'

export default defineLocal({
  summary: 'Pause a watch: nothing is checked until it is resumed',
  examples: ['cox watch pause 12'],
  press: 'pause watch …',
  scopes: [],
  args: z.object({ watch: z.string() }),
  run: async ({ args, bot }) => bot.changeWatch('pause', args.watch),
})
