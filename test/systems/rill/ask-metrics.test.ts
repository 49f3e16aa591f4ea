import { expect, test } from 'vitest'
import { startScene } from '../../flow/setup.ts'
import { onFile } from '../../snapshots/scene.ts'

const start = async () => {
  const scene = await startScene(onFile, { beside: ['rill'] })
  const { rill } = scene.play
  if (!rill) throw new Error('the play has no Rill')
  return { ...scene, rill: rill.prod }
}

test('two people ask the same of a metrics view, and each gets what the policy lets them see', async () => {
  const { ask, rill } = await start()
  const line = 'rill metrics total_bids, total_spend from ads_regional by publisher top 3'
  const [ana, marc] = await Promise.all([ask(line, 'ana'), ask(line, 'marc')])
  for (const { ending, to, message } of [ana, marc]) {
    expect([ending, to]).toEqual(['done', 'direct'])
    expect(message.title).toBe('Total Bids, Total Spend by Publisher: 3 rows')
    expect(message.table?.columns).toEqual([
      { label: 'Publisher', type: 'text', nulls: true },
      { label: 'Total Bids', type: 'integer', nulls: true },
      { label: 'Total Spend (USD)', nulls: true },
    ])
    expect(message.notes).toEqual([
      'Read with the Rill rights of the person who asked; others may see more or fewer rows.',
    ])
  }
  expect(ana.message.table?.rows).not.toEqual(marc.message.table?.rows)
  const asked = rill.requests.filter(({ path }) => path.endsWith('/query/resolver'))
  expect(asked.map(({ caller }) => caller).toSorted()).toEqual(['ana@acme.example', 'marc@acme.example'])
  for (const { body } of asked) expect(body).not.toMatch(/"rows"|"sql"/)
})

test('time is cut and limited on the clock of the connection, and what was understood is said', async () => {
  const { ask } = await start()
  const { message } = await ask('rill metrics total_bids from ads_open per day last 3 days')
  expect(message.title).toBe('Total Bids per day: 3 rows')
  expect(message.fields).toEqual([
    { label: 'Understood as', value: 'total_bids from ads_open per day of ts last 3 days' },
    { label: 'Time', value: expect.stringMatching(/^\d{4}-\d\d-\d\d to \d{4}-\d\d-\d\d \(UTC\)$/) },
  ])
  const days = message.table?.rows.map(([day]) => String(day)) ?? []
  expect(days).toEqual(days.toSorted())
  expect(days.every((day) => /^\d{4}-\d\d-\d\d$/.test(day))).toBe(true)
})

test('one measure alone is a figure', async () => {
  const { ask } = await start()
  const { message } = await ask('rill metrics total_bids from ads_open')
  expect(message.title).toBe('Total Bids: 5,000')
  expect(message.facts).toEqual({ rows: 1, value: 5000 })
})

test('nothing found says whose rights and when the view has rows', async () => {
  const { ask } = await start()
  const { message } = await ask('rill metrics total_bids from ads_open by publisher from 2001-01-01 to 2001-12-31')
  expect(message.title).toBe('Total Bids by Publisher: no rows')
  expect(message.notes?.join(' ')).toMatch(
    /Rill doesn’t say whether a policy of the project hid rows\. This view has rows from \d{4}-\d\d-\d\d to \d{4}-\d\d-\d\d \(UTC\)\./,
  )
})

test('a figure of nothing says so as well', async () => {
  const { ask, rill } = await start()
  const user = rill.state.users.find(({ email }) => email === 'ana@acme.example')
  Object.assign(user ?? {}, { attributes: { region: 'nowhere' } })
  for (const [measure, shown] of [
    ['total_bids', 'Total Bids: 0'],
    ['total_spend', 'Total Spend: no figure'],
  ]) {
    const { message } = await ask(`rill metrics ${measure} from ads_regional`)
    expect(message.title).toBe(shown)
    expect(message.notes?.join(' ')).toMatch(/Rill doesn’t say whether a policy of the project hid rows/)
  }
})

test.for([
  ['total_bidz from ads_open', 'There is no measure called “total_bidz”. Did you mean “total_bids”?'],
  ['total_bids from ads_opn', 'There is no metrics view called “ads_opn”. Did you mean “ads_open”?'],
  ['total_bids', 'Which metrics view? Say it after “from”: “ads_metrics”, “ads_open”, “ads_regional”.'],
  ['total_bids from ads_admin', 'There is no metrics view called “ads_admin”.'],
  ['total_bids from ads_open by sql', 'There is no dimension called “sql”.'],
] as const)('rill metrics %s: nothing is asked', async ([line, says]) => {
  const { ask, rill } = await start()
  const { ending, message } = await ask(`rill metrics ${line}`)
  expect(ending).toBe('usage')
  expect(message.title).toContain(says)
  expect(rill.requests.filter(({ path }) => path.endsWith('/query/resolver'))).toEqual([])
})

test('a local Rill answers all the same, and says that its policies are off', async () => {
  const { ask } = await start()
  const { message } = await ask('rill metrics total_bids from ads_regional --on local')
  expect(message.title).toBe('Total Bids: 5,000')
  expect(message.notes?.join(' ')).toMatch(/its policies are off/)
})
