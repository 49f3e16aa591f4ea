import { z } from 'zod'
import { defineLocal } from '#bot'

export default defineLocal({
  summary: 'Read once for a watch: does its condition hold now?',
  examples: ['cox watch test 12'],
  press: 'test watch …',
  scopes: [],
  args: z.object({ watch: z.string() }),
  run: async ({ args, bot }) => bot.changeWatch('test', args.watch),
})
