import { sql } from 'kysely'
import pg from 'pg'
import { describe, expect, onTestFinished, test } from 'vitest'
import { stalledMs } from '../../src/telemetry/pulse.ts'
import { startScene } from '../slack/scene.ts'
import { mainlySqlite } from '../store/engines.ts'
import { get, until, valuesOf } from './scrape.ts'

const ok = { status: 200, text: 'ok\n' }

mainlySqlite((engine) => {
  describe('is it alive', () => {
    test('while its loops turn; not when they hang; again when they turn again', async () => {
      const { bot, world } = await startScene(engine)
      const alive = () => get(`${bot.ops.url}/healthz`)
      expect(await alive()).toEqual(ok)
      // What is done at the start wakes the outbox.
      await bot.jobs.tick()
      await bot.slack.outbox.deliver()
      world.leap(stalledMs + 60_000)
      expect(await alive()).toEqual({
        status: 503,
        text: ['sweep', 'beat', 'outbox'].map((loop) => `the loop ${loop} has not turned for minutes\n`).join(''),
      })
      await until(async () => {
        await world.advance(1_000)
        return (await alive()).status === 200
      })
    })

    test('whatever is away outside: Slack, the database, a system', async () => {
      const { bot, slack, rudder, world } = await startScene(engine)
      for (const method of ['auth.test', 'chat.postMessage', 'conversations.info'] as const)
        slack.faults.add({ method, how: 'down' })
      rudder.faults.down = true
      await sql`drop table kysely_migration`.execute(bot.app.context.store.db)
      await sql`drop table posts`.execute(bot.app.context.store.db)
      world.leap(stalledMs + 60_000)
      // All is still away, and the loops turn all the same.
      await until(async () => {
        await world.advance(1_000)
        return (await get(`${bot.ops.url}/healthz`)).status === 200
      })
      expect((await get(`${bot.ops.url}/readyz`)).status).toBe(503)
    })
  })

  describe('is it ready', () => {
    test('no more once it is told to go, though it takes what still comes', async () => {
      const { bot, type, last } = await startScene(engine)
      const ready = () => get(`${bot.ops.url}/readyz`)
      expect(await ready()).toEqual(ok)
      bot.retire()
      expect(await ready()).toEqual({ status: 503, text: 'is stopping\n' })
      expect(await get(`${bot.ops.url}/healthz`)).toEqual(ok)
      await type('ana', 'ops', '/rudder rules ssh')
      expect(last('ops').text).toContain('rules')
    })

    test('not on a database that lacks a step of today, nor on one that does not answer', async () => {
      const { bot } = await startScene(engine)
      const { db } = bot.app.context.store
      const ready = () => get(`${bot.ops.url}/readyz`)
      await sql`delete from kysely_migration where name = '003-health'`.execute(db)
      expect(await ready()).toEqual({ status: 503, text: 'the database lacks 003-health: restart one replica\n' })
      await sql`drop table kysely_migration`.execute(db)
      expect(await ready()).toEqual({ status: 503, text: 'the database does not answer\n' })
    })

    test('a system that is down does not make it unready', async () => {
      const { bot, rudder, type } = await startScene(engine)
      rudder.faults.down = true
      for (let times = 0; times < 3; times++) await type('ana', 'ops', '/rudder rules')
      expect(await get(`${bot.ops.url}/readyz`)).toEqual(ok)
    })
  })
})

test('on a database that hangs neither page does: both say so after three seconds', async () => {
  const { freshDatabase } = await import('../store/engines.ts')
  const database = await freshDatabase('postgres')
  onTestFinished(() => database.drop())
  const { bot, world } = await startScene({ fresh: async () => database })
  const other = new pg.Client({ connectionString: database.settings.url })
  await other.connect()
  onTestFinished(() => other.end())
  await other.query('begin')
  await other.query('lock table replicas, kysely_migration in access exclusive mode')
  const pages = Promise.all([get(`${bot.ops.url}/metrics`), get(`${bot.ops.url}/readyz`)])
  let over = false
  void pages.finally(() => {
    over = true
  })
  await until(async () => {
    await world.advance(1_000)
    return over
  })
  const [metrics, ready] = await pages
  expect(metrics.status).toBe(200)
  const values = valuesOf(metrics.text)
  expect(values.coxswain_database_up).toBe(0)
  expect(values.coxswain_slack_ready).toBe(1)
  expect(
    Object.keys(values).filter((name) => /^coxswain_(outbox|proposals|audit|replicas|findings)/.test(name)),
  ).toEqual([])
  expect(ready).toEqual({ status: 503, text: 'the database does not answer\n' })
  await other.query('rollback')
  await until(async () => {
    await world.advance(5_000)
    return valuesOf((await get(`${bot.ops.url}/metrics`)).text).coxswain_database_up === 1
  })
  expect(await get(`${bot.ops.url}/readyz`)).toEqual(ok)
})
