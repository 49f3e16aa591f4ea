import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { onTestFinished } from 'vitest'
import { z } from 'zod'
import { defineRead, defineWrite, UserError } from '#bot'
import type { Command } from '../../src/command/command.ts'
import type { Definition } from '../../src/command/define.ts'
import { SystemError } from '../../src/errors.ts'
import { read, write } from '../../src/systems/operation.ts'
import type { System } from '../../src/systems/system.ts'
import { withoutPages } from '../systems/without-pages.ts'

const Widget = z.object({
  id: z.string(),
  name: z.string(),
  isOn: z.boolean(),
  /** How many widgets a change of it affects. */
  reach: z.union([z.number(), z.enum(['unknown', 'none'])]),
  tags: z.array(z.string()).default([]),
})
export type Widget = z.output<typeof Widget>

const operations = {
  hello: read('widgets:hello:read', 'GET /hello', { internal: 'handshake' }),
  widgets: read('widgets:widgets:read', 'GET /widgets', { output: z.array(Widget) }),
  switchWidget: write('widgets:widgets:write', 'POST /widgets/{widgetId}', {
    body: z.object({ isOn: z.boolean() }),
    output: z.object({ ticket: z.number().optional() }),
  }),
  polishWidget: write('widgets:polish:write', 'POST /widgets/{widgetId}/polish', {
    output: z.object({ said: z.string() }),
  }),
}

/** A system of widgets, where a change may be a ticket first. */
export const widgets = {
  name: 'widgets',
  title: 'Widgets',
  operations,
  unit: { one: 'widget', many: 'widgets' },
  changeProcess: 'ticket',
  tags: {
    widgets: {
      scope: 'widgets:widgets:read',
      read: async (read) => {
        const all = (await read(operations.widgets)) as readonly Widget[]
        return (ids) => all.filter(({ id }) => ids.includes(id)).flatMap(({ tags }) => tags)
      },
    },
  },
  scopes: { 'widgets:widgets:read': 'see widgets', 'widgets:widgets:write': 'switch widgets' },
  protocol: {
    present: (token) => ({ authorization: `Bearer ${token}` }),
    base: (url) => url,
    open: async (read) => {
      await read(operations.hello)
      return { source: 'Widgets 1', headers: {} }
    },
    probe: async () => ({ expiresAt: undefined, rights: [] }),
    data: (connection, { endpoint }, { status, text }) => {
      if (status === 200) return JSON.parse(text)
      const known = { connection, endpoint, status }
      if (status === 403) throw new SystemError({ ...known, kind: 'forbidden', refusal: 'definite' })
      throw new SystemError({ ...known, kind: 'unavailable' })
    },
    opened: (output) => {
      const { ticket } = output as { readonly ticket?: number }
      return ticket === undefined ? undefined : { name: `ticket #${ticket}`, open: true }
    },
  },
  accounts: [],
  ...withoutPages,
} as const satisfies System

const findWidget = async (api: { widgets(): Promise<readonly Widget[]> }): Promise<readonly Widget[]> => api.widgets()

const stateOf = async (api: { widgets(): Promise<readonly Widget[]> }, id: string): Promise<Widget> => {
  const found = (await api.widgets()).find((one) => one.id === id)
  if (!found) throw new UserError('It is gone.')
  return found
}

const Switched = z.object({ isOn: z.boolean() })

/** The switching of a widget, one way or the other. */
const switching = (isOn: boolean, says: { readonly ask: string; readonly done: string; readonly danger?: true }) =>
  defineWrite(widgets, {
    summary: `To ${says.ask} a widget`,
    examples: [`widgets ${says.ask} Left wheel`],
    scopes: ['widgets:widgets:read'],
    writes: 'switchWidget',
    sends: ['isOn'],
    says,
    ...(!isOn && { remind: 2 }),
    args: z.object({ widget: z.string() }),
    names: { widget: findWidget },
    state: Switched,
    labels: { isOn: 'Switched on' },
    reads: ['widgets'],
    preconditions: { name: { label: 'name', undo: false } },
    readState: async ({ args, api }) => {
      const { isOn, name } = await stateOf(api, args.widget.id)
      return { state: { isOn }, preconditions: { name } }
    },
    plan: async ({ args, api, reason }) => {
      const { reach } = await stateOf(api, args.widget.id)
      return {
        call: { widgetId: args.widget.id, body: { isOn } },
        after: { isOn },
        reach,
        tagged: { widgets: [args.widget.id] },
        validation: reason === 'by ticket',
        notes: ['It happens at once.'],
      }
    },
    undo: ({ args, before }) => ({ widgetId: args.widget.id, body: before }),
  })

const polish = defineWrite(widgets, {
  summary: 'To polish a widget',
  examples: ['widgets polish Left wheel'],
  scopes: ['widgets:widgets:read'],
  writes: 'polishWidget',
  // Not to be written small: it begins with an abbreviation.
  says: { ask: 'UV-polish', done: 'UV-polished', button: 'Polish it now' },
  final: true,
  readBack: false,
  output: ({ said }) => said,
  args: z.object({ widget: z.string() }),
  names: { widget: findWidget },
  state: z.object({}),
  labels: {},
  reads: [],
  readState: async () => ({ state: {} }),
  plan: async ({ args }) => ({ call: { widgetId: args.widget.id }, after: {}, reach: 'none', tagged: {} }),
})

const list = defineRead(widgets, {
  summary: 'All widgets',
  examples: ['widgets list'],
  scopes: ['widgets:widgets:read'],
  args: z.object({}),
  run: async ({ api }) => ({ title: `${(await api.widgets()).length} widgets` }),
})

/** A definition under this name. */
export const named = (name: string, definition: Definition): Command => ({
  ...definition,
  name,
  words: name.split(' '),
  file: `${name}.ts`,
})

/** What can be asked of widgets. */
export const commands: readonly Command[] = [
  named('widgets list', list),
  named('widgets enable', switching(true, { ask: 'enable', done: 'enabled' })),
  named('widgets disable', switching(false, { ask: 'disable', done: 'disabled', danger: true })),
  named('widgets polish', polish),
]

/** What the server does with the next writes. */
export type Mood = 'well' | 'by ticket' | 'refuses' | 'breaks off before' | 'breaks off after'

/** A server of widgets on this machine until the test is over. */
export const startWidgets = async (all: Widget[]) => {
  const server = { mood: 'well' as Mood, all, url: '' }
  const answer = (response: ServerResponse, status: number, body: unknown) =>
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body))
  const act = async (request: IncomingMessage, response: ServerResponse) => {
    const body = (await Array.fromAsync(request)).join('')
    if (request.method === 'GET') return answer(response, 200, request.url === '/widgets' ? server.all : {})
    const [, , id, polishing] = (request.url ?? '').split('/')
    if (server.mood === 'refuses') return answer(response, 403, {})
    if (server.mood === 'by ticket') return answer(response, 200, { ticket: 7 })
    if (server.mood === 'breaks off before') return response.destroy()
    if (polishing === undefined) Object.assign(server.all.find((one) => one.id === id) ?? {}, JSON.parse(body))
    return server.mood === 'breaks off after' ? response.destroy() : answer(response, 200, { said: 'It shines.' })
  }
  const http = createServer((request, response) => void act(request, response))
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve))
  onTestFinished(async () => {
    http.closeAllConnections()
    await new Promise((resolve) => http.close(resolve))
  })
  const address = http.address()
  server.url = `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`
  return server
}
