import { setTimeout as rest } from 'node:timers/promises'
import { sql } from 'kysely'
import { expect, inject, onTestFinished, test } from 'vitest'
import { said, startScene } from '../slack/scene.ts'
import { admin } from '../store/admin.ts'
import { freshDatabase } from '../store/engines.ts'
import { get, until, valuesOf } from '../telemetry/scrape.ts'

const line = '/rudder rule disable SSH hardening because lockout on jump hosts'

/** A PostgreSQL whose primary can become a standby, as the bot sees it: open sessions end, and those that follow take no writes. */
const turning = async () => {
  const database = await freshDatabase('postgres')
  onTestFinished(() => database.drop())
  const server = inject('postgresUrl')
  const name = new URL(database.settings.url ?? '').pathname.slice(1)
  const turn = async (how: string) => {
    await admin(server, `alter database ${name} ${how}`)
  }
  return {
    database,
    away: async () => {
      await turn('set default_transaction_read_only = on')
      await admin(server, `select pg_terminate_backend(pid) from pg_stat_activity where datname = '${name}'`)
    },
    // Sessions that are open stay as they are: only new ones find the primary.
    back: () => turn('reset default_transaction_read_only'),
  }
}

test('read-only: /readyz, the metrics and the person say so; it goes on by itself within seconds', async () => {
  const { database, away, back } = await turning()
  const { slack, bot, world, last, whispered, now, rudder, type } = await startScene(
    { fresh: async () => database },
    { own: { log: () => {} } },
  )
  const ready = () => get(`${bot.ops.url}/readyz`)
  const scraped = async () => {
    world.leap(6_000)
    return valuesOf((await get(`${bot.ops.url}/metrics`)).text)
  }
  // A read on a socket that Rudder closed just now is tried again after a wait, so time must go on.
  const drained = async (work: Promise<unknown>) => {
    await work
    let isDone = false
    const drain = bot.slack.drain().finally(() => {
      isDone = true
    })
    while (!isDone) {
      await world.advance(100)
      await rest(5)
    }
    await drain
  }
  await type('ana', 'ops', line)
  const proposal = last('ops')
  expect((await ready()).status).toBe(200)
  expect(await scraped()).toMatchObject({
    coxswain_database_writable: 1,
    'coxswain_database_refusals_total{why="read-only"}': 0,
  })

  await away()
  // Sessions that were ended are found by who uses them next; that is another test's.
  const { db } = bot.app.context.store
  const lost = () =>
    sql`select 1`.execute(db).then(
      () => false,
      () => true,
    )
  await until(async () => !(await Promise.all(Array.from({ length: 10 }, lost))).includes(true))
  await drained(slack.type('ana', 'ops', '/rudder compliance'))
  await drained(slack.press('marc', proposal, 'confirm'))
  for (const text of whispered('ana', 'ops').map(said)) expect(text).toContain("The bot's database is read-only")
  expect(said(whispered('marc', 'ops').at(-1) ?? proposal)).toContain("The bot's database is read-only")
  expect(await ready()).toEqual({ status: 503, text: 'the database is read-only\n' })
  const refused = await scraped()
  expect(refused).toMatchObject({ coxswain_database_up: 1, coxswain_database_writable: 0 })
  expect(refused['coxswain_database_refusals_total{why="read-only"}']).toBeGreaterThanOrEqual(2)
  expect(refused['coxswain_commands_total{command="other",ending="failed"}']).toBe(1)
  expect(rudder.writes()).toEqual([])

  await back()
  await until(async () => {
    await world.advance(1_000)
    await rest(5)
    return (await ready()).status === 200
  })
  await drained(slack.press('marc', proposal, 'confirm'))
  await until(async () => {
    await world.advance(100)
    await rest(5)
    return now(proposal).text.includes('Disabled rule “SSH hardening”')
  })
  expect(rudder.writes()).toHaveLength(1)
})

test('nobody asks anything: the pulse finds it', async () => {
  const { database, away } = await turning()
  const { bot, world } = await startScene({ fresh: async () => database })
  await away()
  await until(async () => {
    await world.advance(1_000)
    await rest(5)
    return (await get(`${bot.ops.url}/readyz`)).text === 'the database is read-only\n'
  })
})

test('every connection to a server that turned read-only is dropped, the idle ones too', async () => {
  const database = await freshDatabase('postgres')
  onTestFinished(() => database.drop())
  const store = await database.open()
  const pid = async () =>
    (await sql<{ pid: number }>`select pg_backend_pid() as pid, pg_sleep(0.05)`.execute(store.db)).rows[0]?.pid
  const makeReadOnly = () => sql`set session characteristics as transaction read only`.execute(store.db)
  const several = await Promise.all([pid(), pid(), pid(), pid()])
  expect(new Set(several).size).toBe(4)
  await Promise.all([makeReadOnly(), makeReadOnly(), makeReadOnly(), makeReadOnly()])
  const write = () => store.transaction((tx) => store.audit.append(tx, 'refused', {}))
  await expect(write()).rejects.toMatchObject({ code: '25006' })
  expect(store.writes.trouble()).toBe('read-only')
  await Promise.all([write(), write(), write(), write()])
  const after = await Promise.all([pid(), pid(), pid(), pid()])
  expect(after.filter((one) => several.includes(one))).toEqual([])

  // Opened before the server took writes again: the pulse had another connection and found that it does.
  await Promise.all([makeReadOnly(), makeReadOnly(), makeReadOnly(), makeReadOnly()])
  store.writes.pulsed()
  await Promise.all([write(), write(), write(), write()])
  const last = await Promise.all([pid(), pid(), pid(), pid()])
  expect(last.filter((one) => after.includes(one))).toEqual([])
})
