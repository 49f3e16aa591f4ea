import { inspect } from 'node:util'
import { keys as lensKeys } from 'local-lens'
import { keys } from 'local-redash'
import { describe, expect, test } from 'vitest'
import { storeOf } from '../store/bytes.ts'
import { buttons, mainlyHttp, mainlySocket, type SceneOptions, type Stand, said, startScene } from './scene.ts'

const sealingKey = '0123456789abcdef0123456789abcdef-sealing'
const day = 24 * 60 * 60_000

/** A system in which people can read with keys of their own. */
interface Kind {
  readonly system: 'lens' | 'redash'
  readonly connection: string
  /** A read, which the bot's tokens can make too. */
  readonly line: string
  readonly key: string
  readonly other: string
  /** What it doesn't accept. */
  readonly bad: readonly string[]
  /** What it says of the key once it is stored, and in the audit log. */
  readonly says: string
  readonly account: object
}

const redashKind: Kind = {
  system: 'redash',
  connection: 'redash/prod',
  line: '/redash queries',
  key: keys.viewer,
  other: keys.colleague,
  bad: [keys.bad, keys.disabled],
  says: 'Redash says it is the key of',
  account: { account: expect.stringContaining('@') },
}
const lensKind: Kind = {
  system: 'lens',
  connection: 'lens/sales',
  line: '/lens total_customers',
  key: lensKeys.oslo,
  other: lensKeys.reader,
  bad: [lensKeys.bad, lensKeys.expired],
  says: "DataOS Lens accepts it, but doesn't say whose it is or when it expires",
  account: {},
}

/** What isn’t read with somebody’s own key is answered where it was asked. */
const answered = (yaml: string) => `${yaml}\nslack:\n  answers:\n    C0OPS: channel\n`

