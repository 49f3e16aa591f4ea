import { setTimeout } from 'node:timers/promises'
import { keys, type LocalLens } from 'local-lens'
import type { Message } from 'local-slack'
import { describe, expect, test } from 'vitest'
import { buttons, mainlyHttp, type SceneOptions, type Stand, said, startScene } from '../../slack/scene.ts'

/** The bot in a Slack with a Lens whose queries of `slow` take 90 seconds of the clock that the test moves. */
const slowScene = async (stand: Stand, options: SceneOptions = {}) => {
  const scene = await startScene(stand, {
    beside: ['lens'],
    ...options,
    settings: (yaml) => `${options.settings?.(yaml) ?? yaml}\nslack:\n  answers:\n    C0OPS: channel\n`,
  })
  const lens: LocalLens | undefined = scene.play.lens?.prod
  if (!lens) throw new Error('no Lens was started')
  lens.state.hold = 0
  const slow = lens.state.tables.find(({ name }) => name === 'slow')
  if (slow) slow.takes = 90_000
  const { slack, world } = scene
  /** Time goes on, second by second, so that what is asked over HTTP is answered in between. */
  const go = async (seconds: number) => {
    for (let n = 0; n < seconds; n += 1) {
      await world.advance(1_000)
      await setTimeout(50)
    }
  }
  /** Time goes on until it is so. */
  const when = async (is: () => boolean, what: () => string) => {
    for (let n = 0; n < 900; n += 1) {
      if (is()) return
      await go(1)
    }
    throw new Error(what())
  }
  const until = (message: Pick<Message, 'channel' | 'ts'>, text: string | RegExp) =>
    when(
      () => (typeof text === 'string' ? said(scene.now(message)).includes(text) : text.test(said(scene.now(message)))),
      () => `it says ${said(scene.now(message))}`,
    )
  return {
    ...scene,
    lens,
    go,
    until,
    when,
    start: async (line = '/lens slow.count', shows: string | RegExp = /Waiting for Lens: \d/) => {
      await slack.type('ana', 'ops', line)
      const last = () => slack.seen('ops').at(-1)
      const shown = () => {
        const message = last()
        return message ? said(message) : ''
      }
      await when(
        () => shown().search(shows) >= 0,
        () => `it says ${shown()}`,
      )
      return last() as Message
    },
    /** Without what the health check asks. */
    loads: () => lens.requests.filter(({ path, body }) => /\/(?:load|graphql)$/.test(path) && body !== '{}'),
    acts: async (kind: string) =>
      (await scene.bot.app.context.store.audit.recent(100)).filter((one) => one.kind === kind),
    stored: () => scene.bot.app.context.store.db.selectFrom('runs').selectAll().execute(),
  }
}

