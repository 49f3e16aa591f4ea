import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { noFaults, type RudderFaults } from 'local-rudder'
import { describe, expect, onTestFinished, test } from 'vitest'
import type { Reply } from '../../src/run/reply.ts'
import { textOf } from '../bot.ts'
import { startScene } from './setup.ts'
import { onSqlite } from './sqlite.ts'

const reads = ['rudder rules', 'rudder compliance', 'rudder rule SSH hardening', 'rudder node web-101.paris1.acme.net']
const lines = [...reads, 'rudder rule disable SSH hardening']

/** Long for a read of this machine, and short to wait for. */
const brief = { totalMs: 2_000 }

/** Two sentences at most, with what to do, and nothing of what lies below. */
const isClear = ({ ending, message, proposal }: Reply, tokens: readonly string[]) => {
  expect(ending).toBe('failed')
  expect(message.tone).toBe('error')
  expect(proposal).toBeUndefined()
  expect(message.title).toMatch(/^(The answer of )?Rudder \(prod\) /)
  expect(message.title).toMatch(/Try again|Ask whoever|Check that|Is its version/)
  expect(message.title.length).toBeLessThan(250)
  const all = textOf(message)
  for (const inside of ['127.0.0.1', '/rudder/api', 'node_modules', '\\n', 'Error:', '<html', 'undefined', ...tokens])
    expect(all).not.toContain(inside)
}

const kinds: Readonly<Record<string, readonly [fault: Partial<RudderFaults>, says: RegExp]>> = {
  'is down': [{ down: true }, /cannot be reached|did not answer several times in a row/],
  'is starting, and Apache answers with a page': [
    { starting: true },
    /is starting or down for maintenance|did not answer several times in a row/,
  ],
  'is slow': [{ slow: 600_000 }, /did not answer in time|did not answer several times in a row/],
  'does not know the token, and Jetty answers with a page': [{ html401: true }, /it is unknown, disabled or expired/],
  'cuts its answers': [{ cutBody: true }, /was cut off/],
  'answers with other JSON': [{ garbage: 'shape' }, /answered something that is not understood/],
  'answers with no JSON': [{ garbage: 'text' }, /answered something that is not understood|was cut off/],
}

onSqlite((engine) => {
  describe('Rudder', () => {
    test.each(Object.keys(kinds))('%s: one clear answer, and the next question works', async (kind) => {
      const [fault, says] = kinds[kind] ?? [{}, /never/]
      const { ask, play, rudder, world, acts } = await startScene(engine, kind === 'is slow' ? { limits: brief } : {})
      const tokens = [...Object.values(rudder.tokens), ...Object.values(play.env).filter((value) => value.length > 8)]
      Object.assign(rudder.faults, fault)
      const first = await ask(lines[0] ?? '')
      isClear(first, tokens)
      expect(first.message.title).not.toContain('several times in a row')
      for (const line of lines) {
        const reply = await ask(line)
        isClear(reply, tokens)
        expect(reply.message.title).toMatch(says)
      }
      Object.assign(rudder.faults, noFaults())
      // Who did not answer is left alone for 15 seconds.
      await world.advance(15_000)
      for (const line of reads) expect((await ask(line)).ending, line).toBe('done')
      expect((await ask(lines.at(-1) ?? '')).message.tone).toBe('waiting')
      expect(rudder.writes()).toEqual([])
      expect((await acts()).map(({ kind: act }) => act)).toEqual(['proposed'])
    })

    test.each<[string, Partial<RudderFaults>]>([
      ['sends no content type', { noContentType: true }],
      ['compresses for who accepts it', { gzip: true }],
      ['compresses for everybody', { gzip: 'always' }],
    ])('%s: everything works', async (_, fault) => {
      const { ask, rudder, confirm } = await startScene(engine)
      Object.assign(rudder.faults, fault)
      for (const line of reads) expect((await ask(line)).ending, line).toBe('done')
      const { proposal } = await ask(lines.at(-1) ?? '')
      expect((await confirm(proposal)).message.tone).toBe('applied')
    })

    test('fails while somebody confirms: the confirmation does not count, and counts when it is back', async () => {
      for (const [fault] of Object.values(kinds)) {
        const { rudder, world, propose, confirm, shown, posts, acts } = await startScene(engine, { limits: brief })
        const proposal = await propose(lines.at(-1) ?? '')
        Object.assign(rudder.faults, fault)
        const { ending, message } = await confirm(proposal)
        expect(ending).toBe('failed')
        expect(message.lead).toBe(
          'Nothing was written. The proposal stays open until 09:15:00 UTC; confirm it again once that is fixed.',
        )
        expect(posts()).toEqual([])
        expect((await shown(proposal)).message.tone).toBe('waiting')
        expect((await acts()).map(({ kind }) => kind)).toEqual(['proposed'])
        Object.assign(rudder.faults, noFaults())
        await world.advance(15_000)
        expect((await confirm(proposal)).message.tone).toBe('applied')
      }
    })

    test('offers only versions that Coxswain does not speak', async () => {
      const asked: string[] = []
      const server = createServer(({ url = '' }, response) => {
        asked.push(url)
        const versions = [30, 31].map((version) => ({ version, status: 'maintained' }))
        const data = { availableVersions: { latest: 31, all: versions } }
        response.setHeader('content-type', 'application/json')
        response.end(JSON.stringify({ action: 'apiGeneralInformations', result: 'success', data }))
      })
      await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
      onTestFinished(() => void server.close())
      const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/rudder`
      const { ask, rudder } = await startScene(engine, {
        settings: (yaml) => yaml.replaceAll(/(rudder\/prod:\s+url: )\S+/g, `$1${url}`),
      })
      for (const line of lines) {
        const { ending, message } = await ask(line)
        expect(ending).toBe('failed')
        expect(message.title).toBe(
          'Rudder (prod) has a version that does not fit: it offers API 30, 31; Coxswain speaks 18 to 23 (Rudder 8.0 to 9.1). Ask whoever runs the bot to update one of the two.',
        )
      }
      expect(new Set(asked)).toEqual(new Set(['/rudder/api/latest/info']))
      expect(rudder.requests).toEqual([])
    })
  })
})
