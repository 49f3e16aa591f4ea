import { inspect } from 'node:util'
import { keys } from 'local-redash'
import { expect, test } from 'vitest'
import { storeOf } from '../store/bytes.ts'
import { buttons, mainlyHttp, mainlySocket, type SceneOptions, type Stand, said, startScene } from './scene.ts'

const sealingKey = '0123456789abcdef0123456789abcdef-sealing'
const day = 24 * 60 * 60_000

const playing = async (stand: Stand, options: SceneOptions = {}) => {
  const env = { COXSWAIN_SEALING_KEY: sealingKey, ...options.env }
  const scene = await startScene(stand, { beside: ['redash'], ...options, env })
  const redash = scene.play.redash?.prod
  if (!redash) throw new Error('no Redash was started')
  const { type, press, submit, whispered, slack } = scene
  const told = (who = 'ana') => said(whispered(who, 'ops').at(-1) ?? scene.last('ops'))
  const direct = (who = 'ana') => slack.seen(slack.direct(who), who)
  return {
    ...scene,
    redash,
    told,
    direct,
    /** The whole of it: the command, the button, the modal. */
    give: async (key: string, who = 'ana') => {
      await type(who, 'ops', '/cox connect redash/prod')
      const asked = whispered(who, 'ops').at(-1)
      if (!asked) throw new Error('nothing was asked')
      await press(who, asked, 'key')
      await submit(who, { key })
    },
    acts: async () =>
      (await scene.bot.app.context.store.audit.recent(100)).filter(({ kind }) => kind.startsWith('key')),
    rows: () => scene.bot.app.context.store.db.selectFrom('personal_keys').selectAll().execute(),
  }
}

mainlyHttp((stand) => {
  test('a key is checked, stored, used for what its person reads, and removed', async () => {
    const { give, told, type, direct, slack, last, acts, rows } = await playing(stand)
    await give(keys.viewer)
    expect(told()).toContain('Your key for redash/prod is stored')
    expect(told()).toContain('Redash says it is the key of')
    const posts = slack.seen('ops').length
    await type('ana', 'ops', '/redash queries')
    expect(slack.seen('ops')).toHaveLength(posts)
    const answer = direct().at(-1)
    expect(answer && said(answer)).toContain('with the access of ana')
    expect(answer && buttons(answer)).toContain('share')
    await type('marc', 'ops', '/redash queries')
    expect(said(last('ops'))).not.toContain('with the access of')
    await type('ana', 'ops', '/cox connections')
    expect(told()).toContain('your own key, of')
    await type('ana', 'ops', '/cox disconnect redash/prod')
    expect(told()).toContain('Your key for redash/prod is removed')
    expect(await rows()).toEqual([])
    await type('ana', 'ops', '/redash queries')
    expect(said(last('ops'))).not.toContain('with the access of')
    expect((await acts()).map(({ kind, payload }) => [kind, payload])).toMatchObject([
      ['key removed', { connection: 'redash/prod' }],
      ['key given', { connection: 'redash/prod', account: expect.stringContaining('@') }],
    ])
  })

  test('a key is found nowhere but sealed: not in the log, the store, messages or figures, whatever becomes of it', async () => {
    const lines: string[] = []
    const scene = await playing(stand, { env: { LOG_LEVEL: 'debug' }, own: { log: (line) => void lines.push(line) } })
    const { give, type, redash, database, slack, bot, press, direct } = scene
    await give(keys.viewer)
    await type('ana', 'ops', '/redash queries')
    await give(keys.bad, 'marc')
    redash.faults.garbage = 'text'
    await give(keys.colleague, 'marc')
    redash.faults.garbage = false
    const answer = direct().at(-1)
    if (answer) await press('ana', answer, 'share')
    const places = {
      log: lines.join('\n'),
      store: await storeOf(database),
      calls: JSON.stringify(slack.calls.map(({ args }) => args)),
      figures: await bot.app.meter.page([]),
      context: inspect(bot.app.context, { depth: 8 }),
    }
    for (const [name, key] of Object.entries({
      viewer: keys.viewer,
      bad: keys.bad,
      colleague: keys.colleague,
      sealingKey,
    }))
      for (const [place, text] of Object.entries(places))
        for (const form of [key, Buffer.from(key).toString('base64').slice(0, 40), Buffer.from(key).toString('hex')])
          expect(text.includes(form), `${name} in ${place}`).toBe(false)
    expect(lines.length).toBeGreaterThan(0)
  })
})

mainlySocket((stand) => {
  test('what Redash does not accept is not stored, nor what is no key, nor a key of a query', async () => {
    const { give, told, rows, redash } = await playing(stand)
    for (const key of [keys.bad, keys.disabled, redash.keyOf(7)]) {
      await give(key)
      expect(told()).toContain('does not accept this key')
    }
    for (const key of ['two words', 'größer-als-ascii']) {
      await give(key)
      expect(told()).toContain('A key is one word')
    }
    redash.faults.redisDown = true
    expect(await rows()).toEqual([])
  })

  test('a sealing key that was changed or is gone is reported; nothing is read with another key instead', async () => {
    const { give, type, told, bot, redash } = await playing(stand)
    await give(keys.viewer)
    const { context } = bot.app
    await context.store.db.updateTable('personal_keys').set({ person: 'slack:T0ACME/U03MARC' }).execute()
    const before = redash.requests.length
    await type('marc', 'ops', '/redash queries')
    expect(told('marc')).toContain("can't be opened")
    expect(redash.requests).toHaveLength(before)
    await type('marc', 'ops', '/cox connections')
    expect(told('marc')).toContain('can’t be opened')
    await type('marc', 'ops', '/cox disconnect redash/prod')
    expect(told('marc')).toContain('is removed')
  })

  test('without a sealing key, for a system that takes none, and for who may read nothing there, it says so', async () => {
    const { type, told } = await playing(stand, { env: { COXSWAIN_SEALING_KEY: '' } })
    await type('ana', 'ops', '/cox connect redash/prod')
    expect(told()).toContain('COXSWAIN_SEALING_KEY')
    await type('ana', 'ops', '/cox connect rudder/prod')
    expect(told()).toContain('Rudder takes no keys of people')
  })

  test('a key that Redash refuses later is named as the person’s own', async () => {
    const { give, type, told, redash } = await playing(stand)
    await give(keys.viewer)
    redash.state.users = redash.state.users.map((user) =>
      user.apiKey === keys.viewer ? { ...user, disabled: true } : user,
    )
    await type('ana', 'ops', '/redash queries')
    expect(told()).toContain('does not accept your own key')
    expect(told()).toContain('/cox connect redash/prod')
  })

  test('keys are forgotten after their days', async () => {
    const { give, pass, rows } = await playing(stand)
    await give(keys.viewer)
    await pass(89 * day)
    expect(await rows()).toHaveLength(1)
    await pass(2 * day)
    expect(await rows()).toEqual([])
  })
})
