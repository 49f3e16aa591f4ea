import { expect, test } from 'vitest'
import { buttons, said } from '../../slack/scene.ts'
import { redashScene } from './flow.ts'

const sql =
  "SELECT region,\n       count(*) AS <!channel>\n  FROM orders\n WHERE created_at > '2026-11-01 00:00'\n GROUP BY 1"

type Scene = Awaited<ReturnType<typeof redashScene>>

/** Ana asks for a new query in #ops and opens its form. */
const opened = async ({ type, press, whispered, last, slack }: Scene, line = '/redash query create') => {
  await type('ana', 'ops', line)
  const asked = whispered('ana', 'ops').at(-1) ?? last('ops')
  await press('ana', asked, 'form')
  return { asked, view: slack.view('ana') }
}

const filled = { Name: 'Orders by region', 'Data source': '0', SQL: sql, Description: 'Of this month' }

test('a query from a form: the proposal shows all of its SQL, and what is confirmed is created', async () => {
  const scene = await redashScene()
  const { submit, last, press, redash } = scene
  const { asked, view } = await opened(scene)
  expect(asked.text).toContain('A new query needs a name, a data source and SQL.')
  expect(view?.title).toBe('New query')
  expect(JSON.stringify(view?.blocks)).toContain('Demo shop')
  await submit('ana', filled)
  const proposal = last('ops')
  expect(proposal.text).toContain('Create query “Orders by region” on redash/prod?')
  const shown = (proposal.blocks ?? []).flatMap(({ elements }) => (Array.isArray(elements) ? elements : []))
  expect(shown).toContainEqual({ type: 'rich_text_preformatted', elements: [{ type: 'text', text: sql }] })
  expect(said(proposal)).toContain('/redash query create')
  expect(buttons(proposal)).toContain('confirm')
  const made = () => redash.state.queries.filter(({ name }) => name === 'Orders by region')
  expect(made()).toEqual([])
  await press('marc', proposal, 'confirm')
  expect(last('ops').text).toContain('Created query “Orders by region” on redash/prod')
  expect(made()).toMatchObject([{ sql, draft: true, description: 'Of this month', source: 1 }])
})

test('what must not become a query: placeholders, a name that is taken, SQL that no message shows', async () => {
  const scene = await redashScene()
  const { submit, last, whispered, redash } = scene
  const before = redash.state.queries.length
  const answer = () => (whispered('ana', 'ops').at(-1) ?? last('ops')).text
  await opened(scene)
  await submit('ana', { ...filled, SQL: 'SELECT {{ x }}' })
  expect(answer()).toContain('The SQL has the placeholder “x”')
  await opened(scene)
  await submit('ana', { ...filled, Name: 'Daily orders' })
  expect(answer()).toContain('Redash already has a query called “Daily orders”. Choose another name.')
  await opened(scene)
  await submit('ana', { ...filled, SQL: `SELECT '${'"'.repeat(2_980)}'` })
  expect(answer()).toContain('The SQL is too long to be shown here in full, so nobody could confirm it.')
  await opened(scene)
  await submit('ana', { ...filled, SQL: 'SELECT 1 -- \u202e' })
  expect(scene.slack.view('ana')?.errors).toMatchObject({ 2: 'Remove the invisible character.' })
  expect(redash.state.queries).toHaveLength(before)
  expect(scene.slack.seen('ops')).toEqual([])
})

test('changed by somebody else in the meantime: nothing is created', async () => {
  const scene = await redashScene()
  const { submit, last, press, now, redash } = scene
  await opened(scene)
  await submit('ana', filled)
  const proposal = last('ops')
  const { state } = redash
  const [query] = state.queries
  if (query) state.queries.push({ ...query, id: 999, name: 'Orders by region', sql: 'SELECT 2', draft: true })
  await press('marc', proposal, 'confirm')
  expect(now(proposal).text).not.toContain('Created')
  expect(state.queries.filter(({ name }) => name === 'Orders by region')).toHaveLength(1)
})

test('somebody who may not create queries is refused before anything is asked', async () => {
  const { type, whispered, slack } = await redashScene()
  await type('rita', 'ops', '/redash query create')
  expect(whispered('rita', 'ops').at(-1)?.text).toContain('redash-analysts')
  expect(buttons(whispered('rita', 'ops').at(-1) ?? {})).not.toContain('form')
  expect(slack.view('rita')).toBeUndefined()
})
