import { createServer, request } from 'node:http'
import { describe, expect, test } from 'vitest'
import { remindersJob } from '../../src/jobs/reminders.ts'
import type { Message } from '../../src/message/message.ts'
import type { Principal } from '../../src/policy/person.ts'
import { confirm } from '../../src/run/confirm.ts'
import { postOf } from '../../src/store/posts.ts'
import { person } from '../bot.ts'
import { mainlySqlite } from '../store/engines.ts'
import { listening } from '../systems/calling.ts'
import { growDmz, startScene } from './setup.ts'

/** A server before `rudder/prod` that passes requests on, or has lost its way and answers 404 with a page. */
const startFront = async () => {
  let behind = ''
  const front = {
    isLost: false,
    settings: (yaml: string) =>
      yaml.replace(/(rudder\/prod:\s+url: )(\S+)/, (_, before: string, url: string) => {
        behind = new URL(url).origin
        return before + url.replace(behind, `http://127.0.0.1:${port}`)
      }),
  }
  const server = createServer((asked, response) => {
    if (front.isLost) return void response.writeHead(404, { 'content-type': 'text/html' }).end('<html>no such page')
    const { method, headers } = asked
    const passed = request(`${behind}${asked.url}`, { method: method ?? 'GET', headers }, (answer) => {
      response.writeHead(answer.statusCode ?? 502, answer.headers)
      answer.pipe(response)
    })
    asked.pipe(passed)
  })
  const port = await listening(server)
  return front
}

describe('a reminder', () => {
  mainlySqlite((engine) => {
    test('of what somebody deleted since ends, too', async () => {
      const { context, world, rudder, propose, row, sweep } = await startScene(engine)
      const proposal = await propose('rudder rule disable SSH hardening')
      await confirm(context, { proposal, principal: person('ana'), remind: true })
      const { rules } = rudder.state
      rules.splice(
        rules.findIndex(({ displayName }) => displayName === 'SSH hardening'),
        1,
      )
      await world.advance(2 * 60 * 60_000)
      await sweep()
      expect((await row(proposal)).remind_at).toBeNull()
    })

    test('of what cannot be read just now, as nobody knows its address, waits; nobody is told that it was deleted', async () => {
      const front = await startFront()
      const { context, world, rudder, propose, row, sweep } = await startScene(engine, { settings: front.settings })
      const proposal = await propose('rudder rule disable SSH hardening')
      await confirm(context, { proposal, principal: person('ana'), remind: true })
      await world.advance(2 * 60 * 60_000)
      front.isLost = true
      await sweep()
      expect((await row(proposal)).remind_at).not.toBeNull()
      front.isLost = false
      await sweep()
      expect((await row(proposal)).remind_at).not.toBeNull()
      await world.advance(60_000)
      await sweep()
      expect((await row(proposal)).remind_at).toBeNull()
      expect(rudder.writes()).toHaveLength(1)
    })

    test('of what is gone from the settings ends, and is not tried for ever', async () => {
      const { context, world, propose, row, sweep } = await startScene(engine)
      const proposal = await propose('rudder rule disable SSH hardening')
      await confirm(context, { proposal, principal: person('ana'), remind: true })
      await context.store.transaction((tx) =>
        tx
          .updateTable('proposals')
          .set({ connection_url: 'https://elsewhere.example' })
          .where('id', '=', proposal)
          .execute(),
      )
      await world.advance(2 * 60 * 60_000)
      expect((await row(proposal)).remind_at).not.toBeNull()
      await sweep()
      expect((await row(proposal)).remind_at).toBeNull()
      expect(world.lines.filter(({ event }) => event === 'sweep')).toEqual([])
    })

    describe('acts as who asked for it, with the rights of that moment', () => {
      const reminded = async (as: Principal | 'gone' | undefined) => {
        const scene = await startScene(engine)
        const proposal = await scene.propose('rudder rule disable SSH hardening')
        const asked = { channel: 'C0OPS', thread: null }
        await scene.context.store.transaction((tx) => tx.updateTable('proposals').set(asked).execute())
        await confirm(scene.context, { proposal, principal: person('ana'), remind: true })
        await scene.world.advance(2 * 60 * 60_000)
        const reads = scene.rudder.requests.length
        const people = { fresh: async () => as }
        await remindersJob({ ...scene.context, people }, { wake: () => {} }).turn(() => {})
        const { message } = (await postOf(scene.context.store.db, `${proposal}:reminder`)) ?? {}
        const { remind_at } = await scene.row(proposal)
        return {
          lead: message && (JSON.parse(message) as Message).lead,
          remind_at,
          reads: scene.rudder.requests.length - reads,
        }
      }
      test('also if somebody else approved the change before', async () => {
        const scene = await startScene(engine)
        growDmz(scene.rudder, 400)
        const proposal = await scene.propose('rudder rule disable SSH hardening', 'ana')
        await confirm(scene.context, { proposal, principal: person('ana') })
        await scene.world.advance(1_000)
        await confirm(scene.context, { proposal, principal: person('marc'), remind: true })
        expect(await scene.row(proposal)).toMatchObject({ outcome: 'applied' })
        await scene.world.advance(2 * 60 * 60_000)
        const asked: string[] = []
        const fresh = async (who: Principal) => {
          asked.push(who.name)
          return who.name === person('marc').name ? ('gone' as const) : who
        }
        const reads = scene.rudder.requests.length
        await remindersJob({ ...scene.context, people: { fresh } }, { wake: () => {} }).turn(() => {})
        expect([asked, scene.rudder.requests.length - reads]).toEqual([[person('marc').name], 0])
      })

      const refused = 'Whoever asked for this reminder may not read it any more, so it was not looked up.'

      test('who may read it is told how it is', async () => {
        expect(await reminded(person('ana'))).toMatchObject({ lead: 'It is still so.', remind_at: null })
      })

      test.each([
        ['whose account is gone', 'gone'],
        ['who lost the e-mail that the rights hang on', { ...person('ana'), email: 'ana@elsewhere.example' }],
      ] as const)('for one %s nothing is read', async (_, as) => {
        expect(await reminded(as)).toEqual({ lead: refused, remind_at: null, reads: 0 })
      })

      test('if Slack does not say who that is now, it waits', async () => {
        const { lead, remind_at, reads } = await reminded(undefined)
        expect({ lead, reads }).toEqual({ lead: undefined, reads: 0 })
        expect(remind_at).not.toBeNull()
      })
    })
  })
})
