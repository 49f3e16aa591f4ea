import { z } from 'zod'
import { defineLocal } from '#bot'

export default defineLocal({
  summary: 'Mute the alerts of a connection for some time, in all channels',
  examples: ['cox mute rudder/prod for 2h because deploy', 'cox mute rudder/prod for 30m'],
  press: 'mute alerts',
  scopes: ['cox:mute:write'],
  args: z.object({ connection: z.string(), time: z.string(), reason: z.string().optional() }),
  run: async ({ args, bot }) => bot.mute(args.connection, args.time, args.reason),
})
