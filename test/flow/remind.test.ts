import { createServer, request } from 'node:http'
import { describe, expect, test } from 'vitest'
import { confirm } from '../../src/run/confirm.ts'
import { person } from '../bot.ts'
import { mainlySqlite } from '../store/engines.ts'
import { listening } from '../systems/calling.ts'
import { startScene } from './setup.ts'

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
  })
})
