import { z } from 'zod'
import { defineRead, type Privacy } from '../../../src/command/define.ts'
import type { Command } from '../../../src/command/load.ts'
import { rudder } from '../../../src/systems/rudder/index.ts'

/** `rudder <word>`: as many rows as are typed after it, each with a name that is found nowhere else. */
export const rowsOf = (word: string, answers: Privacy): Command => ({
  ...defineRead(rudder, {
    summary: 'Rows that are not for everybody',
    examples: [`rudder ${word} 3`],
    scopes: ['rudder:rules:read'],
    args: z.object({ many: z.coerce.number() }),
    answers,
    run: async ({ args, api }) => {
      await api.rules()
      return {
        title: `${args.many} rows`,
        table: {
          columns: [{ label: 'Customer', type: 'text' as const }],
          rows: Array.from({ length: Number(args.many) }, (_, at) => [`customer-${at}-of-${word}`]),
          atOnce: 5,
        },
      }
    },
  }),
  name: `rudder ${word}`,
  words: ['rudder', word],
  file: 'test/slack/tables/private.ts',
})
