import { request } from 'node:http'
import { describe, expect, onTestFinished, test } from 'vitest'
import type { ClientEvent, LocalSlack, State } from '../src/index.ts'
import { payloadOf, startSlack, withButtons } from './start-slack.ts'

/** A request with headers that `fetch` does not let one set. */
const raw = (slack: LocalSlack, path: string, headers: Record<string, string>, method = 'GET', body = '') =>
  new Promise<number>((resolve, reject) => {
    const sent = request(`${slack.url}${path}`, { headers, method }, (response) => {
      response.resume()
      resolve(response.statusCode ?? 0)
      response.destroy()
    })
    sent.on('error', reject).end(body)
  })

const stateOf = async (slack: LocalSlack, as?: string): Promise<State> =>
  (await (await fetch(`${slack.url}/client/state${as ? `?as=${as}` : ''}`)).json()) as State

const does = async (slack: LocalSlack, what: string, body: unknown) => {
  const headers = { 'content-type': 'application/json', origin: slack.url }
  const response = await fetch(`${slack.url}/client/${what}`, { method: 'POST', headers, body: JSON.stringify(body) })
  return [response.status, await response.text()] as const
}

/** What a page that is open as somebody has been told so far. */
const listening = async (slack: LocalSlack, as: string): Promise<ClientEvent[]> => {
  const stop = new AbortController()
  onTestFinished(() => stop.abort())
  const response = await fetch(`${slack.url}/client/events?as=${as}`, { signal: stop.signal })
  expect(response.headers.get('content-type')).toContain('text/event-stream')
  const told: ClientEvent[] = []
  const read = async () => {
    let rest = ''
    for await (const chunk of response.body ?? []) {
      const parts = (rest + Buffer.from(chunk).toString('utf8')).split('\n\n')
      rest = parts.pop() ?? ''
      for (const part of parts) if (part.startsWith('data: ')) told.push(JSON.parse(part.slice(6)) as ClientEvent)
    }
  }
  void read().catch(() => {})
  return told
}

describe('who is let in', () => {
  test('only who asks for this very address', async () => {
    const { slack } = await startSlack()
    const { port, host } = new URL(slack.url)
    for (const path of ['/', '/client/state', '/api/auth.test', '/healthz']) {
      for (const asked of ['rebound.example', `rebound.example:${port}`, '127.0.0.1', '127.0.0.1:1', `[::1]:${port}`])
        expect(await raw(slack, path, { host: asked }), `${path} as ${asked}`).toBe(403)
    }
    expect(await raw(slack, '/healthz', { host })).toBe(200)
    expect(await raw(slack, '/client/state', { host: `localhost:${port}` })).toBe(200)
  })

  test('no page of elsewhere', async () => {
    const { slack } = await startSlack()
    for (const origin of [
      'https://evil.example',
      'null',
      'http://127.0.0.1',
      `https://127.0.0.1:${new URL(slack.url).port}`,
    ])
      for (const path of ['/client/state', '/client/events', '/healthz'])
        expect(await raw(slack, path, { origin }), `${path} from ${origin}`).toBe(403)
    expect(await raw(slack, '/client/state', { 'sec-fetch-site': 'cross-site' })).toBe(403)
    expect(await raw(slack, '/client/state', { 'sec-fetch-site': 'same-site' })).toBe(403)
    expect(await raw(slack, '/client/state', { origin: slack.url, 'sec-fetch-site': 'same-origin' })).toBe(200)
  })

  test('no form: what is done must be JSON', async () => {
    const { slack } = await startSlack()
    const body = JSON.stringify({ as: 'U07ANA', channel: 'C0OPS', text: 'hi' })
    for (const type of ['text/plain', 'application/x-www-form-urlencoded', ''])
      for (const path of ['/client/send', '/./client/send', '/x/../client/send', '//x/client/send', '/\\x/client/send'])
        expect(await raw(slack, path, { 'content-type': type }, 'POST', body), path).toBe(403)
    expect(await raw(slack, '/client/send', { 'content-type': 'application/json' }, 'POST', body)).toBe(200)
    expect(slack.seen('ops')).toHaveLength(1)
  })
})

