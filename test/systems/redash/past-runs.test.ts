import { expect, test } from 'vitest'
import type { FoundQuery } from '../../../src/systems/redash/reads/exposed-queries.ts'
import { pastRuns } from '../../../src/systems/redash/reads/past-runs.ts'
import { buttons, said } from '../../slack/scene.ts'
import { openScene, redashScene } from './flow.ts'

test('without a query it offers what one ran last, with its values, and the names of what the channel runs most', async () => {
  const { type, press, slack, last, redash, world } = await redashScene()
  for (const line of ['Daily orders', 'Orders by status status=paid', 'nothing like that']) {
    await type('ana', 'ops', `/redash run ${line}`)
    await world.advance(1_000)
  }
  for (const line of [
    `${redash.url}/queries/7?p_status=returned`,
    'Orders by status status=shipped',
    'Orders by status status=new',
    'Daily orders --fresh',
    'Daily orders --fresh',
    'Find customer name=Zacharias',
  ])
    await type('marc', 'ops', `/redash run ${line}`)
  const own = () => last(slack.direct('ana'), 'ana')
  await type('ana', 'ops', '/redash run')
  const shown = said(own())
  expect(shown).toContain('Which query?')
  expect(shown).toContain('redash run Orders by status status=paid')
  expect(shown).toMatch(/Run most in this channel.*redash run Orders by status".*redash run Daily orders/s)
  for (const other of ['returned', 'shipped', 'Zacharias', 'nothing like that', '--fresh'])
    expect(shown, other).not.toContain(other)
  expect(buttons(own())).toEqual(expect.arrayContaining(['next:0', 'next:1', 'next:2']))
  await press('ana', own(), 'next:0')
  expect(said(own())).toContain('“Orders by status”: 10 rows')
})

test('what isn’t offered any more, and what the person may not run, is left out', async () => {
  const { answerTo, redash } = await openScene()
  const query = redash.state.queries.find(({ id }) => id === 1)
  if (!query) throw new Error('no query 1')
  await answerTo('/redash run Daily orders')
  await answerTo('/redash run Orders by status status=paid')
  expect(await answerTo('/redash run')).toContain('redash run Daily orders')
  query.tags = []
  const shown = await answerTo('/redash run')
  expect(shown).not.toContain('Daily orders')
  expect(shown).toContain('redash run Orders by status')
})

test('a channel that sees the answer sees no values, also not one’s own', async () => {
  const { answerTo, type } = await openScene()
  await type('ana', 'random', '/redash run Orders by status status=returned')
  const shown = await answerTo('/redash run')
  expect(shown).toContain('redash run Orders by status')
  expect(shown).not.toContain('returned')
})

test('with nothing run, and with values alone, it says what to type', async () => {
  const { answerTo } = await openScene()
  expect(await answerTo('/redash run')).toContain('Nothing that you may run was run here')
  expect(await answerTo('/redash run status=paid')).toContain('Which query? Type its name before the values.')
})

test('a query with free text is for those who have its scope, and a link to another server is no query', () => {
  const found = (id: string, name: string, type?: string): FoundQuery => ({
    id,
    name,
    description: null,
    tags: [],
    user: null,
    is_archived: false,
    is_draft: false,
    options: { parameters: type === undefined ? [] : [{ name: 'p', type }] },
  })
  const offered = [found('1', 'Orders'), found('2', 'Find', 'text'), found('3', 'Orders of a day', 'date')]
  const texts = ['Find', 'https://elsewhere.example/queries/1', 'of a day', '#1', 'orders']
  const lines = texts.map((query) => ({ args: { query }, times: 1 }))
  const names = (mayText: boolean, of: 'lines' | 'queries') =>
    pastRuns(lines, { offered, addresses: ['https://redash.example'], of, mayText }).map(({ name }) => name)
  expect(names(true, 'lines')).toEqual(['Find', 'Orders of a day', 'Orders'])
  expect(names(false, 'queries')).toEqual(['Orders', 'Orders of a day'])
})
