import { request } from 'node:http'
import type { Delivered } from 'local-slack'
import { describe, expect, test } from 'vitest'
import { mainlyPostgres } from '../store/engines.ts'
import { type Scene, startScene } from './scene.ts'

type Change = Parameters<Scene['slack']['again']>[1]

const typedBy = async ({ type, slack }: Scene): Promise<Delivered> => {
  await type('ana', 'ops', '/cox whoami')
  const delivered = slack.deliveries.at(-1)
  if (!delivered) throw new Error('nothing was delivered')
  return delivered
}

const why = ({ world }: Scene) =>
  world.counted.filter(({ name }) => name === 'dropped').map(({ labels }) => (labels as { why: string }).why)

/** One raw request to a listener; resolves with its status. */
const raw = (url: string, { method = 'GET', body = '' }: { method?: string; body?: string } = {}) =>
  new Promise<number>((resolve, reject) => {
    const sent = request(url, { method, agent: false }, (response) => {
      response.resume()
      resolve(response.statusCode ?? 0)
    })
    sent.on('error', reject)
    sent.end(body)
  })

const form = (fields: Readonly<Record<string, string>>) => new URLSearchParams(fields).toString()
const payload = (it: unknown) => form({ payload: JSON.stringify(it) })
const json = { 'content-type': 'application/json' }

