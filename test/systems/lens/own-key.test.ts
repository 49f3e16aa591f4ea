import { keys, type LocalLens } from 'local-lens'
import { expect, test } from 'vitest'
import { said, startScene } from '../../slack/scene.ts'
import { onFile } from '../../snapshots/scene.ts'

const scene = async () => {
  const env = { COXSWAIN_SEALING_KEY: 'a sealing key of the tests of Lens, long enough' }
  const started = await startScene(onFile, { beside: ['lens'], env })
  const lens: LocalLens | undefined = started.play.lens?.prod
  if (!lens) throw new Error('no Lens was started')
  const { type, press, submit, whispered, last, slack } = started
  const told = () => said(whispered('ana', 'ops').at(-1) ?? last('ops'))
  return {
    ...started,
    lens,
    told,
    direct: () => slack.seen(slack.direct('ana'), 'ana').map(said).at(-1) ?? '',
    give: async (key: string) => {
      await type('ana', 'ops', '/cox connect lens/sales')
      const asked = whispered('ana', 'ops').at(-1)
      if (!asked) throw new Error('nothing was asked')
      await press('ana', asked, 'key')
      await submit('ana', { key })
    },
    rows: () => started.bot.app.context.store.db.selectFrom('personal_keys').selectAll().execute(),
  }
}

test('a key shows what its person may see; nothing is run to check it, and it says what Lens doesn’t tell', async () => {
  const { give, told, type, direct, lens, rows } = await scene()
  await give(keys.oslo)
  expect(told()).toContain("DataOS Lens accepts it, but doesn't say whose it is or when it expires.")
  expect(told()).toContain('Your user group has the API scopes meta and data, not graphql.')
  expect(lens.state.runs).toEqual([])
  expect(lens.requests.map(({ path, body }) => [path.split('/').at(-1), body])).toEqual(
    expect.arrayContaining([
      ['meta', ''],
      ['load', '{}'],
      ['graphql', '{}'],
    ]),
  )
  expect((await rows()).map(({ account }) => account)).toEqual([''])
  await type('ana', 'ops', '/lens total_customers')
  expect(direct()).toContain('Total Customers: 20')
  expect(direct()).toContain('with the access of ana')
})

test('a key of no use is not stored, and it says which API scope is missing', async () => {
  const { give, told, rows } = await scene()
  await give(keys.nobody)
  expect(told()).toContain('its user group lacks the API scope meta, so nothing could be asked with it')
  expect(await rows()).toEqual([])
})

test('how a key that lasts is made is said where one is asked for, and where one is refused', async () => {
  const { give, told, type } = await scene()
  await type('ana', 'ops', '/cox connect lens/sales')
  expect(told()).toContain('Without -d it expires after 24 hours')
  await give(keys.expired)
  expect(told()).toContain("doesn't accept this key: it is unknown, disabled or expired")
  expect(told()).toContain('Without -d it expires after 24 hours')
})

test('a key that says itself when it ends', async () => {
  const { give, told, type, lens, world } = await scene()
  const exp = Math.floor(world.clock.now() / 1_000) + 86_400
  const key = ['{}', JSON.stringify({ exp }), 'signature']
    .map((one) => Buffer.from(one).toString('base64url'))
    .join('.')
  lens.state.keys.push({ secret: key, user: 'users:id:reader' })
  await give(key)
  expect(told()).toContain("DataOS Lens accepts it, but doesn't say whose it is. It is good until 2026-")
  await type('ana', 'ops', '/cox connections')
  expect(told()).toMatch(/your own key, added 2026-[\d :-]+ UTC, good until 2026-/)
})

test('a key whose user group lost a scope since: which one, and what its person can do', async () => {
  const { give, told, type, lens } = await scene()
  await give(keys.oslo)
  for (const group of lens.state.groups) if (group.name === 'oslo') group.scopes = ['meta']
  await type('ana', 'ops', '/lens total_customers')
  expect(told()).toContain('Your own key for DataOS Lens (sales) lacks the API scope “data”')
  expect(told()).toContain('/cox disconnect lens/sales')
})

test('another key of the same person is another reader: nothing that the first one read is shown', async () => {
  const { give, type, direct } = await scene()
  await give(keys.oslo)
  await type('ana', 'ops', '/lens total_customers')
  expect(direct()).toContain('Total Customers: 20')
  await give(keys.reader)
  await type('ana', 'ops', '/lens total_customers')
  expect(direct()).toContain('Total Customers: 60')
})
