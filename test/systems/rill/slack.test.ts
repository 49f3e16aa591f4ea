import { inspect } from 'node:util'
import { tokens } from 'local-rill'
import { expect, test, vi } from 'vitest'
import { mainlyHttp, mainlySocket, type SceneOptions, type Stand, said, startScene } from '../../slack/scene.ts'
import { next, rowsIn } from '../../slack/tables/shown.ts'
import { storeOf } from '../../store/bytes.ts'

const stale = 5 * 60_000 + 1
/** What every row of the playground has in it. */
const inRows = /acme\.example|Facebook|Microsoft|Yahoo|O'Reilly/
/** Whoever has a trusted e-mail may call APIs and query views. */
const forAll = (yaml: string) => yaml.replace('rill:*:read]', 'rill:*:read, rill:apis:run, rill:metrics:run]')

const playing = async (stand: Stand, options: SceneOptions = {}) => {
  const scene = await startScene(stand, { beside: ['rill'], ...options })
  const { slack, play, type, last } = scene
  const rill = play.rill?.prod
  if (!rill) throw new Error('the play has no Rill')
  const own = (who = 'ana') => last(slack.direct(who), who)
  /** Everything that was ever sent to a channel, edits and files included, but what people typed there. */
  const inChannels = () =>
    JSON.stringify([
      slack.calls.filter(({ args }) => /^[CG]/.test(String(args.channel ?? args.channel_id ?? ''))),
      ...['ops', 'random', 'staging'].map((channel) => slack.seen(channel).filter(({ text }) => !text.startsWith('@'))),
    ])
  return { ...scene, rill, own, inChannels, ask: (who: string, line: string) => type(who, 'ops', line) }
}

