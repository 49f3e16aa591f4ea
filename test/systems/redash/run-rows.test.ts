import { setTimeout } from 'node:timers/promises'
import { open } from 'play/terminal'
import { expect, onTestFinished, test, vi } from 'vitest'
import { printCsv } from '../../../src/cli/print-csv.ts'
import { typing } from '../../cli/typing.ts'
import { isFull } from '../../runs.ts'
import { buttons, said } from '../../slack/scene.ts'
import { rowsIn } from '../../slack/tables/shown.ts'
import { textsOf } from './answer-text.ts'
import { onlyQueryKeys, openScene } from './flow.ts'

/** Settings that offer the queries with odd rows, too. */
const oddRows = (yaml: string) => yaml.replace('ids: [5, 6,', 'ids: [31, 32, 33, 70, 71, 5, 6,')

const headOf = ({ blocks = [] }: Parameters<typeof rowsIn>[0]) => {
  const table = blocks.find(({ type }) => type === 'table') as { rows: { text?: string }[][] } | undefined
  return (table?.rows[0] ?? []).map(({ text }) => text ?? '')
}

test('odd rows are shown as they are, and mean nothing to Slack or a spreadsheet', async () => {
  const { type, press, last, slack, redash } = await openScene({ settings: oddRows })
  const shown = async (line: string) => {
    await type('ana', 'ops', `/redash run ${line}`)
    return last('ops')
  }
  /** The file of the message, once it is there. */
  const fileOf = async (message: typeof last extends (...given: never[]) => infer M ? M : never) => {
    const files = () => slack.seen('ops').flatMap(({ files: some = [] }) => some)
    const before = files().length
    await press('ana', message, 'csv')
    await vi.waitUntil(() => files().length > before)
    return (await fetch(`${slack.url}${files().at(-1)?.url}`)).text()
  }

  const wide = await shown('31')
  expect(textsOf(wide)).toContain('20 of 200 columns')
  expect(headOf(wide)).toHaveLength(20)

  expect(headOf(await shown('32'))).toEqual(['id', 'id1', 'id2', 'name', 'name1'])

  const enemy = await shown('70')
  expect(headOf(enemy)).toEqual(['<!channel>', '<@U1>', '`code`', '=1+1', '*bold*', '–'])
  expect(rowsIn(enemy)).toEqual([['<!here>', '```', '<https://example.test|click>', '=HYPERLINK("x")', '_a_', '&amp;']])
  // Text of a table is no mark-up; where there is mark-up, it is escaped.
  expect(enemy.text).toContain('“Columns named by an enemy &lt;!channel&gt;”: 1 row')

  const large = await shown('71')
  expect(rowsIn(large).map(([, cell]) => cell?.length)).toEqual([150, 150])
  expect((await fileOf(large)).length).toBeGreaterThan(2_000_000)

  const customers = await fileOf(await shown('2'))
  expect(customers).toContain(`,"'=HYPERLINK(""https://example.test"",""open"")",`)
  expect(customers).toContain(',<!channel>,')

  const limited = await shown('33')
  expect(textsOf(limited).at(-1)).toContain('Redash limits this query to 1,000 rows: there may be more.')
  expect(redash.writes()).toEqual([])
})

test('with the key of the query there is no Cancel button, the message says why, and the run ends', async () => {
  const { slack, world, redash, now, asked, settle } = await openScene({ settings: onlyQueryKeys })
  redash.faults.stuck = 'started'
  await slack.type('ana', 'ops', '/redash run Orders by several status statuses=paid,new --fresh')
  const until = async (text: string) => {
    for (let n = 0; n < 200; n += 1) {
      const message = slack.seen('ops').at(-1)
      if (message && said(message).includes(text)) return message
      await world.advance(250)
      await setTimeout(10)
    }
    throw new Error(`never said: ${text}`)
  }
  const going = await until('is running in Redash')
  expect(said(going)).toContain('with the key of the query, which can’t cancel it')
  expect(buttons(going)).toEqual([])
  const [job] = redash.state.jobs
  if (job) job.dueAt = world.clock.now()
  const rows = await until('“Orders by several statuses”: 2 rows')
  await settle()
  expect(rows.ts).toBe(going.ts)
  expect(textsOf(now(rows)).at(-1)).toContain('Run with the query key “several-statuses”.')
  const runs = [...new Set(asked().map((one) => one.replace(job?.id ?? '-', '<job>')))]
  expect(runs).toEqual(['GET /api/queries/8', 'POST /api/queries/8/results', 'GET /api/queries/8/jobs/<job>'])
})

test.runIf(isFull())(
  '60,000 rows are paged and exported as they came',
  async () => {
    const { type, press, last, slack } = await openScene()
    await type('ana', 'ops', '/redash run 60,000 rows')
    expect(textsOf(last('ops'))).toContain('Rows 1 to 30 of 60,000')
    await press('ana', last('ops'), 'page:30')
    expect(rowsIn(last('ops'))[0]).toEqual(['31', 'row 31', '14.7', '2026-01-01 00:31:00'])
    await press('ana', last('ops'), 'csv')
    const files = await vi.waitUntil(
      () => {
        const all = slack.seen('ops').flatMap(({ files: some = [] }) => some)
        return all.length > 0 ? all : undefined
      },
      { timeout: 30_000 },
    )
    const lines = (await (await fetch(`${slack.url}${files[0]?.url}`)).text()).split('\r\n')
    expect(lines).toHaveLength(60_002)
    expect(lines[60_000]).toBe('60000,row 60000,0,2026-02-11 16:00:00')
  },
  60_000,
)

test('a terminal prints the rows as CSV, and what is to be known of them beside it', async () => {
  const opened = await open('ana')
  onTestFinished(() => opened.close())
  const { terminal, said: told } = typing([], false)
  const written: string[] = []
  const line = 'redash run Customers (all types)'
  const csv = { ...terminal, write: async (text: string) => void written.push(text) }
  expect(await printCsv({ opened, terminal: csv }, line)).toBe('done')
  const lines = written.join('').split('\r\n')
  expect(lines[0]).toBe('id,full_name,email,city,country,note,vip,created_at,lat,lon')
  expect(lines).toHaveLength(42)
  expect(told).toContain('Run with the user key “reader”.')
  told.length = 0
  expect(await printCsv({ opened, terminal: csv }, 'redash run 26')).toBe('failed')
  expect(told.join('\n')).toContain('relation "no_such_table" does not exist')
})
