import { expect, test } from 'vitest'
import { z } from 'zod'
import { defineRead } from '#bot'
import { resolveNames } from '../../src/run/names.ts'
import { commands, widgets } from './widgets.ts'

const battery = defineRead(widgets, {
  summary: 'One battery',
  examples: ['widgets battery AA'],
  scopes: ['widgets:widgets:read'],
  args: z.object({ battery: z.string() }),
  names: { battery: async () => [] },
  run: async () => ({ title: '' }),
})

test('the command that lists what a name may be is found by the plural of its kind, also an irregular one', async () => {
  const [list] = commands
  if (list?.kind !== 'read') throw new Error('not as it was')
  const spelled = (name: string) => ({ name, words: name.split(' '), file: `${name}.ts` })
  const batteries = { ...list, ...spelled('widgets batteries') }
  const work = resolveNames(
    [batteries],
    { ...battery, ...spelled('widgets battery') },
    { battery: 'AA' },
    { api: {}, view: {} },
  )
  await expect(work).rejects.toThrow('“/widgets batteries” lists them')
})