describe('what a person sees', () => {
  test('their channels, their notes, and everybody', async () => {
    const { slack, client } = await startSlack()
    await client.chat.postEphemeral({ channel: 'C0OPS', user: 'U07ANA', text: 'psst' })
    await client.chat.postMessage({ channel: 'C0PARTNERS', text: 'all' })
    const ana = await stateOf(slack)
    expect(ana).toMatchObject({ team: 'Acme', me: 'U07ANA', groups: [{ name: 'rudder-operators' }], levers: [] })
    expect(ana.commands).toMatchObject([{ command: '/rudder' }, { command: '/invite' }])
    expect(ana.channels.map(({ name, kind, hasBot, shared }) => [name, kind, hasBot, shared])).toEqual([
      ['ops', 'public', true, false],
      ['staging', 'public', true, false],
      ['random', 'public', false, false],
      ['partners', 'public', true, true],
      ['war-room', 'private', false, false],
      ['Coxswain', 'direct', true, false],
    ])
    expect(ana.messages.C0OPS).toMatchObject([{ text: 'psst' }])
    expect(ana.users.map(({ name, kind }) => `${name} ${kind}`)).toEqual([
      ...['Ana member', 'Marc member', 'Rita member', 'Gus guest', 'Sam stranger', 'Coxswain bot'],
    ])
    expect(ana.users.find(({ name }) => name === 'Sam')).not.toHaveProperty('email')
    const gus = await stateOf(slack, 'U09GUS')
    expect(gus.channels.map(({ name }) => name)).toEqual(['partners', 'Coxswain'])
    expect(Object.keys(gus.messages)).toEqual(['C0PARTNERS', slack.direct('gus')])
    expect((await fetch(`${slack.url}/client/state?as=${slack.ids.botUser}`)).status).toBe(404)
    expect((await fetch(`${slack.url}/client/none`)).status).toBe(404)
  })

  test('as it happens, and nothing that is not for them', async () => {
    const { slack, client } = await startSlack()
    const [ana, gus] = [await listening(slack, 'U07ANA'), await listening(slack, 'U09GUS')]
    const { ts = '' } = await client.chat.postMessage({ channel: 'C0OPS', text: 'one' })
    await client.chat.postMessage({ channel: 'C0OPS', text: 'reply', thread_ts: ts })
    await client.chat.update({ channel: 'C0OPS', ts, text: 'two' })
    await client.chat.postEphemeral({ channel: 'C0OPS', user: 'U03MARC', text: 'for Marc' })
    await client.chat.delete({ channel: 'C0OPS', ts })
    await client.chat.postMessage({ channel: 'C0PARTNERS', text: 'last' })
    await expect.poll(() => gus.length).toBe(1)
    await expect.poll(() => ana.length).toBe(6)
    expect(ana).toMatchObject([
      { type: 'message', message: { text: 'one' } },
      { type: 'message', message: { text: 'reply' } },
      { type: 'message', message: { text: 'one', replies: 1 } },
      { type: 'message', message: { text: 'two', edited: expect.any(String), replies: 1 } },
      { type: 'deleted', channel: 'C0OPS', ts },
      { type: 'message', message: { text: 'last' } },
    ])
    // What only the server needs to know stays there.
    expect(JSON.stringify(ana)).not.toMatch(/byBot|reactions/)
  })
})

