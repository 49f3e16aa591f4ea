import { expect, test } from 'vitest'
import { textOf } from '../../bot.ts'
import { type SceneOptions, startScene } from '../../flow/setup.ts'
import { said, startScene as startSlack } from '../../slack/scene.ts'
import { onFile } from '../../snapshots/scene.ts'

const start = async (options: Pick<SceneOptions, 'settings'> = {}) => {
  const scene = await startScene(onFile, { beside: ['rill'], ...options })
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
    expect(message.notes).toContain(
      'Read with the Rill rights of the person who asked; others may see more or fewer rows.',
    )
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
    expect.stringMatching(/^I didn’t call “documented”\. “domain” is required\. “publisher” must be one of “Facebook”/),
  ])
  expect(rill.requests.filter(({ path }) => path.endsWith('/api/documented'))).toEqual([])
})

test('an argument that nobody declares, and an API that the settings do not offer, are refused', async () => {
  const { ask, rill } = await start()
  expect((await ask('rill call whoami x=1')).message.title).toMatch(/doesn’t say in Rill which arguments it takes/)
  expect((await ask('rill call by_email')).message.title).toMatch(/^No API is called “by_email”/)
  expect(rill.requests.filter(({ path }) => /\/api\/(whoami|by_email)/.test(path))).toEqual([])
})

test('what Rill says of an error, with SQL and policies in it, is nowhere in the answer', async () => {
  const { ask } = await start()
  const { message } = await ask('rill call broken_sql')
  expect(message.title).toBe(
    'Rill (prod) couldn’t run this query. Its error may show data or policies, so only my log has it: ask whoever runs the bot.',
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
  expect(message.notes?.join(' ')).toMatch(/Rill doesn’t say whether a policy of the project hid rows/)
})

test('a local Rill says that its policies are off', async () => {
  const { ask } = await start()
  const { message } = await ask('rill call publishers_of_mine --on local')
  expect(message.notes?.join(' ')).toMatch(/its policies are off/)
})

test('no row of a personal answer is in a channel before it is shared', async () => {
  const scene = await startSlack(onFile, { beside: ['rill'] })
  const { type, press, last, slack } = scene
  const line = '/rill call publishers_of_mine here'
  await type('ana', 'ops', line)
  const inChannels = () =>
    JSON.stringify([slack.calls.filter(({ args }) => /^[CG]/.test(String(args.channel))), slack.seen('ops')])
  expect(inChannels()).not.toMatch(/Facebook|Microsoft/)
  const own = last(slack.direct('ana'), 'ana')
  expect(said(own)).toMatch(/Facebook/)
  await press('ana', own, 'share')
  expect(inChannels()).toMatch(/Facebook/)
  expect(said(last('ops'))).toContain('Shared by ana, read with their own access at')
})

test('a list says with whose rights a call is read, also if there is no API to call', async () => {
  const without = (yaml: string) => yaml.replace(/^ {4}apis:\n(?: {6}.*\n)+/gm, '')
  for (const settings of [(yaml: string) => yaml, without]) {
    const { ask } = await start({ settings })
    const { title, notes } = (await ask('rill apis')).message
    expect(title).toMatch(settings === without ? /^No custom API/ : /custom APIs$/)
    expect(notes?.join(' ')).toMatch(/depends on the Rill rights of the person who asks/)
    const local = (await ask('rill apis --on local')).message
    expect(local.notes?.join(' ')).toMatch(/its policies are off/)
  }
})

test('the settings alone decide who may call an API, because Rill doesn’t enforce its `security.access`', async () => {
  const open = await start()
  expect(open.rill.state.apis.find(({ name }) => name === 'admin_only')?.access).toBe('{{ .user.admin }}')
  expect((await open.ask('rill call admin_only')).message.facts).toEqual({ rows: 5 })
  const others = (yaml: string) =>
    yaml.replaceAll('admin_only: { to: [rill-analysts] }', 'admin_only: { to: [nobody] }')
  const { ask, rill } = await start({ settings: others })
  const { ending, message } = await ask('rill call admin_only')
  expect(ending).toBe('usage')
  expect(message.title).toMatch(/^No API is called “admin_only”/)
  expect((await ask('rill apis')).message.notes?.join(' ')).toMatch(/1 more is offered to other groups only/)
  expect(rill.requests.filter(({ path }) => path.endsWith('/admin_only'))).toEqual([])
})

test('an API is called by its name alone; the names of commands stay commands', async () => {
  const { ask } = await start()
  const short = await ask('rill publishers_of_mine')
  expect(short.message.table?.rows).toEqual((await ask('rill call publishers_of_mine')).message.table?.rows)
  expect((await ask('rill documented domain=acme.example limit=2')).message.title).toBe('“documented” has 2 rows')
  expect((await ask('rill apis')).message.title).toMatch(/custom APIs$/)
  expect((await ask('rill views')).message.title).toMatch(/metrics views$/)
  expect((await ask('rill metrics')).ending).toBe('usage')
  const slip = await ask('rill veiws')
  expect(slip.message.title).toMatch(/^No API is called “veiws”/)
  expect(slip.message.next).toContain('rill views')
})
