import { expect, test } from 'vitest'
import { z } from 'zod'
import { defineRead, defineWrite } from '#bot'
import type { Definition } from '../../src/command/define.ts'
import { startScene } from './scene.ts'
import { named, widgets } from './widgets.ts'

// Widgets with a setting of their own: the ones that are on show.
const fair = { ...widgets, settings: { shown: z.array(z.string()).default([]) } } as const

const show = defineRead(fair, {
  summary: 'One widget that is on show',
  examples: ['widgets show Bell'],
  scopes: ['widgets:widgets:read'],
  args: z.object({ widget: z.string() }),
  names: {
    widget: async (api, _text, { settings }) =>
      (await api.widgets()).filter(({ name }) => settings.shown.includes(name)),
  },
  run: async ({ args, settings, addresses, tokenFor }) => {
    const token = await tokenFor('widgets', {})
    return {
      title: `${args.widget.name}, one of ${settings.shown.length}, with the token ${token?.name}`,
      notes: addresses,
    }
  },
})

const hide = defineWrite(fair, {
  summary: 'Switch off a widget, unless it is on show',
  examples: ['widgets hide Bell'],
  scopes: ['widgets:widgets:read'],
  writes: 'switchWidget',
  sends: ['isOn'],
  says: { ask: 'hide', done: 'hidden' },
  args: z.object({ widget: z.string() }),
  names: { widget: async (api) => api.widgets() },
  state: z.object({ isOn: z.boolean() }),
  labels: { isOn: 'Switched on' },
  reads: [],
  readState: async () => ({ state: { isOn: true } }),
  plan: async ({ args, settings, tokenFor }) => ({
    call: { widgetId: args.widget.id, body: { isOn: false } },
    after: { isOn: false },
    reach: 'none',
    tagged: {},
    notes: [`On show: ${settings.shown.join(', ')}. Read with ${(await tokenFor('widgets', {}))?.name}.`],
  }),
})

const nosy = defineRead(fair, {
  summary: 'Which token polishes?',
  examples: ['widgets nosy'],
  scopes: ['widgets:widgets:read'],
  args: z.object({}),
  run: async ({ tokenFor }) => ({ title: String(await (tokenFor as (name: string) => unknown)('hello')) }),
})

const more = (definition: Definition, word: string) => [named(`widgets ${word}`, definition)]

test('a command sees the settings of its own system, and which token serves it; names are found by them too', async () => {
  const { say, server } = await startScene(fair, { more: more(show, 'show'), settings: { shown: ['Bell', 'Engine'] } })
  const { message } = await say('widgets show Bell')
  expect(message.title).toBe('Bell, one of 2, with the token all')
  expect(message.notes).toEqual([server.url, 'https://widgets.acme.net'])
  expect((await say('widgets show Sticker')).message.title).toContain('No widget is called “Sticker”')
})

test('so does the plan of a write', async () => {
  const { say } = await startScene(fair, { more: more(hide, 'hide'), settings: { shown: ['Bell'] } })
  expect(JSON.stringify((await say('widgets hide Sticker')).message)).toContain('On show: Bell. Read with all.')
})

test('it learns nothing of an operation outside its scopes', async () => {
  const { say } = await startScene(fair, { more: more(nosy, 'nosy') })
  const { ending, message } = await say('widgets nosy')
  expect([ending, message.title]).toEqual(['failed', expect.stringMatching(/^Something went wrong in the bot itself/)])
})
