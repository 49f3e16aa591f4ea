import { describe, expect, test } from 'vitest'
import { rudder } from '../../src/systems/rudder/index.ts'
import { figures } from '../../src/world.ts'
import { mainlySqlite } from '../store/engines.ts'
import { mainlyHttp, startScene } from './scene.ts'

const line = '/rudder rule disable SSH hardening because lockout on jump hosts'
const get = async (url: string) => {
  const response = await fetch(url)
  return { status: response.status, text: await response.text() }
}

/** Labels of a figure that are in no closed set; names of commands are those that were loaded. */
const open = (name: string, labels: object, named: Readonly<Record<string, readonly string[]>>): readonly string[] => {
  const sets = Reflect.get(figures, name) as Readonly<Record<string, string | readonly string[]>> | undefined
  return Object.entries(labels).flatMap(([label, value]) => {
    const set = sets?.[label]
    const known = typeof set === 'string' ? (named[set] ?? []) : (set ?? [])
    return known.includes(value) ? [] : [`${name} ${label}=${value}`]
  })
}

mainlyHttp((engine) => {
  test('figures are of closed sets, whatever people, Slack and its forgers send', async () => {
    const { type, press, slack, last, settle, world, bot } = await startScene(engine)
    for (const typed of [
      '/rudder constructor',
      '/rudder __proto__',
      '/rudder <!channel>',
      '/cox \u0000',
      '/rudder rule disable ..',
    ])
      await type('ana', 'ops', typed)
    await type('ana', 'ops', line)
    for (const [who, button] of [
      ['rita', 'confirm'],
      ['ana', 'confirm'],
      ['ana', 'undo'],
    ] as const)
      await press(who, last('ops'), button)
    const pressed = slack.deliveries.at(-1)
    if (!pressed) throw new Error('nothing was pressed')
    for (const button of ['__proto__', 'confirm:x', 'toString', 'a"}\n'])
      await slack.again(pressed, {
        body: pressed.body
          .replace('%22action_id%22%3A%22undo%22', encodeURIComponent(`"action_id":${JSON.stringify(button)}`))
          .replace(/%22trigger_id%22%3A%22/, `%22trigger_id%22%3A%22${encodeURIComponent(encodeURIComponent(button))}`),
        resign: true,
      })
    for (const how of ['limited', 'down', 'lost'] as const) {
      slack.faults.add({ method: 'chat.postMessage', how, times: 1 })
      await type('ana', 'staging', '/rudder rules')
    }
    slack.faults.add({ method: 'users.info', how: 'error', error: '<script>', times: 1 })
    await type('marc', 'ops', '/rudder rules')
    await settle()
    const names = {
      command: [...bot.app.context.commands.map(({ name }) => name), 'none'],
      connection: ['rudder/prod', 'rudder/staging'],
      scope: Object.values(rudder.operations).map(({ scope }) => scope),
    }
    expect(world.counted.map(({ name }) => name)).toEqual(expect.arrayContaining(['systemCalls', 'systemCall']))
    expect(world.counted.length).toBeGreaterThan(40)
    expect(world.counted.flatMap(({ name, labels }) => open(name, labels, names))).toEqual([])
  })
})

mainlySqlite((engine) => {
  describe('what the operator sees', () => {
    test('figures are on the operator’s listener and not on Slack’s', async () => {
      const lines: string[] = []
      const { type, bot, last } = await startScene(engine, { own: { log: (one) => void lines.push(one) } })
      await type('ana', 'ops', '/rudder rules ssh')
      expect(last('ops').text).toContain('rules')
      const page = await get(`${bot.ops.url}/metrics`)
      expect(page.status).toBe(200)
      expect(page.text).toContain('coxswain_commands_total{command="rudder rules",ending="done"} 1')
      expect(page.text).toContain('coxswain_slack_calls_total{method="chat.postMessage",answered="sent"} 1')
      for (const path of ['/metrics', '/healthz', '/readyz', '/', '/slack', '/slack/events/'])
        expect((await get(`${bot.open?.url}${path}`)).status, path).toBe(404)
      expect((await get(`${bot.ops.url}/slack/events`)).status).toBe(404)
      for (const path of ['/metrics', '/healthz', '/readyz']) {
        const posted = await fetch(`${bot.ops.url}${path}`, { method: 'POST', body: 'x' })
        expect([posted.status, posted.headers.get('allow')]).toEqual([405, 'GET, HEAD'])
        const head = await fetch(`${bot.ops.url}${path}`, { method: 'HEAD' })
        expect([head.status, await head.text()]).toEqual([200, ''])
      }
      expect(await get(`${bot.ops.url}/healthz`)).toEqual({ status: 200, text: 'ok\n' })
    })

    test('it is ready once Slack has said who it is; until then nothing is taken', async () => {
      const { bot, startReplica, slack, world, last, type } = await startScene(engine)
      await bot.stop()
      slack.faults.add({ method: 'auth.test', how: 'down' })
      const early = await startReplica({ unready: true })
      expect(await get(`${early.ops.url}/healthz`)).toEqual({ status: 200, text: 'ok\n' })
      expect(await get(`${early.ops.url}/readyz`)).toEqual({
        status: 503,
        text: 'Slack has not answered yet: HTTP 503\n',
      })
      expect((await type('ana', 'ops', '/rudder rules ssh'))?.status).toBe(503)
      expect(world.counted).toContainEqual({ name: 'dropped', labels: { why: 'starting' } })
      slack.faults.clear()
      while (!early.slack.isReady()) await world.advance(5_000)
      expect(await get(`${early.ops.url}/readyz`)).toEqual({ status: 200, text: 'ok\n' })
      await type('ana', 'ops', '/rudder rules ssh')
      expect(last('ops').text).toContain('rules')
    })

    test('a token that Slack does not take ends it with what to do', async () => {
      const { bot, startReplica, slack } = await startScene(engine)
      await bot.stop()
      slack.faults.add({ method: 'auth.test', how: 'error', error: 'invalid_auth' })
      const deaf = await startReplica({ unready: true })
      await expect(deaf.ended).rejects.toThrow('SLACK_BOT_TOKEN (invalid_auth)')
    })
  })
})