mainlyHttp((stand) => {
  test('two people with different policies; paging and CSV are in the direct messages, also on another replica after a restart', async () => {
    const scene = await playing(stand)
    const { ask, own, press, slack, inChannels, startReplica, bot, rill, last } = scene
    const line = '/rill metrics total_bids from ads_regional by publisher, region per day here'
    await Promise.all([ask('ana', line), ask('marc', line)])
    const [ana, marc] = [own('ana'), own('marc')]
    expect(rowsIn(ana)).toHaveLength(20)
    expect(new Set(rowsIn(ana).map((row) => row[2]))).toEqual(new Set(['eu']))
    expect(new Set(rowsIn(marc).map((row) => row[2]))).toEqual(new Set(['us']))
    expect(said(ana)).toContain('Only you see this.')
    await press('ana', ana, next(ana))
    await startReplica()
    await bot.stop()
    rill.requests.length = 0
    const now = () => slack.seen(slack.direct('ana'), 'ana').find(({ ts }) => ts === ana.ts) ?? ana
    const second = rowsIn(now())
    expect(second[0]).not.toEqual(rowsIn(ana)[0])
    await press('ana', now(), next(now()))
    expect(rowsIn(now())[0]).not.toEqual(second[0])
    await press('ana', now(), 'csv')
    const files = (channel: string) => slack.seen(channel, 'ana').flatMap((message) => message.files ?? [])
    await vi.waitUntil(() => files(slack.direct('ana')).length === 1)
    // Nothing was asked again, and nothing of it is anywhere but there.
    expect(rill.requests.filter(({ path }) => path.includes('/query/'))).toEqual([])
    expect(files('ops')).toEqual([])
    expect(inChannels()).not.toMatch(inRows)
    await press('ana', now(), 'share')
    expect(rowsIn(last('ops'))).toHaveLength(20)
    expect(said(last('ops'))).toContain('Shared by ana, read with their own access at')
    expect(said(last('ops'))).toContain('Read with the Rill rights of the person who asked')
    expect(inChannels()).not.toMatch(/"us"/)
  })

  test('who has no e-mail, a quoted one, a guest, a stranger and a deactivated person are refused before any request', async () => {
    const settings = (yaml: string) => `${forAll(yaml)}  guests: true\n`
    const { ask, own, rill, slack, world, whispered, type } = await playing(stand, { settings })
    await ask('ana', '/rill publishers_of_mine')
    expect(rill.requests.length).toBeGreaterThan(0)
    const told: string[] = []
    const usual = { email: 'ana@acme.example', deleted: false, is_email_confirmed: true }
    for (const change of [
      { email: '' },
      { email: `"x'or'1'='1"@acme.example` },
      { email: "pat.o'brien@acme.example" },
      { is_email_confirmed: false },
      { deleted: true },
    ]) {
      slack.change('ana', { ...usual, ...change })
      world.leap(stale)
      rill.requests.length = 0
      await ask('ana', '/rill publishers_of_mine')
      told.push(whispered('ana', 'ops').at(-1)?.text ?? '')
      expect(rill.requests, JSON.stringify(change)).toEqual([])
    }
    expect(told.map((text) => text.slice(0, 200))).toEqual([
      expect.stringMatching(/e-mail is hidden/),
      expect.stringMatching(/“'x'or'1'='1'@acme\.example” can’t be sent to Rill/),
      expect.stringMatching(/“pat\.o'brien@acme\.example” can’t be sent to Rill/),
      expect.stringMatching(/confirm/),
      expect.stringMatching(/deactivated/),
    ])
    slack.change('gus', { email: 'gus@acme.example' })
    for (const [who, says] of [
      ['gus', 'Guests of the workspace can’t ask Rill'],
      ['sam', 'Only people of this workspace'],
    ] as const) {
      await type(who, slack.direct(who), 'rill publishers_of_mine')
      expect(own(who).text).toContain(says)
    }
    expect(rill.requests).toEqual([])
  })
})

mainlySocket((stand) => {
  test('no token of the bot or of a person, and nothing that Rill says of an error, is in the store, messages, or figures', async () => {
    const lines: string[] = []
    const scene = await playing(stand, { env: { LOG_LEVEL: 'debug' }, own: { log: (line) => void lines.push(line) } })
    const { ask, press, own, whispered, rill, slack, database, bot } = scene
    await ask('ana', '/rill publishers_of_mine')
    await press('ana', own(), 'share')
    await ask('marc', '/rill metrics total_bids from ads_metrics by publisher')
    await ask('ana', '/rill broken_sql')
    expect(whispered('ana', 'ops').at(-1)?.text).toContain('couldn’t run this query')
    await ask('ana', '/rill restricted')
    for (const mints of ['service', 'somebody else', 'admin', 'no token'] as const) {
      rill.faults.mints = mints
      rill.faults.expired = true
      await ask('rita', '/rill views')
      await ask('marc', '/rill publishers_of_mine')
    }
    Object.assign(rill.faults, { mints: false, expired: false, runtimeDown: true })
    await ask('ana', '/rill top_domains')
    const places = {
      log: lines.join('\n'),
      store: await storeOf(database),
      calls: JSON.stringify(slack.calls.map(({ args }) => args)),
      figures: await bot.app.meter.page([]),
      context: inspect(bot.app.context, { depth: 8 }),
    }
    // Every token of a person begins so, whoever it is for.
    const [head = ''] = rill.tokenWith({ attr: {} }).split('.')
    expect(head.length).toBeGreaterThan(30)
    for (const [name, secret] of Object.entries({ service: tokens.admin, person: head }))
      for (const [place, text] of Object.entries(places))
        for (const form of [
          secret,
          Buffer.from(secret).toString('base64').slice(0, 36),
          Buffer.from(secret).toString('hex'),
        ])
          expect(text.includes(form), `${name} in ${place}`).toBe(false)
    const { log, ...others } = places
    const ofRill = /no_such_table|Parser Error|runtime\.internal|dial tcp|user\.region|rowFilter/
    for (const [place, text] of Object.entries(others)) expect(ofRill.exec(text)?.[0], place).toBeUndefined()
    expect(log).toMatch(/no_such_table/)
    expect(log).toMatch(/dial tcp/)
  })

  test('what people change in their Slack profile changes no row, but for a title that the settings trust', async () => {
    const attributes = '\n    attributes: { region: { profile: title } }\n    trustProfileField: true'
    const trusting = (yaml: string) => yaml.replace('    mode: user', `    mode: user${attributes}`)
    for (const settings of [(yaml: string) => yaml, trusting]) {
      const { ask, own, slack, world } = await playing(stand, { settings })
      const rows = async (title: string) => {
        slack.change('ana', { title, display_name: `ana ${title}`, real_name: title })
        world.leap(stale)
        await ask('ana', '/rill metrics total_bids from ads_regional by region')
        return rowsIn(own()).map(([region]) => region)
      }
      expect(await rows('eu')).toEqual(['eu'])
      expect(await rows('us')).toEqual([settings === trusting ? 'us' : 'eu'])
    }
  })
})
