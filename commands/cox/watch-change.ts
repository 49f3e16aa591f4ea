import { z } from 'zod'
import { defineLocal } from '#bot'

export default defineLocal({
  summary: 'Change when a watch reads, or what is worth a message',
  examples: ['cox watch change 12 when failing > 20', 'cox watch change 12 every 15m', 'cox watch change 12'],
  press: 'change watch …',
  scopes: [],
  args: z.object({ watch: z.string(), clauses: z.string().optional() }),
  run: async ({ args, bot }) => bot.changeClauses(args.watch, args.clauses),
})