mainlyPostgres((engine) => {
  describe('what comes to the public listener', () => {
    test('is refused where it is not of Slack, now and ours; nothing is run, and each is counted', async () => {
      const scene = await startScene(engine)
      const { slack, world, bot, rudder } = scene
      const typed = await typedBy(scene)
      const runs = () => bot.app.context.store.db.selectFrom('runs').select('id').execute()
      const [ran, calls, counted] = [await runs(), slack.calls.length, world.counted.length]
      const seconds = Math.floor(world.clock.now() / 1000)
      const { team, app, botUser, bot: botId } = slack.ids
      const users = slack.users
      const event = (it: object) => ({ type: 'event_callback', event_id: `Ev${Math.random()}`, team_id: team, api_app_id: app, event: { ts: '1.2', channel: slack.channels.ops, ...it } }) // biome-ignore format: one a line
      const mention = { type: 'app_mention', user: users.ana, text: `<@${botUser}> rudder compliance` }
      const press = {
        type: 'block_actions',
        api_app_id: app,
        team: { id: team },
        user: { id: users.ana },
        channel: { id: slack.channels.ops },
        container: {},
        trigger_id: 't',
        actions: [{ action_id: 'confirm', value: 'x' }],
      }
      const command = Object.fromEntries(new URLSearchParams(typed.body))
      const signed = (body: string, headers = {}): Change => ({ body, headers, resign: true })
      const cases: readonly [string, Change, number, string | undefined][] = [
        ['another secret', { headers: { 'x-slack-signature': `v0=${'0'.repeat(64)}` } }, 401, 'signature'],
        ['no hash', { headers: { 'x-slack-signature': 'v0=' } }, 401, 'signature'],
        ['another version', { headers: { 'x-slack-signature': 'v1=x' } }, 401, 'signature'],
        ['a changed body', { body: `${typed.body}&text=rudder` }, 401, 'signature'],
        ['no number', { headers: { 'x-slack-request-timestamp': '1e9' } }, 401, 'time'],
        ['a moved time', { headers: { 'x-slack-request-timestamp': String(seconds + 1) } }, 401, 'signature'],
        ['old', { headers: { 'x-slack-request-timestamp': String(seconds - 301) } }, 401, 'time'],
        ['future', { headers: { 'x-slack-request-timestamp': String(seconds + 301) } }, 401, 'time'],
        ['the same bytes', {}, 200, 'repeat'],
        ['the same, signed anew', { resign: true }, 200, 'repeat'],
        ['too large', signed('x'.repeat(300_000)), 413, 'size'],
        ['no JSON', signed('{"type":', json), 400, 'malformed'],
        ['a list', signed('[]', json), 400, 'malformed'],
        ['a payload that is none', signed(form({ payload: '{' })), 400, 'malformed'],
        ['nothing', signed(''), 200, 'kind'],
        [
          'an unknown type',
          signed(payload({ ...press, type: 'shortcut', actions: undefined, callback_id: 'x' })),
          200,
          'kind',
        ],
        [
          'options',
          signed(payload({ ...press, type: 'block_suggestion', actions: undefined, action_id: 'x' })),
          200,
          'kind',
        ],
        [
          'an event of no kind',
          signed(JSON.stringify(event({ type: 'reaction_added', user: users.ana })), json),
          200,
          undefined,
        ],
        ['a press without a trigger', signed(payload({ ...press, trigger_id: 7 })), 200, 'malformed'],
        ['two actions', signed(payload({ ...press, actions: [...press.actions, ...press.actions] })), 200, 'malformed'],
        [
          'an unknown button',
          signed(payload({ ...press, trigger_id: 't2', actions: [{ action_id: 'constructor', value: 'x' }] })),
          200,
          'kind',
        ],
        ['another app', signed(payload({ ...press, trigger_id: 't3', api_app_id: 'A0EVIL' })), 200, 'app'],
        [
          'another workspace',
          signed(payload({ ...press, trigger_id: 't4', team: { id: 'T0EVIL' } })),
          200,
          'workspace',
        ],
        ['a command of another app', signed(form({ ...command, api_app_id: 'A0EVIL', trigger_id: 't5' })), 200, 'app'],
        ['a command of nobody', signed(form({ command: '/rudder', team_id: team })), 200, 'malformed'],
        ['its own message', signed(JSON.stringify(event({ ...mention, user: botUser })), json), 200, 'bot'],
        ['a bot’s message', signed(JSON.stringify(event({ ...mention, bot_id: botId })), json), 200, 'bot'],
        [
          'an edit',
          signed(
            JSON.stringify(event({ ...mention, type: 'message', subtype: 'message_changed', channel_type: 'im' })),
            json,
          ),
          200,
          'kind',
        ],
        [
          'what is said in a channel',
          signed(JSON.stringify(event({ ...mention, type: 'message', channel_type: 'channel' })), json),
          200,
          'kind',
        ],
        [
          'an event of another workspace',
          signed(JSON.stringify({ ...event(mention), team_id: 'T0EVIL' }), json),
          200,
          'workspace',
        ],
      ]
      for (const [what, change, status, reason] of cases) {
        const before = why(scene).length
        expect((await slack.again(typed, change)).status, what).toBe(status)
        await scene.settle()
        if (reason !== undefined) expect(why(scene).slice(before), what).toEqual([reason])
      }
      expect(await raw(`${bot.open?.url}/slack/events`)).toBe(405)
      expect(await raw(`${bot.open?.url}/slack/events`, { method: 'PUT', body: 'x' })).toBe(405)
      expect(await raw(`${bot.open?.url}/slack/event`, { method: 'POST' })).toBe(404)
      expect(await raw(`${bot.open?.url}/__proto__`, { method: 'POST' })).toBe(404)
      expect(why(scene).slice(-2)).toEqual(['method', 'method'])
      expect(await runs()).toEqual(ran)
      expect(slack.calls).toHaveLength(calls)
      expect(rudder.requests).toEqual([])
      expect(world.counted.slice(counted).filter(({ name }) => name === 'commands' || name === 'presses')).toEqual([])
      for (const { fields } of world.lines) expect(JSON.stringify(fields)).not.toContain('EVIL')
    })

    test('the address is proved to Slack, and only with its signature', async () => {
      const { slack } = await startScene(engine)
      const proved = await slack.verify('a challenge')
      expect([proved.status, proved.answer]).toEqual([200, JSON.stringify({ challenge: 'a challenge' })])
      expect((await slack.again(proved, { headers: { 'x-slack-signature': 'v0=x' } })).status).toBe(401)
    })
  })
})
