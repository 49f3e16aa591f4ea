import type { LocalRedash } from 'local-redash'
import { describe, expect, test, vi } from 'vitest'
import { buttons } from '../../slack/scene.ts'
import { redashScene } from './flow.ts'

const reads = [
  '/redash queries',
  '/redash query Daily orders',
  '/redash dashboards',
  '/redash dashboard Sales overview',
] as const

/** What is answered to every read command. */
const toldWith = async (faults: Partial<LocalRedash['faults']>): Promise<readonly string[]> => {
  const { answerTo, redash, pass, slack } = await redashScene()
  Object.assign(redash.faults, faults)
  const told: string[] = []
  for (const line of reads) {
    await answerTo(line)
    // What is tried again waits in between.
    await pass(1_000)
    told.push(JSON.stringify(slack.seen('ops', 'ana').at(-1)))
  }
  return told
}

describe('when Redash is not well, one sentence says so', () => {
  test.for<readonly [what: string, faults: Partial<LocalRedash['faults']>, sentence: RegExp]>([
    ['its Redis is down', { redisDown: true }, /“Internal Server Error”.*its PostgreSQL and Redis/],
    ['its PostgreSQL is down', { postgresDown: true }, /“Internal Server Error”.*its PostgreSQL and Redis/],
    ['it is down', { down: true }, /cannot be reached|did not answer several times/],
    ['a page in a 200', { frontPage: true }, /not an answer of Redash/],
    ['a page of a proxy', { proxyAnswers: 503 }, /starting or down for maintenance|did not answer several times/],
    ['no JSON', { garbage: 'text' }, /not JSON|did not answer several times/],
    ['JSON of another shape', { garbage: 'shape' }, /not as documented|no list in it|not understood/],
    ['the keys are replaced', { refused: true }, /doesn't accept the key/],
  ])('%s', async ([, faults, sentence]) => {
    for (const text of await toldWith(faults)) expect(text).toMatch(sentence)
  })

  test('/ping is well all the time, so it is not what is asked', async () => {
    const { redash, answerTo, asked, pass } = await redashScene()
    redash.faults.redisDown = true
    expect((await fetch(`${redash.url}/ping`)).status).toBe(200)
    asked()
    await answerTo('/redash queries')
    expect(asked().filter((one) => one.includes('ping'))).toEqual([])
    redash.faults.redisDown = false
    await pass(60_000)
    expect(await answerTo('/redash queries')).toContain('32 queries')
  })
})

describe('a dashboard of which a part fails', () => {
  test('shows the rest, and says which figures could not be read', async () => {
    const { redash, answerTo } = await redashScene()
    Object.assign(redash.faults, { redisDown: true, only: (_: string, path: string) => path.includes('/queries/46/') })
    const shown = await answerTo('/redash dashboard Sales overview')
    expect(shown).toContain('“Sales overview” has 9 widgets')
    expect(shown).toContain('its result can’t be read now')
    expect(shown).toMatch(/\d+ rows, the first/)
  })

  test('of which every figure fails: that is an error, and no dashboard of nothing', async () => {
    const { redash, answerTo } = await redashScene()
    Object.assign(redash.faults, { garbage: 'text', only: (_: string, path: string) => path.endsWith('/results') })
    expect(await answerTo('/redash dashboard Sales overview')).toMatch(/Error: .*(not JSON|was cut off)/)
  })

  test('a row of 200 columns is cut, and says how many are left out', async () => {
    const { redash, answerTo } = await redashScene()
    const board = redash.state.dashboards.find(({ id }) => id === 2)
    const wide = redash.state.queries.find(({ id }) => id === 31)?.visualizations[0]
    if (board) board.widgets = board.widgets.map((one) => ({ ...one, visualization: wide?.id }))
    const shown = await answerTo('/redash dashboard Shared dashboard')
    expect(shown).toContain('and 194 more columns')
  })
})

describe('what the bot’s key may not see', () => {
  const exposing = (ids: string) => ({ settings: (yaml: string) => yaml.replaceAll('ids: [5,', `ids: [${ids}, 5,`) })

  test.for([
    ['without a data source', 41],
    ['of a data source without a group', 39],
  ] as const)('a query %s: named, it says why; in the list it is left out', async ([, id]) => {
    const { answerTo } = await redashScene(exposing(String(id)))
    expect(await answerTo(`/redash query ${id}`)).toContain(
      'lacks a permission, or is in no group with the data source',
    )
    const list = await answerTo('/redash queries')
    expect(list).not.toMatch(/deleted source|Finance numbers/)
  })

  test('on a paused data source everything is shown: only a run is refused', async () => {
    const { redash, answerTo } = await redashScene()
    for (const source of redash.state.sources) source.paused = 'maintenance until Monday'
    expect(await answerTo('/redash query Orders by status')).toContain('“Orders by status” takes 1 parameter')
    expect(await answerTo('/redash dashboard Sales overview')).toContain('as of')
  })
})

/** Every text that Slack parses: mark-up, and the sentence of a notification. */
const parsed = (value: unknown): readonly string[] => {
  if (Array.isArray(value)) return value.flatMap(parsed)
  if (typeof value !== 'object' || value === null) return []
  const { type, text } = value as { type?: unknown; text?: unknown }
  return [...(type === 'mrkdwn' ? [String(text)] : []), ...Object.values(value).flatMap(parsed)]
}

test('names, texts, tags and owners of an enemy are never mark-up, mention or link', async () => {
  const { redash, answerTo, slack } = await redashScene()
  const evil = 'EVIL <!channel> <@U03MARC> <https://evil.example|Click> *b* `c` ``` & \u202e=HYPERLINK("x")'
  const { state } = redash
  for (const query of state.queries.filter(({ id }) => [1, 8, 46, 47].includes(id))) {
    Object.assign(query, { name: `${evil} ${query.id}`, description: evil, tags: ['sales', evil] })
    query.options = {
      parameters: [
        { name: evil, title: evil, type: 'enum', value: evil, enumOptions: `${evil}\n${evil}2`, global: false },
      ],
    } as never
  }
  for (const board of state.dashboards) {
    Object.assign(board, { name: `${evil} ${board.id}`, tags: [evil] })
    for (const widget of board.widgets) if (widget.visualization === undefined) widget.text = evil
  }
  state.users = state.users.map((one) => ({ ...one, name: evil }))
  for (const line of [
    'queries',
    'queries EVIL',
    'query 1',
    'query 8',
    'dashboards',
    'dashboard 1',
    'dashboard EVIL',
    'query rename 1 as EVIL',
    'query archive 47',
  ]) {
    expect(await answerTo(`/redash ${line}`), line).toContain('EVIL')
    const message = slack.seen('ops', 'ana').at(-1)
    for (const text of [...parsed(message?.blocks), message?.text ?? ''])
      expect(text.replaceAll(/<https?:\/\/127\.0\.0\.1[^>]*>|<!date\^[^>]*>/g, ''), `${line}: ${text}`).not.toMatch(
        /<[!@#h]/,
      )
  }
})

test('the list as a file: every row, and no cell that a spreadsheet would run', async () => {
  const { redash, answerTo, last, press, slack } = await redashScene()
  Object.assign(redash.state.queries.find(({ id }) => id === 1) ?? {}, { name: '=HYPERLINK("https://evil.example")' })
  await answerTo('/redash queries')
  expect(buttons(last('ops'))).toContain('csv')
  await press('ana', last('ops'), 'csv')
  const files = () => slack.seen('ops', 'ana').flatMap(({ files = [] }) => files)
  await vi.waitUntil(() => files().length > 0)
  const [file] = files()
  const text = await (await fetch(`${slack.url}${file?.url}`)).text()
  const rows = text.trim().split('\r\n')
  expect(rows[0]).toContain('Query,Parameters,Owner,Last run,Tags')
  expect(rows).toHaveLength(33)
  expect(text).toContain('"\'=HYPERLINK')
  expect(text).not.toMatch(/(^|,|\n)"?=HYPERLINK/)
})

test('a link to a dashboard of another server is not taken for one here, and one to a query is none', async () => {
  const { answerTo, redash } = await redashScene()
  expect(await answerTo('/redash dashboard https://redash.example/dashboards/1-sales')).toContain("doesn't lead to")
  for (const link of ['//redash.example/dashboards/1', `${redash.url}//redash.example/dashboards/1`])
    expect(await answerTo(`/redash dashboard ${link}`)).not.toContain('widgets')
  expect(await answerTo('/redash query //redash.example/queries/1')).toContain("doesn't lead to")
  expect(await answerTo(`/redash dashboard ${redash.url}.evil.example/dashboards/1`)).toContain("doesn't lead to")
  expect(await answerTo(`/redash dashboard ${redash.url}/queries/1`)).toContain('That link leads to no dashboard')
})
