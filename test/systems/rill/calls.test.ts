import { expect, test } from 'vitest'
import { textOf } from '../../bot.ts'
import { startScene } from '../../flow/setup.ts'
import { startScene as startSlack } from '../../slack/scene.ts'
import { onFile } from '../../snapshots/scene.ts'

const start = async () => {
  const scene = await startScene(onFile, { beside: ['rill'] })
  const { rill } = scene.play
  if (!rill) throw new Error('the play has no Rill')
  return { ...scene, rill: rill.prod }
}

test('two people get their own rows of one call, each in the direct messages, with whose rights it was read', async () => {
  const { ask } = await start()
  const [ana, marc] = await Promise.all([
    ask('rill call publishers_of_mine', 'ana'),
    ask('rill call publishers_of_mine', 'marc'),
  ])
  for (const { ending, to, message } of [ana, marc]) {
    expect([ending, to]).toEqual(['done', 'direct'])
    expect(message.notes).toContain('It is what your own rights in Rill show; others may see more or less.')
  }
  expect(ana.message.provenance?.source).toMatch(/^Rill, with the access of /)
  expect(ana.message.table?.columns.map(({ label }) => label)).toEqual(['publisher', 'total_bids', 'total_spend'])
  expect(ana.message.table?.rows).not.toEqual(marc.message.table?.rows)
})

test('a value that is missing or wrong is named, and nothing is called', async () => {
  const { ask, rill } = await start()
  await ask('rill apis')
  rill.requests.length = 0
  const { ending, message } = await ask('rill call documented publisher=Bing')
  expect([ending, message.title]).toEqual([
    'usage',
    expect.stringMatching(/isn't called\. “domain” must be given\. “publisher” must be one of “Facebook”/),
  ])
  expect(rill.requests.filter(({ path }) => path.endsWith('/api/documented'))).toEqual([])
})

test('an argument that nobody declares, and an API that the settings do not offer, are refused', async () => {
  const { ask, rill } = await start()
  expect((await ask('rill call whoami x=1')).message.title).toMatch(/doesn’t say in Rill which arguments it takes/)
  expect((await ask('rill call by_email')).message.title).toMatch(/^No api is called “by_email”/)
  expect(rill.requests.filter(({ path }) => /\/api\/(whoami|by_email)/.test(path))).toEqual([])
})

test('what Rill says of an error, with SQL and policies in it, is nowhere in the answer', async () => {
  const { ask } = await start()
  const { message } = await ask('rill call broken_sql')
  expect(message.title).toBe(
    'Rill (prod) couldn’t run this query. What it said can show data and policies, so only the bot’s log has it: ask whoever runs the bot.',
  )
  expect(textOf(message)).not.toMatch(/no_such_table|SELECT/)
  expect((await ask('rill call restricted')).message.title).toMatch(/doesn’t allow this with these rights/)
  expect((await ask('rill call ad_rows mult=3')).message.title).toMatch(/at most 10,000 rows/)
})

test('an empty answer says with whose rights it was read', async () => {
  const { ask, rill } = await start()
  const user = rill.state.users.find(({ email }) => email === 'ana@acme.example')
  Object.assign(user ?? {}, { attributes: { region: 'nowhere' } })
  const { message } = await ask('rill call publishers_of_mine')
  expect(message.title).toBe('“publishers_of_mine” has no rows')
  expect(message.notes?.join(' ')).toMatch(/read with your own rights/)
})

test('a local Rill says that its policies are off', async () => {
  const { ask } = await start()
  const { message } = await ask('rill call publishers_of_mine --on local')
  expect(message.notes?.join(' ')).toMatch(/its policies are off/)
})

test('no row of a personal answer is in a channel before it is shared', async () => {
  const scene = await startSlack(onFile, { beside: ['rill'] })
  await scene.type('ana', 'ops', 'rill call publishers_of_mine here')
  const isLine = ({ text }: { readonly text?: string }) => text === 'rill call publishers_of_mine here'
  // The channel has the line that Ana typed there, and nothing from the bot.
  expect(scene.slack.seen('ops', 'marc').filter((one) => !isLine(one))).toEqual([])
  const own = scene.slack.seen('ops', 'ana').filter((one) => !isLine(one))
  expect(JSON.stringify(own)).not.toMatch(/Facebook|Microsoft/)
})