mainlyHttp((stand) => {
  describe('a query that Lens is not done with', () => {
    test('is shown with how long it has been, and a button that stops it; then its rows', async () => {
      const { start, until, now, settle, loads } = await slowScene(stand)
      const message = await start()
      expect(buttons(message)).toEqual(['stop'])
      await until(message, 'Count: 1')
      await settle()
      expect(buttons(now(message))).not.toContain('stop')
      expect(loads().length).toBeGreaterThan(3)
      expect(new Set(loads().map(({ body }) => body)).size).toBe(1)
    })

    test('Stop ends the asking at once, is in the audit log, and the message says what may go on in Lens', async () => {
      const { start, until, now, go, settle, slack, loads, acts, whispered, press } = await slowScene(stand)
      const message = await start()
      await slack.press('rita', message, 'stop')
      for (let n = 0; n < 100 && whispered('rita', 'ops').length === 0; n += 1) await setTimeout(50)
      expect(whispered('rita', 'ops').map(said).join()).toContain('query measures and dimensions')
      expect(await acts('stop')).toEqual([])
      await slack.press('marc', message, 'stop')
      await until(message, 'Stopped waiting for lens/sales')
      await settle()
      const asked = loads().length
      await go(10)
      await settle()
      expect(loads().length).toBe(asked)
      expect(said(now(message))).toContain('Stopped by marc. Lens may still be working on the query')
      expect(buttons(now(message))).toEqual(['next:0'])
      expect((await acts('stop')).map(({ payload }) => payload)).toMatchObject([
        { command: 'lens load', connection: 'lens/sales', principal: 'slack:T0ACME/U03MARC' },
      ])
      // Stopped twice is stopped once.
      await press('ana', message, 'stop').catch(() => undefined)
      expect(await acts('stop')).toHaveLength(1)
    })

    test('Stop at another replica ends the asking too', async () => {
      const { start, until, now, go, settle, slack, loads, startReplica } = await slowScene(stand)
      const message = await start()
      await startReplica()
      await slack.press('marc', message, 'stop')
      await until(message, 'Stopped waiting for lens/sales')
      await go(3)
      const asked = loads().length
      await go(10)
      await settle()
      expect(loads().length).toBe(asked)
      expect(said(now(message))).toContain('Stopped waiting for lens/sales')
    })

    test('goes on after a restart in the middle, in its message, and nothing secret is stored for that', async () => {
      const { start, until, now, settle, bot, startReplica, slack, lens, stored, loads } = await slowScene(stand)
      const message = await start()
      expect(JSON.parse((await stored())[0]?.resume ?? '{}')).toMatchObject({
        command: 'lens load',
        args: { query: 'slow.count' },
        resume: { since: expect.any(Number) },
      })
      const before = new Set(loads().map(({ body }) => body))
      await bot.stop()
      expect(said(now(message))).toContain('Waiting for Lens')
      const next = await startReplica()
      await next.jobs.tick()
      await until(message, 'Count: 1')
      await settle()
      // The same query, so that Lens runs it once.
      expect(new Set(loads().map(({ body }) => body))).toEqual(before)
      expect(lens.state.runs).toHaveLength(1)
      expect(slack.seen('ops').filter((one) => said(one).includes('Count: 1'))).toHaveLength(1)
      expect(slack.seen('ops', 'ana').some((one) => /got lost|being stopped/.test(said(one)))).toBe(false)
    })

    test('a budget that is used up while the bot was down ends the waiting, and the message says what goes on', async () => {
      const { start, until, lens, bot, startReplica, world } = await slowScene(stand)
      lens.state.isStuck = true
      const message = await start()
      await bot.stop()
      world.leap(600_000)
      const next = await startReplica()
      await next.jobs.tick()
      await until(message, 'I stopped waiting, but Lens is still working on the query. Send the same line later')
    })

    test('whoever lost the right in the meantime is told so, and shown nothing', async () => {
      const { start, until, now, settle, bot, startReplica, slack } = await slowScene(stand)
      const message = await start()
      await bot.stop()
      slack.change('ana', { email: 'nobody@acme.example' })
      const next = await startReplica()
      await next.jobs.tick()
      await until(message, 'query measures and dimensions')
      await settle()
      expect(said(now(message))).not.toContain('Count: 1')
    })

    test('a key of one’s own that was removed in the meantime: it doesn’t go on with another', async () => {
      const env = { COXSWAIN_SEALING_KEY: 'a sealing key for a query that takes long' }
      const { when, bot, startReplica, slack, loads, whispered } = await slowScene(stand, { env })
      const direct = () => slack.seen(slack.direct('ana'), 'ana').map(said).at(-1) ?? ''
      const told = (text: string) => whispered('ana', 'ops').findLast((one) => said(one).includes(text))
      const awaited = async (text: string) => {
        for (let n = 0; n < 100 && !told(text); n += 1) await setTimeout(50)
        return told(text) as Message
      }
      await slack.type('ana', 'ops', '/cox connect lens/sales')
      await slack.press('ana', await awaited('Enter your own key'), 'key')
      for (let n = 0; n < 100 && !slack.view('ana'); n += 1) await setTimeout(50)
      await slack.submit('ana', { key: keys.reader })
      await awaited('is stored')
      await slack.type('ana', 'ops', '/lens slow.count')
      await when(() => /Waiting for Lens: \d/.test(direct()), direct)
      // The line itself keeps to the key that it began with.
      await bot.app.context.store.db.deleteFrom('personal_keys').execute()
      await bot.stop()
      const asked = loads().length
      const next = await startReplica()
      await next.jobs.tick()
      await when(() => direct().includes('You no longer read lens/sales with your own access'), direct)
      expect(loads().length).toBe(asked)
    })

    test('a query in GraphQL is waited for, stopped and taken up in the same way', async () => {
      const { start, until, settle, bot, startReplica, lens } = await slowScene(stand)
      const message = await start('/lens graphql { table { slow { count } } }')
      expect(buttons(message)).toEqual(['stop'])
      await bot.stop()
      const next = await startReplica()
      await next.jobs.tick()
      await until(message, '1 row')
      await settle()
      expect(lens.state.runs).toHaveLength(1)
    })
  })
})
