import { z } from 'zod'
import { defineLocal } from '#bot'

export default defineLocal({
  summary: 'Read something again and again, and post here when a condition holds, when it changes, or each time',
  examples: [
    'rudder watch compliance every 5m when failing > 10',
    'rudder watch rule SSH hardening on change',
    'redash watch Failed payments every 15m when rows > 0 for 30m until < 1',
    'rudder watch compliance every weekday at 9:00',
  ],
  press: 'watch …',
  scopes: [],
  args: z.object({ line: z.string() }),
  run: async ({ args, bot }) => bot.watch(args.line),
})
