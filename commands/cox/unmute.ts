import { z } from 'zod'
import { defineLocal } from '#bot'

export default defineLocal({
  summary: 'Post the alerts of a connection again before its mute ends',
  examples: ['cox unmute rudder/prod'],
  press: 'unmute alerts',
  scopes: ['cox:mute:write'],
  args: z.object({ connection: z.string() }),
  run: async ({ args, bot }) => bot.unmute(args.connection),
})
