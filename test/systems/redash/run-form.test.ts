import { describe, expect, test } from 'vitest'
import { buttons, said } from '../../slack/scene.ts'
import { openScene } from './flow.ts'

type Scene = Awaited<ReturnType<typeof openScene>>

/** What Ana sees last: in #ops alone or with all, or in her direct messages. */
const newest = ({ slack, whispered }: Scene) => {
  const all = [...whispered('ana', 'ops'), ...slack.seen('ops'), ...slack.seen(slack.direct('ana'), 'ana')]
  const [last] = all.toSorted((a, b) => Number(b.ts) - Number(a.ts))
  if (!last) throw new Error('nothing was answered')
  return last
}

/** Ana types a line that lacks values and opens the form of its answer. */
const opened = async (scene: Scene, line: string) => {
  await scene.type('ana', 'ops', line)
  const asked = newest(scene)
  await scene.press('ana', asked, 'form')
  const { blocks = [] } = scene.slack.view('ana') ?? {}
  const inputs = blocks.flatMap(({ type, label, element }) => {
    if (type !== 'input') return []
    const { type: kind, ...more } = element as Record<string, unknown>
    const initial = Object.entries(more).find(([key]) => key.startsWith('initial_'))?.[1]
    return [[(label as { text: string }).text, kind, ...(initial === undefined ? [] : [initial])]]
  })
  return { asked, inputs }
}

const lines = async ({ bot }: Scene) =>
  (await bot.app.context.store.db.selectFrom('runs').select('line').orderBy('started_at').execute()).map(
    ({ line }) => line,
  )

describe('the values of a query', () => {
  test.for<[string, string, Record<string, string>, string]>([
    ['one of a list', 'Orders by status', { Status: '1' }, 'status='],
    ['several', 'Orders by several statuses', { Statuses: '0\n1' }, 'statuses='],
    ['a number', 'Orders above amount', { 'Min Amount': '900' }, 'min_amount=900'],
    ['a text of a pattern', 'Customer by code (text pattern)', { Code: 'C-7' }, 'code=C-7'],
    ['an option of another query', 'Customers of a country', { Country: '0' }, 'country='],
    ['a day', 'Orders of a day', { Day: '2026-11-20' }, 'day=2026-11-20'],
    [
      'a day and a time',
      'Orders since a minute',
      { Since: '2026-11-20', 'Since, time': '08:30' },
      'since=2026-11-20 08:30',
    ],
  ])('are asked for: %s', async ([, name, entered, typed]) => {
    const scene = await openScene()
    const { submit, slack } = scene
    const { asked, inputs } = await opened(scene, `/redash run ${name}`)
    expect(buttons(asked)).toContain('form')
    const labels = inputs.map(([label]) => String(label))
    const values = Object.fromEntries(Object.values(entered).map((value, at) => [labels[at] ?? '', value]))
    await submit('ana', values)
    expect(slack.view('ana')?.errors).toBeUndefined()
    expect(slack.view('ana')).toBeUndefined()
    const line = (await lines(scene)).at(-1) ?? ''
    expect(line.startsWith(`redash run ${name} `)).toBe(true)
    expect(line).toContain(typed)
    expect(said(newest(scene))).toMatch(/\d+ rows?|no rows/)
  })

  test('a range has two days, and its end is not before its start', async () => {
    const scene = await openScene()
    const { submit, slack } = scene
    const { inputs } = await opened(scene, '/redash run Revenue between dates')
    const [from = '', to = ''] = inputs.map(([label]) => String(label))
    await submit('ana', { [from]: '2026-11-15', [to]: '2026-11-01' })
    expect(Object.values(slack.view('ana')?.errors ?? {})).toEqual(['The end is before the start.'])
    await submit('ana', { [from]: '2026-11-01', [to]: '2026-11-15' })
    expect((await lines(scene)).at(-1)).toContain('=2026-11-01--2026-11-15')
    expect(said(newest(scene))).toContain('2026-11-01--2026-11-15')
  })

  test('begin with the defaults, a dynamic date as the day that it is for this person', async () => {
    const scene = await openScene()
    const { inputs } = await opened(scene, '/redash run Orders of yesterday by default')
    // The local Slack says of nobody where they are, so it is the day of UTC.
    const yesterday = new Date(scene.world.clock.now() - 24 * 60 * 60_000).toISOString().slice(0, 10)
    expect(inputs).toEqual([['Day', 'datepicker', yesterday]])
  })

  test('can be changed below the rows; the flags and the connection of the line stay', async () => {
    const scene = await openScene()
    const { type, press, submit, slack } = scene
    await type('ana', 'ops', '/redash run Orders by status status=paid --fresh on staging')
    const answer = newest(scene)
    expect(buttons(answer)).toContain('form')
    await press('ana', answer, 'form')
    const { blocks = [] } = slack.view('ana') ?? {}
    expect(JSON.stringify(blocks)).toContain('"initial_option":{"text":{"type":"plain_text","text":"paid"')
    const label = blocks.flatMap((block) => (block.type === 'input' ? [(block.label as { text: string }).text] : []))[0]
    await submit('ana', { [label ?? '']: '0' })
    const line = (await lines(scene)).at(-1) ?? ''
    expect(line).toMatch(/^redash run Orders by status status=\w+ on staging --fresh$/)
    expect(line).not.toContain('status=paid')
    expect(said(newest(scene))).toContain('redash/staging')
  })
})
