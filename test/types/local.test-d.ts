import { z } from 'zod'
import { defineLocal } from '#bot'

// What a command about the bot itself may not say; see `compile.test.ts`.

const head = { summary: 'A sample', examples: ['cox sample'] } as const
const message = { tone: 'answer', title: '' } as const

// This is how it is right.
defineLocal({ ...head, scopes: ['cox:lock:write'], args: z.object({}), run: async ({ bot }) => bot.whoami() })

defineLocal({
  ...head,
  // @ts-expect-error 2322 a scope of a system
  scopes: ['rudder:rules:read'],
  args: z.object({}),
  run: async () => message,
})

defineLocal({
  ...head,
  // @ts-expect-error 2322 an action that the bot does not have
  scopes: ['cox:lock:approve'],
  args: z.object({}),
  run: async () => message,
})

defineLocal({
  ...head,
  scopes: [],
  args: z.object({ words: z.string().optional() }),
  run: async (c) => {
    // @ts-expect-error 2339 there is no way to a system
    c.api
    // @ts-expect-error 2339 an argument that was not declared
    c.args.connection
    return message
  },
})