describe('what a person does', () => {
  test('types, presses and chooses', async () => {
    const { slack, client, bot } = await startSlack()
    expect(await does(slack, 'send', { as: 'U07ANA', channel: 'C0OPS', text: ' /rudder compliance ' })).toEqual([
      ...[200, '{"ok":true}'],
    ])
    expect(new URLSearchParams(bot.got[0]?.body).get('text')).toBe('compliance')
    const option = (value: string) => ({ text: { type: 'plain_text' as const, text: value }, value })
    const { ts = '' } = await client.chat.postMessage({
      channel: 'C0OPS',
      text: 'x',
      blocks: [
        ...[withButtons('Go').blocks[0] as never],
        {
          type: 'section',
          block_id: 'more',
          text: { type: 'plain_text', text: 'More' },
          accessory: { type: 'overflow', action_id: 'flow', options: [option('csv'), option('again')] },
        },
      ],
    })
    const message = { channel: 'C0OPS', ts }
    await does(slack, 'act', { as: 'U03MARC', message, block_id: 'row', action_id: 'b0' })
    await does(slack, 'act', { as: 'U03MARC', message, block_id: 'more', action_id: 'flow', selected: 'again' })
    expect(bot.got.slice(1).map((one) => payloadOf(one).actions[0])).toMatchObject([
      { type: 'button', value: 'v0' },
      { type: 'overflow', action_id: 'flow', block_id: 'more', selected_option: { value: 'again' } },
    ])
    const wrong = { as: 'U03MARC', message, block_id: 'more', action_id: 'flow', selected: 'delete' }
    expect((await does(slack, 'act', wrong))[0]).toBe(400)
    expect((await does(slack, 'send', { as: 'U09GUS', channel: 'C0OPS', text: 'x' }))[1]).toBe('gus is not in ops')
    expect((await does(slack, 'send', []))[0]).toBe(400)
    const halves: [string, object][] = [
      ['send', { as: 'U07ANA' }],
      ['act', { as: 'U07ANA', block_id: 'x', action_id: 'y', message: 'z' }],
      ['act', { as: 'U07ANA', block_id: 'x', action_id: 'y', message: {} }],
      ['submit', { as: 'U07ANA', view: 'V' }],
      ['lever', {}],
    ]
    for (const [what, half] of halves) expect((await does(slack, what, half))[0], what).toBe(400)
  })

  test('fills in a modal, is told what is wrong, and closes it', async () => {
    const { slack, client, bot } = await startSlack()
    const told = await listening(slack, 'U07ANA')
    await slack.type('ana', 'ops', '/rudder')
    const { view } = await client.views.open({
      trigger_id: new URLSearchParams(bot.got[0]?.body).get('trigger_id') ?? '',
      view: {
        type: 'modal',
        title: { type: 'plain_text', text: 'Why?' },
        submit: { type: 'plain_text', text: 'Go' },
        notify_on_close: true,
        blocks: [
          {
            type: 'input',
            block_id: 'why',
            label: { type: 'plain_text', text: 'Reason' },
            element: { type: 'plain_text_input', action_id: 'text' },
          },
          ...(withButtons('Help').blocks as never[]),
        ],
      },
    })
    const open = { as: 'U07ANA', view: view?.id ?? '' }
    expect((await stateOf(slack)).view).toMatchObject({ id: open.view, title: 'Why?', submit: 'Go' })
    expect(await does(slack, 'submit', { ...open, values: {} })).toEqual([200, '{"ok":true}'])
    expect((await stateOf(slack)).view?.errors).toEqual({ why: 'Please complete this required field.' })
    await does(slack, 'act', { ...open, block_id: 'row', action_id: 'b0' })
    expect(payloadOf(bot.got[1] as never)).toMatchObject({ container: { type: 'view' }, view: { id: open.view } })
    bot.says = { status: 500 }
    const values = { why: { text: 'because' } }
    const trouble = [502, 'We had some trouble connecting. Try again?']
    expect(await does(slack, 'submit', { ...open, values })).toEqual(trouble)
    expect(await does(slack, 'act', { ...open, block_id: 'row', action_id: 'b0' })).toEqual(trouble)
    bot.says = {}
    await does(slack, 'close', open)
    expect(payloadOf(bot.got.at(-1) as never)).toMatchObject({ type: 'view_closed', view: { id: open.view } })
    expect(await does(slack, 'submit', { ...open, values })).toEqual([502, 'This modal is closed.'])
    expect(told.at(-1)).toEqual({ type: 'view', view: null })
  })

  test('invites the bot, if they are there themselves', async () => {
    const { slack } = await startSlack()
    const told = await listening(slack, 'U05RITA')
    expect((await does(slack, 'invite', { as: 'U09GUS', channel: 'C0RANDOM' }))[0]).toBe(502)
    await does(slack, 'invite', { as: 'U07ANA', channel: 'C0RANDOM' })
    await expect.poll(() => told.length).toBe(2)
    expect(told).toMatchObject([{ type: 'message', message: { system: true } }, { type: 'state' }])
    expect((await stateOf(slack)).channels.find(({ id }) => id === 'C0RANDOM')?.hasBot).toBe(true)
  })

  test('pulls a lever', async () => {
    const levers = [{ id: 'down', group: 'prod', label: 'Down', help: 'Rudder is down', on: false }]
    const { slack } = await startSlack({
      levers: {
        list: () => levers,
        pull: async (id, on) => {
          const [lever] = levers.filter((one) => one.id === id)
          if (!lever) throw new RangeError(`there is no lever ${id}`)
          lever.on = on ?? !lever.on
        },
      },
    })
    const told = await listening(slack, 'U07ANA')
    expect((await stateOf(slack)).levers).toEqual(levers)
    await does(slack, 'lever', { lever: 'down', on: true })
    await expect.poll(() => told).toMatchObject([{ type: 'levers', levers: [{ id: 'down', on: true }] }])
    expect((await does(slack, 'lever', { lever: 'up' }))[1]).toBe('there is no lever up')
  })
})

test('the page is made once, when it is asked for; without one there is a line of text', async () => {
  let made = 0
  const page = async () => {
    made += 1
    return (path: string) => (path === '/' ? { headers: { 'content-type': 'text/html' }, body: '<p>' } : undefined)
  }
  const { slack } = await startSlack({ page })
  expect((await fetch(`${slack.url}/healthz`)).status).toBe(200)
  expect(made).toBe(0)
  expect(await (await fetch(slack.url)).text()).toBe('<p>')
  expect((await fetch(`${slack.url}/page.js`)).status).toBe(404)
  expect(made).toBe(1)
  const bare = await startSlack()
  expect(await (await fetch(bare.slack.url)).text()).toBe('A local Slack, without its page.')
})
