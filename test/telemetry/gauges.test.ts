import { describe, expect, test } from 'vitest'
import { startNewerScene } from '../doctor/newer.ts'
import { startScene } from '../slack/scene.ts'
import { mainlySqlite } from '../store/engines.ts'
import { get, until, valuesOf } from './scrape.ts'

const line = '/rudder rule disable SSH hardening because lockout on jump hosts'

mainlySqlite((engine) => {
  describe('what is read for a scrape', () => {
    test('follows what happens: proposals, the outbox, the record, locks, systems', async () => {
      const { bot, world, type, press, last, slack, rudder } = await startScene(engine, { own: { log: () => {} } })
      const values = async () => {
        world.leap(6_000)
        return valuesOf((await get(`${bot.ops.url}/metrics`)).text)
      }
      const fresh = await values()
      expect(fresh).toMatchObject({
        coxswain_slack_ready: 1,
        coxswain_database_up: 1,
        'coxswain_proposals{stage="pending"}': 0,
        'coxswain_outbox_waiting{action="post"}': 0,
        coxswain_outbox_oldest_seconds: 0,
        coxswain_audit_rows: 0,
        'coxswain_locked{connection="rudder/prod"}': 0,
        'coxswain_breaker_open{connection="rudder/prod"}': 0,
        [`coxswain_build_info{version="0.1.0",node="${process.versions.node}",engine="${engine.name}"}`]: 1,
      })
      expect(fresh).not.toHaveProperty('coxswain_audit_age_seconds')
      expect(fresh).not.toHaveProperty('coxswain_connection_answered_seconds{connection="rudder/prod"}')

      await type('ana', 'ops', line)
      await type('marc', 'staging', '/cox lock rudder/staging')
      expect(await values()).toMatchObject({
        'coxswain_proposals{stage="pending"}': 1,
        coxswain_audit_rows: 2,
        coxswain_audit_age_seconds: 6,
        'coxswain_locked{connection="rudder/staging"}': 1,
        'coxswain_connection_answered_seconds{connection="rudder/prod"}': 6,
        'coxswain_system_calls_total{connection="rudder/prod",scope="rudder:info:read",outcome="done"}': 1,
      })

      slack.faults.add({ method: 'chat.update', how: 'limited', retryAfter: 60 })
      slack.faults.add({ method: 'chat.postMessage', how: 'limited', retryAfter: 60 })
      await press('ana', last('ops'), 'confirm')
      await type('ana', 'staging', '/rudder rules')
      expect(await values()).toMatchObject({
        'coxswain_proposals{stage="pending"}': 0,
        'coxswain_outbox_waiting{action="edit"}': 1,
        'coxswain_outbox_waiting{action="post"}': 1,
        coxswain_outbox_oldest_seconds: 6,
      })

      rudder.faults.down = true
      await type('ana', 'ops', '/rudder rules')
      await type('ana', 'ops', '/rudder rules')
      const down = await values()
      expect(down['coxswain_breaker_open{connection="rudder/prod"}']).toBe(1)
      expect(
        down['coxswain_system_calls_total{connection="rudder/prod",scope="rudder:rules:read",outcome="unreachable"}'],
      ).toBe(2)
    })

    test('how long a token is valid, whatever it is called, from the last checkup on', async () => {
      const settings = (yaml: string) => yaml.replace('name: reader', 'name: reader of prod')
      const { bot, world, type, newer } = await startNewerScene(engine, { settings })
      const left = async () => {
        world.leap(6_000)
        const values = valuesOf((await get(`${bot.ops.url}/metrics`)).text)
        return Object.entries(values).filter(([name]) => name.startsWith('coxswain_token_left_seconds'))
      }
      newer.state.tokensExpire = world.clock.now() + 20.5 * 24 * 60 * 60_000
      expect(await left()).toEqual([])
      await type('marc', 'ops', '/cox doctor')
      expect(await left()).toContainEqual([
        'coxswain_token_left_seconds{connection="rudder/prod",token="reader of prod"}',
        expect.closeTo(20.5 * 86_400, -2),
      ])
    })

    test('the outcome of a change that nobody knows, until it is known', async () => {
      const { bot, world, type, press, last, rudder, pass } = await startScene(engine)
      const unknown = async () => {
        world.leap(6_000)
        return valuesOf((await get(`${bot.ops.url}/metrics`)).text)['coxswain_proposals{stage="unknown"}']
      }
      await type('ana', 'ops', line)
      rudder.faults.losesAnswer = { commit: 'never' }
      await press('ana', last('ops'), 'confirm')
      expect(await unknown()).toBe(1)
      rudder.faults.losesAnswer = false
      await pass(25 * 60 * 60_000)
      await pass(60 * 60_000)
      expect(await unknown()).toBe(0)
    })

    test('the database is asked at most every five seconds, however many ask', async () => {
      const { bot, world } = await startScene(engine)
      const rows = async () => valuesOf((await get(`${bot.ops.url}/metrics`)).text).coxswain_audit_rows
      expect(await rows()).toBe(0)
      const { store } = bot.app.context
      await store.transaction((tx) => store.audit.append(tx, 'lock', { connection: 'rudder/prod' }))
      expect(await Promise.all([rows(), rows(), rows()])).toEqual([0, 0, 0])
      world.leap(5_000)
      expect(await rows()).toBe(1)
    })

    test('the replicas that are there, each once; one that ends is gone at once, one that is killed soon', async () => {
      const { bot, startReplica, world } = await startScene(engine)
      const replicas = async () => {
        world.leap(6_000)
        return valuesOf((await get(`${bot.ops.url}/metrics`)).text).coxswain_replicas
      }
      await until(async () => (await replicas()) === 1)
      if (engine.name === 'sqlite') return
      const second = await startReplica()
      await until(async () => (await replicas()) === 2)
      await second.stop()
      expect(await replicas()).toBe(1)
    })
  })
})
