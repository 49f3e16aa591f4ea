import { z } from 'zod'
import { defineLocal } from '#bot'

export default defineLocal({
  summary: 'Resume a paused watch; that of somebody else becomes yours',
  examples: ['cox watch resume 12'],
  press: 'resume watch …',
  scopes: [],
  args: z.object({ watch: z.string() }),
  run: async ({ args, bot }) => bot.changeWatch('resume', args.watch),
})
