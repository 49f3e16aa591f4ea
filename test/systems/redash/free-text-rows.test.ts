import { expect, test } from 'vitest'
import { said } from '../../slack/scene.ts'
import { openScene } from './flow.ts'

/** Settings in which Marc, and Ana later, may run queries, but none with free text in its SQL. */
const textForAnaAlone = (yaml: string) =>
  yaml.replace(
    'redash:dashboard-set:write]\n    includes: [ana@acme.example, marc@acme.example]\n',
    `redash:dashboard-set:write]
    includes: [ana@acme.example]
  - name: redash-runners
    description: They run queries without free text.
    owner: ana@acme.example
    api_scopes: ['redash:*:read', 'redash:queries:run']
    includes: [marc@acme.example, later@acme.example]
`,
  )

test('the rows of a query with free text take its scope for whoever exports or shares them, too', async () => {
  const { type, redash, press, last, whispered, slack } = await openScene({ settings: textForAnaAlone })
  const { customers } = redash.state.tables
  if (!customers) throw new Error('there are no customers')
  // Cells so long that one message doesn't show all of them.
  const rows = customers.rows.map(([id, name, ...rest]) => [
    id ?? null,
    `${name}${' of that name'.repeat(2_000)}`,
    ...rest,
  ])
  redash.state.tables.customers = { ...customers, rows }
  const line = '/redash run Find customer name=Anna --fresh'
  const refused = 'run queries with free text in their SQL'

  await type('ana', 'ops', line)
  const inChannel = last('ops')
  await press('marc', inChannel, 'csv')
  expect(whispered('marc', 'ops').map(said).join()).toContain(refused)

  await type('ana', 'staging', `${line} on redash/prod`)
  const own = last(slack.direct('ana'), 'ana')
  slack.change('ana', { email: 'later@acme.example' })
  await press('ana', own, 'share')
  expect(slack.seen(slack.direct('ana'), 'ana').map(said).join()).toContain(refused)
  expect(slack.seen('staging')).toEqual([])
  expect(slack.seen('ops').flatMap(({ files = [] }) => files)).toEqual([])

  await type('marc', 'ops', '/redash run Daily orders')
  await press('marc', last('ops'), 'page:30')
  expect(said(last('ops'))).toContain('Rows 31 to 60 of 122')
})
