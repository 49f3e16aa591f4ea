import { keys, type LocalRedash } from 'local-redash'
import { expect, test, vi } from 'vitest'
import { dashboardToken } from '../../../packages/local-redash/src/keys.ts'
import { loadedCommands } from '../../loaded.ts'
import { some } from '../../runs.ts'
import { buttons, said } from '../../slack/scene.ts'
import { storeOf } from '../../store/bytes.ts'
import { redashScene } from './flow.ts'
import { found, keysOf } from './searching.ts'

const commands = (await loadedCommands()).filter(({ name }) => name.startsWith('redash '))

/** Lines of every command, and some that ask for what only lives beside a key. */
const lines = [
  ...commands.flatMap(({ examples }) => examples),
  'redash dashboard show Shared dashboard',
  'redash query show 8',
  'redash query show 38',
  'redash dashboard show 3',
  'redash query rename 47 as Not ours',
  'cox doctor',
]

const faults: readonly Partial<LocalRedash['faults']>[] = [
  { redisDown: true },
  { refused: true },
  { frontPage: true },
  { proxyAnswers: 502 },
  { cutBody: true },
  { garbage: 'shape' },
]

type Scene = Awaited<ReturnType<typeof redashScene>>

/** Everything that the bot gave anybody or kept. */
const placesOf = async ({ slack, database, redash, play }: Scene, log: readonly string[]) => {
  const messages = [...slack.seen('ops', 'ana'), ...slack.seen(slack.direct('ana'), 'ana')]
  const urls = messages.flatMap(({ files = [] }) => files.map(({ url }) => url))
  const files = await Promise.all(urls.map(async (url) => (await fetch(`${slack.url}${url}`)).text()))
  const all = [redash, ...(play.redash ? [play.redash.staging] : [])]
  return {
    log: log.join('\n'),
    store: await storeOf(database),
    messages: JSON.stringify(messages),
    'calls of Slack': JSON.stringify(slack.calls),
    files: files.join('\n'),
    // A key goes in a header, which the local Redash doesn't record.
    requests: all.map(({ requests }) => JSON.stringify(requests)).join('\n'),
  }
}

const sealing = 'a sealing key of this very test'.padEnd(40, 's')

test('no key is anywhere after every command: asked, confirmed, undone, exported, and failing in each way', async () => {
  const log: string[] = []
  const env = { LOG_LEVEL: 'debug', COXSWAIN_SEALING_KEY: sealing }
  const scene = await redashScene({ own: { log: (line) => void log.push(line) }, env })
  const { type, press, submit, redash, slack, last, play, whispered } = scene
  const direct = () => said(last(slack.direct('ana'), 'ana'))
  for (const local of Object.values(play.redash ?? {})) {
    const shared = local.state.dashboards.find(({ id }) => id === 2)
    if (shared) shared.token = dashboardToken(2)
  }
  let confirmed = 0
  for (const line of lines) {
    await type('ana', 'ops', `/${line}`)
    for (const action of ['confirm', 'undo', 'confirm']) {
      const message = last('ops', 'ana')
      if (!buttons(message).includes(action)) break
      await press('ana', message, action)
      confirmed += action === 'confirm' ? 1 : 0
    }
  }
  expect(confirmed).toBeGreaterThan(12)
  await type('ana', 'ops', '/redash queries')
  await press('ana', last('ops'), 'csv')
  await vi.waitUntil(() => slack.seen('ops', 'ana').some(({ files = [] }) => files.length > 0))
  // The key of a query runs it, and then the key of the person who asks.
  await type('ana', 'ops', '/redash run Orders by several statuses statuses=paid --fresh')
  expect(direct()).toContain('Run with the query key “several-statuses”.')
  await type('ana', 'ops', '/cox connect redash/prod')
  await press('ana', whispered('ana', 'ops').at(-1) ?? last('ops'), 'key')
  await submit('ana', { key: keys.viewer })
  redash.requests.length = 0
  await type('ana', 'ops', '/redash run Daily orders --fresh')
  expect(direct()).toMatch(/“Daily orders”: 122 rows.*with the access of ana/s)
  expect(new Set(redash.requests.map(({ caller }) => caller))).toEqual(new Set(['Vera Viewer']))
  for (const fault of some(3, faults)) {
    Object.assign(redash.faults, fault)
    for (const line of lines) await type('ana', 'ops', `/${line}`)
    for (const name of Object.keys(fault)) Object.assign(redash.faults, { [name]: false })
  }
  const all = [
    ...keysOf(redash),
    ...(play.redash ? keysOf(play.redash.staging) : []),
    ...Object.values(play.env),
    sealing,
  ]
  const secrets = [...new Set(all.filter((one) => /LocalRedash|Playground|^.{40}$/.test(one)))]
  expect(secrets.length).toBeGreaterThan(60)
  const places = await placesOf(scene, log)
  for (const [place, text] of Object.entries(places)) {
    expect(text.length, place).toBeGreaterThan(500)
    expect(found(text, secrets), place).toEqual([])
  }
  // What is planted is found, so the search can be believed.
  log.push(`x${keys.reader}y`)
  expect(found((await placesOf(scene, log)).log, secrets)).toEqual([keys.reader])
}, 120_000)