const playing = async (stand: Stand, { system, connection }: Kind, options: SceneOptions = {}) => {
  const env = { COXSWAIN_SEALING_KEY: sealingKey, ...options.env }
  const scene = await startScene(stand, { beside: [system], settings: answered, ...options, env })
  const local = scene.play[system]?.prod
  if (!local) throw new Error(`no ${system} was started`)
  const { type, press, submit, whispered, slack } = scene
  const told = (who = 'ana') => said(whispered(who, 'ops').at(-1) ?? scene.last('ops'))
  const direct = (who = 'ana') => slack.seen(slack.direct(who), who)
  return {
    ...scene,
    local,
    told,
    direct,
    /** The whole of it: the command, the button, the modal. */
    give: async (key: string, who = 'ana') => {
      await type(who, 'ops', `/cox connect ${connection}`)
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
  describe.each([redashKind, lensKind])('$connection', (kind) => {
    const { connection, line, key, other, bad } = kind

    test('a key is checked, stored, used for what its person reads, and removed', async () => {
      const { give, told, type, direct, slack, last, acts, rows } = await playing(stand, kind)
      await give(key)
      expect(told()).toContain(`Your key for ${connection} is stored`)
      expect(told()).toContain(kind.says)
      const posts = slack.seen('ops').length
      await type('ana', 'ops', line)
      expect(slack.seen('ops')).toHaveLength(posts)
      const answer = direct().at(-1)
      expect(answer && said(answer)).toContain('with the access of ana')
      expect(answer && buttons(answer)).toContain('share')
      await type('marc', 'ops', line)
      expect(said(last('ops'))).not.toContain('with the access of')
      await type('ana', 'ops', '/cox connections')
      expect(told()).toContain('your own key, ')
      await type('ana', 'ops', `/cox disconnect ${connection}`)
      expect(told()).toContain(`Your key for ${connection} is removed`)
      expect(await rows()).toEqual([])
      await type('ana', 'ops', line)
      expect(said(last('ops'))).not.toContain('with the access of')
      expect((await acts()).map(({ kind, payload }) => [kind, payload])).toMatchObject([
        ['key removed', { connection }],
        ['key given', { connection, ...kind.account }],
      ])
    })

    test('a key is found nowhere but sealed: not in the log, the store, messages or figures, whatever becomes of it', async () => {
      const lines: string[] = []
      const scene = await playing(stand, kind, {
        env: { LOG_LEVEL: 'debug' },
        own: { log: (line) => void lines.push(line) },
      })
      const { give, type, local, database, slack, bot, press, direct } = scene
      await give(key)
      await type('ana', 'ops', line)
      await give(bad[0] ?? '', 'marc')
      local.faults.garbage = 'text'
      await give(other, 'marc')
      local.faults.garbage = false
      const answer = direct().at(-1)
      if (answer) await press('ana', answer, 'share')
      const places = {
        log: lines.join('\n'),
        store: await storeOf(database),
        calls: JSON.stringify(slack.calls.map(({ args }) => args)),
        figures: await bot.app.meter.page([]),
        context: inspect(bot.app.context, { depth: 8 }),
      }
      for (const [name, key] of Object.entries({ own: kind.key, bad: bad[0] ?? '', other, sealingKey }))
        for (const [place, text] of Object.entries(places))
          for (const form of [key, Buffer.from(key).toString('base64').slice(0, 40), Buffer.from(key).toString('hex')])
            expect(text.includes(form), `${name} in ${place}`).toBe(false)
      expect(lines.length).toBeGreaterThan(0)
    })
  })
})

mainlySocket((stand) => {
  describe.each([redashKind, lensKind])('$connection', (kind) => {
    const { connection, line, key, bad } = kind

    test('what the system does not accept is not stored, nor what is no key, nor one that it can’t be asked about', async () => {
      const { give, told, rows, local, play } = await playing(stand, kind)
      // Redash opens no session for the key of a query.
      const ofQuery = play.redash ? [play.redash.prod.keyOf(7)] : []
      for (const one of [...bad, ...ofQuery]) {
        await give(one)
        expect(told()).toContain('accept this key')
      }
      for (const one of ['two words', 'größer-als-ascii']) {
        await give(one)
        expect(told()).toContain('A key is one word')
      }
      local.faults.down = true
      await give(key)
      expect(told()).toContain('cannot be reached')
      expect(await rows()).toEqual([])
    })

    test('a sealed key that was copied to another person’s row can’t be opened, and nothing is read with another key instead', async () => {
      const { give, type, told, bot, local } = await playing(stand, kind)
      await give(key)
      const { context } = bot.app
      await context.store.db.updateTable('personal_keys').set({ person: 'slack:T0ACME/U03MARC' }).execute()
      const before = local.requests.length
      await type('marc', 'ops', line)
      expect(told('marc')).toContain("can't be opened")
      expect(local.requests).toHaveLength(before)
      await type('marc', 'ops', '/cox connections')
      expect(told('marc')).toContain('can’t be opened')
      await type('marc', 'ops', `/cox disconnect ${connection}`)
      expect(told('marc')).toContain('is removed')
    })

    test('without a sealing key, for a system that takes none, and for who may read nothing there, it says so', async () => {
      const { type, told } = await playing(stand, kind, { env: { COXSWAIN_SEALING_KEY: '' } })
      await type('ana', 'ops', `/cox connect ${connection}`)
      expect(told()).toContain('COXSWAIN_SEALING_KEY')
      await type('ana', 'ops', '/cox connect rudder/prod')
      expect(told()).toContain('Rudder takes no keys of people')
    })

    test('a key that the system refuses later is named as the person’s own', async () => {
      const { give, type, told, play } = await playing(stand, kind)
      await give(key)
      if (play.redash)
        play.redash.prod.state.users = play.redash.prod.state.users.map((user) =>
          user.apiKey === key ? { ...user, disabled: true } : user,
        )
      if (play.lens) play.lens.prod.state.keys = play.lens.prod.state.keys.filter(({ secret }) => secret !== key)
      await type('ana', 'ops', line)
      expect(told()).toContain('accept your own key')
      expect(told()).toContain(`/cox connect ${connection}`)
    })

    test('keys are forgotten after their days', async () => {
      const { give, pass, rows } = await playing(stand, kind)
      await give(key)
      await pass(89 * day)
      expect(await rows()).toHaveLength(1)
      await pass(2 * day)
      expect(await rows()).toEqual([])
    })
  })
})
