import { describe, expect, test } from 'vitest'
import { sayAlive } from '../../src/store/replicas.ts'
import { said, startScene } from '../slack/scene.ts'
import { mainlyPostgres } from '../store/engines.ts'
import { until } from '../telemetry/scrape.ts'

const line = '/rudder rule disable SSH hardening because lockout on jump hosts'

mainlyPostgres((engine) => {
  describe('/cox status', () => {
    test('says how the bot is to whom it concerns, and to nobody else', async () => {
      const { type, whispered, bot } = await startScene(engine)
      const seen = () => bot.app.context.store.db.selectFrom('replicas').selectAll().execute()
      await until(async () => (await seen()).length === 1)
      await type('marc', 'ops', '/cox status')
      const [status] = whispered('marc', 'ops').slice(-1)
      const text = status ? said(status) : ''
      expect(text).toContain('All is well')
      for (const part of ['0.1.0, Node', 'none waits', 'none is open', 'rudder/prod', 'not called yet', 'none yet'])
        expect(text).toContain(part)
      await type('rita', 'ops', '/cox status')
      expect(whispered('rita', 'ops').map(said).at(-1)).toContain('cox:status:read')
      await type('rita', 'ops', '/cox doctor')
      expect(whispered('rita', 'ops').map(said).at(-1)).toContain('cox:status:read')
    })

    test('says first what needs a look', async () => {
      const { type, whispered, rudder } = await startScene(engine)
      const status = async () => {
        await type('marc', 'ops', '/cox status')
        const last = whispered('marc', 'ops').at(-1)
        return { title: last?.text ?? '', all: last ? said(last) : '' }
      }
      await type('ana', 'ops', line)
      await type('marc', 'ops', '/cox lock rudder/staging')
      const locked = await status()
      expect(locked.title).toContain('rudder/staging is locked: nothing is written there until it is unlocked')
      expect(locked.all).toContain('1 to be confirmed')
      rudder.faults.down = true
      await type('ana', 'ops', '/rudder rules')
      await type('ana', 'ops', '/rudder rules')
      const down = await status()
      expect(down.title).toContain('2 things need a look')
      expect(down.all).toContain('rudder/prod did not answer several times in a row')
      expect(down.all).toContain('does not answer')
    })

    test('names a replica that cannot hear Slack, unless it has only just started', async () => {
      const { type, whispered, world, bot } = await startScene(engine)
      const status = async () => {
        await type('marc', 'ops', '/cox status')
        const last = whispered('marc', 'ops').at(-1)
        return last ? said(last) : ''
      }
      const now = world.clock.now()
      const other = { id: 'another-replica', version: '0.1.0', started_at: now, slack_since: null, seen_at: now }
      await sayAlive(bot.app.context.store, other)
      expect(await status()).toContain('All is well')
      await world.advance(20_000)
      expect(await status()).toContain('The replica eplica cannot hear Slack')
    })

    test('asks no system, and shows what the last checkup found', async () => {
      const { type, whispered, rudder, play } = await startScene(engine)
      const asked = () => rudder.requests.length + play.rudder.staging.requests.length
      await type('marc', 'ops', '/cox status')
      expect(asked()).toBe(0)
      rudder.faults.down = true
      await type('marc', 'ops', '/cox doctor')
      const doctor = whispered('marc', 'ops').at(-1)
      expect(doctor && said(doctor)).toContain('Rudder (prod) cannot be reached.')
      rudder.faults.down = false
      await type('marc', 'ops', '/cox status')
      const status = whispered('marc', 'ops').at(-1)
      expect(status && said(status)).toContain('Wrong by the last checkup')
      expect(status && said(status)).toContain('Rudder (prod) cannot be reached.')
    })
  })
})
