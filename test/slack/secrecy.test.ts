import { inspect } from 'node:util'
import { expect, test } from 'vitest'
import { storeOf } from '../store/bytes.ts'
import { mainlyHttp, type Scene, startScene } from './scene.ts'

type Places = Readonly<Record<string, string>>

/** The addresses and triggers that Slack handed out, as long as they may be used. */
const handedOut = ({ slack }: Scene): Places =>
  Object.fromEntries(
    slack.deliveries.flatMap(({ body }, at) => {
      const fields = new URLSearchParams(body)
      const inner = JSON.parse(fields.get('payload') ?? '{}') as { response_url?: string; trigger_id?: string }
      const url = fields.get('response_url') ?? inner.response_url
      const key = url?.split('/').at(-1)
      return key === undefined ? [] : [[`response URL ${at}`, key]]
    }),
  )

/** What opened sockets; none over HTTP. */
const ticketsOf = ({ slack }: Scene): Places =>
  Object.fromEntries(slack.sockets.tickets().map((ticket, at) => [`ticket ${at}`, ticket]))

const leaks = (secrets: Places, places: Places): string[] =>
  Object.entries(secrets).flatMap(([name, secret]) =>
    Object.entries(places)
      .filter(([, text]) => [secret, Buffer.from(secret).toString('hex')].some((one) => text.includes(one)))
      .map(([place]) => `${name} in ${place}`),
  )

/** A journey in which everything that can go wrong with Slack does. */
const journey = async ({ type, press, submit, slack, rudder, last, whispered, settle, pass }: Scene): Promise<void> => {
  rudder.state.settings.mandatory_change_message = true
  await type('ana', 'ops', '/rudder rule disable SSH hardening')
  await press('ana', whispered('ana', 'ops').at(-1) ?? last('ops'), 'form')
  await submit('ana', { 'Why is this change needed?': 'lockout on jump hosts' })
  await press('ana', last('ops'), 'confirm')
  await press('rita', last('ops'), 'undo')
  const methods = ['chat.postMessage', 'chat.postEphemeral', 'users.info', 'response', 'conversations.info']
  for (const how of ['down', 'lost', 'dropped', 'limited'] as const) {
    for (const method of methods) slack.faults.add({ method, how, times: 1 })
    for (const channel of ['ops', 'staging']) await type('marc', channel, '/rudder compliance')
    await type('marc', 'random', '/cox whoami')
    slack.faults.clear()
    await pass(6 * 60_000)
  }
  const pressed = slack.deliveries.at(-1)
  if (pressed) await slack.again(pressed, { headers: { 'x-slack-signature': 'v0=0' } })
  if (pressed) await slack.again(pressed)
  await settle()
}

mainlyHttp((engine) => {
  test('secrets of Slack and of the systems are nowhere: log, store, messages, requests', async () => {
    const lines: string[] = []
    const scene = await startScene(engine, {
      own: { log: (line) => void lines.push(line) },
      env: { LOG_LEVEL: 'debug' },
    })
    await journey(scene)
    const { slack, rudder, play, database, bot } = scene
    const secrets = {
      'bot token': slack.botToken,
      'signing secret': slack.signingSecret,
      'app token': scene.bot.appToken,
      ...ticketsOf(scene),
      ...Object.fromEntries(Object.entries(rudder.tokens).map(([name, token]) => [`token ${name}`, token])),
      ...handedOut(scene),
    }
    const places = {
      'the log': lines.join('\n'),
      'the store': await storeOf(database),
      'the messages': JSON.stringify([
        slack.calls.map(({ args }) => args),
        slack.seen('ops'),
        slack.seen('ops', 'ana'),
      ]),
      'the requests': JSON.stringify([play.rudder.prod.requests, play.rudder.staging.requests]),
      'the figures': await bot.app.meter.page([]),
    }
    for (const [place, text] of Object.entries(places)) expect(text.length, place).toBeGreaterThan(1_000)
    expect(Object.keys(secrets).length).toBeGreaterThan(20)
    expect(leaks(secrets, places)).toEqual([])
  })

  test('nor in what is logged before anything is redacted, errors with all their depth', async () => {
    const scene = await startScene(engine)
    await journey(scene)
    const { slack, world, rudder } = scene
    const triggers = slack.deliveries.flatMap(({ body }) => {
      const fields = new URLSearchParams(body)
      const inner = JSON.parse(fields.get('payload') ?? '{}') as { trigger_id?: string }
      return fields.get('trigger_id') ?? inner.trigger_id ?? []
    })
    const secrets = {
      'bot token': slack.botToken,
      'signing secret': slack.signingSecret,
      'app token': scene.bot.appToken,
      ...ticketsOf(scene),
      ...Object.fromEntries(Object.entries(rudder.tokens).map(([name, token]) => [`token ${name}`, token])),
      ...handedOut(scene),
      ...Object.fromEntries(triggers.map((trigger, at) => [`trigger ${at}`, trigger])),
    }
    const text = world.lines.map((line) => inspect(line, { depth: Infinity, showHidden: true })).join('\n')
    expect(text.length).toBeGreaterThan(1_000)
    expect(leaks(secrets, { 'the log': text })).toEqual([])
  })
})
