import { expect, test, vi } from 'vitest'
import { isFull } from '../../runs.ts'
import { mainlyHttp, type Scene, said, startScene } from '../scene.ts'
import { fewRead, next } from './shown.ts'

const calls = ['files.getUploadURLExternal', 'upload', 'files.completeUploadExternal'] as const

/** The files in a channel, each with the message that it came with. */
const filesIn = ({ slack }: Scene, channel = 'ops') =>
  slack.seen(channel, 'ana').flatMap((message) => (message.files ?? []).map((file) => ({ ...file, message })))

const arrived = (scene: Scene, many = 1, channel = 'ops') =>
  vi.waitUntil(() => (filesIn(scene, channel).length >= many ? filesIn(scene, channel) : undefined))

/** Time for a file to be seen that was shared after all. */
const aMoment = () => new Promise((resolve) => setTimeout(resolve, 60))

const acts = async ({ bot }: Scene) =>
  (await bot.app.context.store.audit.recent(20))
    .filter(({ kind }) => /^export/.test(kind))
    .map(({ kind, payload }) => ({ kind, ...(payload as object) }))
    .reverse()

const open = async (scene: Scene) => {
  const { db } = scene.bot.app.context.store
  return (await db.selectFrom('exports').selectAll().execute()).length
}

mainlyHttp((stand) => {
  const asked = async (...options: Parameters<typeof startScene> extends [unknown, ...infer O] ? O : never) => {
    const scene = await startScene(stand, ...options)
    await scene.type('ana', 'ops', '/rudder silent')
    return { scene, table: scene.last('ops') }
  }

  test('all rows as a file in the thread, as they were read, and on the record', async () => {
    const { scene, table } = await asked()
    const { press, slack, rudder, whispered } = scene
    rudder.state.nodes = []
    await press('marc', table, 'csv')
    const [file] = await arrived(scene)
    expect(file?.name).toBe('rudder-silent-prod-20261101-0900.csv')
    expect(file?.message).toMatchObject({
      thread_ts: table.ts,
      text: '46 rows, read 2026-11-01 09:00 UTC, exported by <@U03MARC>.',
    })
    const text = await (await fetch(`${slack.url}${file?.url}`)).arrayBuffer()
    expect([...new Uint8Array(text).slice(0, 3)]).toEqual([0xef, 0xbb, 0xbf])
    const lines = new TextDecoder().decode(text).split('\r\n')
    expect(lines[0]).toBe('Node,Last run')
    expect(lines).toHaveLength(48)
    expect(lines.at(-1)).toBe('')
    expect(lines[46]).toMatch(/^[a-z0-9.-]+,2026-11-01T\d\d:\d\d:\d\d(?:\.\d+)?Z$/)
    const { calls } = slack
    expect(calls.find(({ method }) => method === 'upload')?.args).toEqual({
      length: text.byteLength,
      type: 'application/octet-stream',
    })
    expect(await acts(scene)).toMatchObject([
      { kind: 'export', human: 'marc@acme.example', command: 'rudder silent', connections: ['rudder/prod'], rows: 46 },
      { kind: 'exported', human: 'marc@acme.example', outcome: 'shared' },
    ])
    expect(await open(scene)).toBe(0)
    expect(whispered('marc', 'ops')).toEqual([])
  })

  test('from any page, in a thread and in direct messages', async () => {
    const { scene, table } = await asked()
    const { press, type, slack, last, now } = scene
    await press('ana', table, next(table))
    await press('ana', now(table), 'csv')
    await arrived(scene)
    await type('ana', slack.direct('ana'), 'rudder silent')
    const direct = last(slack.direct('ana'), 'ana')
    await press('ana', direct, 'csv')
    const [file] = await arrived(scene, 1, slack.direct('ana'))
    expect(file?.message.thread_ts).toBe(direct.ts)
  })

  test('not for whoever may not read it, not where the bot is not, and not when the rows are gone', async () => {
    const { scene, table } = await asked({ settings: fewRead })
    const { press, pass, slack, whispered } = scene
    await press('rita', table, 'csv')
    expect(whispered('rita', 'ops').at(-1)?.text).toContain('Refused')
    slack.wake('ops')
    await pass(61_000)
    await press('ana', table, 'csv')
    expect(whispered('ana', 'ops').at(-1)?.text).toContain('I can share a file only below a message of mine')
    slack.invite('ops')
    await pass(8 * 24 * 3_600_000)
    await press('ana', table, 'csv')
    expect(whispered('ana', 'ops').at(-1)?.text).toContain('no longer stored')
    await aMoment()
    expect(filesIn(scene)).toEqual([])
    expect(slack.calls.filter(({ method }) => method.startsWith('files.'))).toEqual([])
    expect(await acts(scene)).toEqual([])
  })

  test('40 presses of one person at once are one export; another person has one of their own', async () => {
    const { scene, table } = await asked()
    const { slack, settle } = scene
    await Promise.all([
      ...Array.from({ length: 40 }, () => slack.press('ana', table, 'csv')),
      slack.press('marc', table, 'csv'),
    ])
    await settle()
    await arrived(scene, 2)
    await aMoment()
    const shares = slack.calls.filter(({ method }) => method === 'files.completeUploadExternal')
    const begun = (await acts(scene)).filter(({ kind }) => kind === 'export')
    // A press that comes when the first file is there is a new one.
    expect(shares).toHaveLength(begun.length)
    expect(begun.length).toBeLessThan(10)
    expect(await open(scene)).toBe(0)
  })

  test('a person exports few tables at a time, and all people together not many', async () => {
    const { scene, table } = await asked()
    const { slack, whispered, bot, world, press } = scene
    const { db } = bot.app.context.store
    const others = async (human: string, many: number) => {
      for (let at = 0; at < many; at++) {
        const id = `${human}${at}`
        const about = { run: id, principal: '{"id":"slack:T/U03MARC"}', human, channel: 'ops', thread: null }
        const held = { held_by: id, lease_until: world.clock.now() + 60_000 }
        await db
          .insertInto('exports')
          .values({ id, ...about, stage: 'preparing', ...held })
          .execute()
      }
    }
    await others('ana@acme.example', 3)
    await press('ana', table, 'csv')
    expect(whispered('ana', 'ops').at(-1)?.text).toContain('You are exporting 3 tables already')
    await others('marc@acme.example', 7)
    await press('rita', table, 'csv')
    expect(whispered('rita', 'ops').at(-1)?.text).toContain('10 tables are being exported now')
    expect(slack.calls.filter(({ method }) => method.startsWith('files.'))).toEqual([])
    expect(await acts(scene)).toEqual([])
    // What a lost process left does not count.
    world.leap(61_000)
    await press('ana', table, 'csv')
    await arrived(scene)
  })

  test('the file was shared and the database takes no writes: nothing else is said, and later that it isn’t known', async () => {
    const { scene, table } = await asked()
    const { bot, world, whispered, press } = scene
    const { store } = bot.app.context
    world.steps.set('export:shared', () => {
      const full = Object.assign(new Error('database or disk is full'), { code: 'ERR_SQLITE_ERROR', errcode: 13 })
      vi.spyOn(store, 'transaction').mockRejectedValue(full)
    })
    await press('ana', table, 'csv')
    await arrived(scene)
    expect(whispered('ana', 'ops')).toEqual([])
    vi.restoreAllMocks()
    world.steps.clear()
    world.leap(4 * 60_000)
    await bot.jobs.tick()
    expect(whispered('ana', 'ops').map(({ text }) => text)).toEqual([expect.stringContaining('It isn’t known whether')])
    expect((await acts(scene)).at(-1)).toMatchObject({ kind: 'exported', outcome: 'unknown' })
  })

  test.each([
    ...calls.flatMap((method) => (['dropped', 'lost', 'down', 'page'] as const).map((how) => [method, how] as const)),
  ])('%s %s: nothing is shared, or nobody knows, and the person is told which', async (method, how) => {
    const { scene, table } = await asked()
    const { press, slack, whispered } = scene
    slack.faults.add({ method, how, times: 1 })
    await press('ana', table, 'csv')
    await aMoment()
    const isLast = method === 'files.completeUploadExternal'
    // A page of a proxy in place of the answer to the bytes is a success of HTTP; then the third call tells.
    const [note] = whispered('ana', 'ops').slice(-1)
    expect(note?.text).toContain(isLast ? 'It isn’t known whether the file was shared' : 'The table was not exported')
    expect(filesIn(scene)).toHaveLength(isLast && how === 'lost' ? 1 : 0)
    expect((await acts(scene)).at(-1)).toMatchObject({ outcome: isLast ? 'unknown' : 'not shared' })
    slack.faults.clear()
    await press('ana', table, 'csv')
    await arrived(scene, isLast && how === 'lost' ? 2 : 1)
    expect(await open(scene)).toBe(0)
  })

  test.each([
    ['files.getUploadURLExternal', 'missing_scope', 'adds the scope files:write'],
    ['files.getUploadURLExternal', 'file_upload_size_restricted', 'does not allow files of this size'],
    ['files.getUploadURLExternal', 'file_uploads_disabled', 'does not allow file uploads'],
    ['files.completeUploadExternal', 'not_in_channel', 'I am not in it'],
    ['files.completeUploadExternal', 'strange_word', 'Slack refused it (strange_word)'],
  ])('%s refused with %s is said in words', async (method, error, words) => {
    const { scene, table } = await asked()
    scene.slack.faults.add({ method, how: 'error', error, times: 1 })
    await scene.press('ana', table, 'csv')
    const [note] = scene.whispered('ana', 'ops').slice(-1)
    expect(note && said(note)).toContain(words)
    expect(filesIn(scene)).toEqual([])
  })

  test('Slack limits: it is said for how long', async () => {
    const { scene, table } = await asked()
    scene.slack.faults.add({ method: 'files.getUploadURLExternal', how: 'limited', retryAfter: 90, times: 1 })
    await scene.press('ana', table, 'csv')
    const [note] = scene.whispered('ana', 'ops').slice(-1)
    expect(note && said(note)).toContain('again in 1 min 30 s')
  })

  test('an address that is not Slack’s own is sent nothing', async () => {
    const { scene, table } = await asked({ slack: { fileHost: 'https://evil.example' } })
    await scene.press('ana', table, 'csv')
    expect(scene.slack.calls.filter(({ method }) => method === 'upload')).toEqual([])
    expect((await acts(scene)).at(-1)).toMatchObject({ outcome: 'not shared' })
  })

  test.each([
    ['export:begun', 'not shared', 0],
    ['export:uploaded', 'not shared', 0],
    ['export:shared', 'unknown', 1],
  ] as const)(
    'stopped at %s: the person is told later, once, and whoever goes on shares nothing',
    async (point, outcome, files) => {
      const { scene, table } = await asked()
      const { slack, world, bot, whispered, settle, press } = scene
      let goOn = () => {}
      const reached = new Promise<void>((resolve) => {
        world.steps.set(point, () => {
          resolve()
          return new Promise<void>((after) => {
            goOn = after
          })
        })
      })
      await slack.press('ana', table, 'csv')
      await reached
      world.steps.clear()
      await bot.jobs.tick()
      expect(whispered('ana', 'ops')).toEqual([])
      world.leap(4 * 60_000)
      await bot.jobs.tick()
      const told = point === 'export:shared' ? 'It isn’t known whether' : 'The table was not exported'
      expect(whispered('ana', 'ops').map(({ text }) => text)).toEqual([expect.stringContaining(told)])
      goOn()
      await settle()
      await aMoment()
      expect(whispered('ana', 'ops')).toHaveLength(1)
      expect(filesIn(scene)).toHaveLength(files)
      expect((await acts(scene)).filter(({ kind }) => kind === 'exported')).toMatchObject([{ outcome }])
      await press('ana', table, 'csv')
      await arrived(scene, files + 1)
    },
  )

  test.runIf(isFull())('an answer that does not come in time: nobody knows', async () => {
    const { scene, table } = await asked()
    scene.slack.faults.add({ method: 'files.completeUploadExternal', how: 'slow', ms: 12_000, times: 1 })
    await scene.press('ana', table, 'csv')
    expect(scene.whispered('ana', 'ops').at(-1)?.text).toContain('It isn’t known whether')
    await arrived(scene)
  })
})
