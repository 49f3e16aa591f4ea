import { z } from 'zod'
import { defineLocal } from '#bot'

export default defineLocal({
  summary: 'Stop all changes on a connection, until it is unlocked',
  examples: ['cox lock rudder/prod', 'cox lock rudder/prod because the server is being moved'],
  press: 'lock writes',
  scopes: ['cox:lock:write'],
  args: z.object({ connection: z.string(), reason: z.string().optional() }),
  run: async ({ args, bot }) => bot.lock(args.connection, args.reason),
})
