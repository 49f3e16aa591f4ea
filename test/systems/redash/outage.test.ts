import { describe, expect, test } from 'vitest'
import { loadedCommands } from '../../loaded.ts'
import { buttons, said } from '../../slack/scene.ts'
import { redashScene } from './flow.ts'

const commands = (await loadedCommands()).filter(({ name }) => name.startsWith('redash '))
const lines = commands.map(({ examples }) => examples[0] ?? '')
const writes = commands.flatMap(({ kind, examples }) => (kind === 'write' ? (examples[0] ?? []) : []))

const sentence = /“Internal Server Error” and doesn't say why\..*its PostgreSQL and Redis/
const create =
  '/redash query create Late orders --source "Demo shop" --sql "SELECT 1" --description "Orders that came late"'

describe.each(['redisDown', 'postgresDown'] as const)('%s: everything is a 500, and only /ping is well', (fault) => {
  test('every command says so in one sentence, and nothing is proposed', async () => {
    const { redash, answerTo, slack, pass } = await redashScene()
    redash.faults[fault] = true
    expect((await fetch(`${redash.url}/ping`)).status).toBe(200)
    for (const line of [...lines, create.slice(1)]) {
      expect(await answerTo(`/${line}`), line).toMatch(sentence)
      expect(buttons(slack.seen('ops', 'ana').at(-1) ?? ({} as never)), line).not.toContain('confirm')
      // What is tried again waits in between.
      await pass(1_000)
    }
    expect(lines.length).toBe(20)
    expect(redash.requests.filter(({ method, path }) => method !== 'GET' && !path.endsWith('/results'))).toEqual([])
  })

  test('a change that is confirmed then is not sent, and the message says so', async () => {
    const { redash, type, press, last, slack, pass } = await redashScene()
    for (const line of writes
      .filter((one) => one !== 'redash query create')
      .map((one) => `/${one}`)
      .concat(create)) {
      await type('ana', 'ops', line)
      const message = last('ops')
      expect(buttons(message), line).toContain('confirm')
      redash.faults[fault] = true
      await press('ana', message, 'confirm')
      redash.faults[fault] = false
      await pass(60_000)
      expect(said(slack.seen('ops', 'ana').at(-1) ?? message), line).toMatch(sentence)
    }
    expect(redash.requests.filter(({ method }) => method !== 'GET')).toEqual([])
  })

  test('a change that gets a 500 itself is not known to be applied: it is looked at again, and never sent again', async () => {
    const { redash, type, press, last, now, pass } = await redashScene()
    await type('ana', 'ops', '/redash query rename Daily orders as Orders by day')
    const message = last('ops')
    Object.assign(redash.faults, { [fault]: true, only: (method: string) => method !== 'GET' })
    await press('ana', message, 'confirm')
    const told = [said(now(message))]
    await pass(120_000)
    told.push(said(now(message)))
    expect(redash.requests.filter(({ method }) => method !== 'GET')).toHaveLength(1)
    for (const text of told) expect(text).toMatch(/^⚠ Outcome unknown: .*nothing has changed so far/)
  })
})
