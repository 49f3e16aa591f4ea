import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { startBolt, startBot } from './bot.ts'
import { startFarTown } from './far-town.ts'
import { figureOf, interleaved, median, quantile } from './figure.ts'
import { sendLoad } from './load.ts'
import { commit, machine } from './machine.ts'
import { residentMiB, startProgram } from './program.ts'
import { tableOf, withTable } from './table.ts'

test('a figure is the median of the rounds, each against its neighbour in time', async () => {
  expect(median([3, 1, 2])).toBe(2)
  expect(median([4, 1, 2, 3])).toBe(2.5)
  expect(quantile([5, 1, 4, 2, 3], 0.99)).toBe(5)
  expect(quantile([5, 1, 4, 2, 3], 0.5)).toBe(3)
  const order: string[] = []
  const measure = (word: string, value: number) => async () => {
    order.push(word)
    return value
  }
  const rounds = await interleaved(2, { yardstick: measure('theirs', 10), ours: measure('ours', 9) })
  expect(order).toEqual(['theirs', 'ours', 'theirs', 'ours'])
  const named = { name: 'acks', unit: '/s', yardstick: 'bare Bolt', atLeast: 0.8 }
  const figure = figureOf(named, [...rounds, { ours: 2, yardstick: 4 }])
  expect(figure).toMatchObject({ value: 9, ratio: 0.9, spread: [0.5, 0.9], aim: '0.8 or more', met: true })
  expect(figureOf({ ...named, atLeast: 0.95 }, rounds)).toMatchObject({ met: false })
  expect(figureOf({ ...named, atMost: 0.5 }, rounds)).toMatchObject({ aim: '0.8 or more, 0.5 or less', met: false })
})

test('the table goes between its markers and nowhere else', () => {
  const figures = [figureOf({ name: 'acks', unit: '/s', yardstick: 'bare Bolt' }, [{ ours: 1234, yardstick: 1000 }])]
  const report = { machine: machine(), commit: commit(), when: '2026-11-21T08:00:00.000Z', quick: true, figures }
  const table = tableOf(report)
  expect(table).toContain('| acks | 1,234 /s | bare Bolt: 1,000 /s | 1.23 (1.23 to 1.23) |  |')
  expect(table).toContain(`Node ${process.version}`)
  const document = withTable('before <!-- bench -->old<!-- /bench --> after', table) ?? ''
  expect(document).toMatch(/^before <!-- bench -->\n\n\| figure [\s\S]*<!-- \/bench --> after$/)
  expect(document).not.toContain('old')
  expect(withTable(document, table)).toBe(document)
  expect(withTable('no markers', table)).toBeUndefined()
})

test('a load reaches the real bot and the bare one, and all that ours acknowledges is answered', async () => {
  const town = await startFarTown()
  onTestFinished(town.close)
  const { signingSecret } = town
  const ours = await startBot(town, { name: 'test' })
  onTestFinished(ours.stop)
  const bolt = await startBolt(town)
  onTestFinished(bolt.stop)
  const many = 60
  const bodies = await town.written('/cox whoami', many)
  expect(await sendLoad({ url: bolt.events, signingSecret, bodies })).toMatchObject({ acks: many })
  expect(await sendLoad({ url: ours.events, signingSecret, bodies })).toMatchObject({ acks: many })
  await town.untilAnswered(many)
  if (process.platform === 'linux') expect(residentMiB(ours.pid)).toBeGreaterThan(20)
  await expect(sendLoad({ url: ours.events, signingSecret: 'another', bodies })).rejects.toThrow('60 refusals')
})

test('a program never outlives whoever started it', async () => {
  const cwd = mkdtempSync(join(tmpdir(), 'coxswain-bench-'))
  onTestFinished(() => rmSync(cwd, { recursive: true }))
  const program = startProgram({ file: 'test/bench/town-child.ts', env: {}, cwd })
  await new Promise((resolve) => program.child.once('message', resolve))
  program.child.disconnect()
  expect(await program.ended).toBe(1)
})
