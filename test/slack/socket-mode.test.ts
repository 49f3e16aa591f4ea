import { describe, expect, test } from 'vitest'
import { createSocketReception } from '../../src/slack/socket-receive.ts'
import { mainlySqlite } from '../store/engines.ts'
import { testWorld } from '../world.ts'
import { type Scene, startScene } from './scene.ts'

const line = '/rudder rule disable SSH hardening because lockout on jump hosts'

const readyz = async ({ bot }: Scene) => {
  const response = await fetch(`${bot.ops.url}/readyz`)
  return `${response.status} ${await response.text()}`
}

const dropped = ({ world }: Pick<Scene, 'world'>) =>
  world.counted.filter(({ name }) => name === 'dropped').map(({ labels }) => (labels as { why: string }).why)

const until = async (is: () => boolean | Promise<boolean>): Promise<void> => {
  while (!(await is())) await new Promise((resolve) => setImmediate(resolve))
}

mainlySqlite((engine) => {
  const stand = { ...engine, way: 'socket' } as const
  describe('the bot on a socket', () => {
    test('listens for nobody but the operator, and takes each kind of delivery', async () => {
      const scene = await startScene(stand)
      const { bot, type, press, last, rule } = scene
      expect(bot.open).toBeUndefined()
      expect(await readyz(scene)).toBe('200 ok\n')
      await type('ana', 'ops', '@coxswain rudder rules ssh')
      await type('ana', 'ops', line)
      await press('marc', last('ops'), 'confirm')
      expect(rule('SSH hardening').enabled).toBe(false)
      const acks = scene.world.counted.filter(({ name }) => name === 'ack').map(({ labels }) => labels)
      expect(acks).toEqual([{ kind: 'event' }, { kind: 'command' }, { kind: 'press' }])
    })

    test('is not ready while no socket is open, and says why; then it is again, by itself', async () => {
      const scene = await startScene(stand)
      const { slack, world, bot, type, last } = scene
      slack.faults.add({ method: 'apps.connections.open', how: 'down' })
      slack.sockets.drop()
      await until(async () => (await readyz(scene)).includes('HTTP 503'))
      expect(await readyz(scene)).toBe('503 the socket to Slack is not open: HTTP 503\n')
      expect((await type('ana', 'ops', '/rudder rules ssh'))?.failed).toBe('dispatch_failed')
      slack.faults.clear()
      await until(async () => {
        await world.advance(1_000)
        return bot.slack.isReady()
      })
      expect(await readyz(scene)).toBe('200 ok\n')
      await type('ana', 'ops', '/rudder rules ssh')
      expect(last('ops').text).toContain('rules')
    })

    test('does what is delivered twice once, also where a press comes twice', async () => {
      const { slack, type, press, last, rudder, world } = await startScene(stand)
      slack.sockets.faults.doubles = true
      await type('ana', 'ops', line)
      expect(slack.seen('ops')).toHaveLength(1)
      await press('marc', last('ops'), 'confirm')
      await type('ana', 'ops', '@coxswain rudder rules ssh')
      await until(() => dropped({ world } as Scene).length === 3)
      expect(dropped({ world } as Scene)).toEqual(['repeat', 'repeat', 'repeat'])
      expect(rudder.writes()).toHaveLength(1)
      expect(slack.seen('ops').filter(({ user }) => user === slack.ids.botUser)).toHaveLength(2)
    })

    test('takes only what is of this app, this workspace and a known kind', async () => {
      const scene = await startScene(stand)
      const { slack, type, settle, rudder } = scene
      await type('ana', 'ops', '/cox whoami')
      const typed = slack.deliveries.at(-1)
      if (!typed) throw new Error('nothing was delivered')
      const form = (fields: object) =>
        new URLSearchParams({ ...Object.fromEntries(new URLSearchParams(typed.body)), ...fields }).toString()
      const payload = (it: unknown) => new URLSearchParams({ payload: JSON.stringify(it) }).toString()
      const who = { api_app_id: slack.ids.app, team: { id: slack.ids.team }, user: { id: slack.users.ana } }
      const cases = [
        [form({ api_app_id: 'A0EVIL', trigger_id: '1' }), 'app'],
        [form({ team_id: 'T0EVIL', trigger_id: '2' }), 'workspace'],
        [payload({ ...who, type: 'block_suggestion', action_id: 'x' }), 'kind'],
        [payload([]), 'malformed'],
        ['payload=%7B', 'malformed'],
        [typed.body, 'repeat'],
      ] as const
      for (const [body, why] of cases) {
        const before = dropped(scene).length
        expect((await slack.again(typed, { body })).status, why).toBe(200)
        await settle()
        expect(dropped(scene).slice(before), body).toEqual([why])
      }
      expect(rudder.requests).toEqual([])
    })

    test('does not begin with a token that Slack does not take', async () => {
      const { bot, startReplica, slack } = await startScene(stand)
      await bot.stop()
      slack.faults.add({ method: 'apps.connections.open', how: 'error', error: 'invalid_auth' })
      const deaf = await startReplica({ unready: true })
      await expect(deaf.ended).rejects.toThrow('Slack does not accept SLACK_APP_TOKEN (invalid_auth)')
    })

    test('that is stopped closes its socket, and what nobody acknowledged goes to the next', async () => {
      const { bot, slack, startReplica, settle } = await startScene(stand, { slack: { retryMs: [50, 100, 200] } })
      await bot.stop()
      await until(() => slack.sockets.count(bot.appToken) === 0)
      expect((await slack.type('ana', 'ops', '@coxswain rudder rules ssh'))?.failed).toBe('dispatch_failed')
      await startReplica()
      slack.deliverTo('sockets')
      await until(() => slack.deliveries.some(({ status }) => status === 200))
      await settle()
      expect(slack.seen('ops').filter(({ user }) => user === slack.ids.botUser)).toHaveLength(1)
    })

    if (engine.name !== 'postgres') return
    test('beside another one: deliveries in turn, with repeats, each answered once', async () => {
      const { slack, startReplica, settle, rudder } = await startScene(stand)
      await startReplica()
      slack.deliverTo('sockets')
      slack.sockets.faults.doubles = true
      for (let n = 0; n < 6; n++) expect((await slack.type('ana', 'ops', '/rudder rules ssh'))?.status).toBe(200)
      await until(async () => {
        await settle()
        return slack.seen('ops').length >= 6
      })
      expect(slack.seen('ops')).toHaveLength(6)
      await slack.type('ana', 'ops', line)
      await until(async () => {
        await settle()
        return slack.seen('ops').length > 6
      })
      const proposal = slack.seen('ops').at(-1)
      if (!proposal) throw new Error('nothing was proposed')
      await Promise.all([1, 2, 3, 4].map(() => slack.press('marc', proposal, 'confirm')))
      await settle()
      expect(rudder.writes()).toHaveLength(1)
    })
  })
})

test('what comes while it stops is not acknowledged, so that Slack sends it to another; and that is counted', async () => {
  const { clock, metrics, counted } = testWorld()
  const acks: unknown[] = []
  const why: string[] = []
  const reception = createSocketReception({ clock, metrics, drop: (one) => void why.push(one) })
  const handed: unknown[] = []
  reception.receiver.init({
    processEvent: async ({ body, ack }: { body: unknown; ack: (answer?: unknown) => Promise<void> }) => {
      handed.push(body)
      await ack()
    },
  } as never)
  const envelope = { type: 'slash_commands', payload: { command: '/rudder' } }
  reception.take(envelope, (answer) => void acks.push(answer))
  await reception.drain()
  reception.stop()
  reception.take(envelope, (answer) => void acks.push(answer))
  await reception.drain()
  expect([handed.length, acks.length, why]).toEqual([1, 1, ['stopping']])
  expect(counted).toEqual([{ name: 'ack', labels: { kind: 'command' } }])
})
