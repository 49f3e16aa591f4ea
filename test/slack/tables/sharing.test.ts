import { expect, test, vi } from 'vitest'
import { sharable } from '../../../src/run/share.ts'
import { storedTable } from '../../../src/run/stored-table.ts'
import { storeOf } from '../../store/bytes.ts'
import { buttons, mainlyHttp, mainlySocket, type Scene, type Stand, said, startScene } from '../scene.ts'
import { rowsOf } from './private.ts'
import { labels, next, rowsIn } from './shown.ts'

const hour = 60 * 60_000

const playing = async (stand: Stand, options: Parameters<typeof startScene>[1] = {}) => {
  const commands = [rowsOf('customers', 'rows'), rowsOf('mine', 'personal')]
  const scene = await startScene(stand, { ...options, commands })
  const { slack } = scene
  /** Everything that was ever sent to a channel, edits and files included. */
  const inChannels = () =>
    JSON.stringify([
      slack.calls.filter(({ args }) => /^[CG]/.test(String(args.channel ?? args.channel_id ?? ''))),
      ...['ops', 'random', 'staging'].map((channel) => slack.seen(channel)),
    ])
  const own = (who = 'ana') => scene.last(slack.direct(who), who)
  const acts = async (kind: string) =>
    (await scene.bot.app.context.store.audit.recent(100)).filter((entry) => entry.kind === kind)
  return { ...scene, inChannels, own, acts }
}

const note = ({ whispered }: Pick<Scene, 'whispered'>, who = 'ana') => {
  const last = whispered(who, 'ops').at(-1)
  return last === undefined ? 'nothing' : said(last)
}

mainlyHttp((stand) => {
  test.for(['customers', 'mine'])(
    '%s: nothing is in a channel before its person shares it, then the same rows',
    async (word) => {
      const scene = await playing(stand)
      const { type, press, last, own, inChannels, slack, now, acts, world } = scene
      const posts = slack.seen('ops').length
      await type('ana', 'ops', `/rudder ${word} 12`)
      expect(slack.seen('ops')).toHaveLength(posts)
      expect(note(scene)).toContain('Answered in your direct messages with me.')
      expect(note(scene)).toContain('Press “Share in channel” there')
      expect(note(scene)).not.toContain('customer-')
      const answer = own()
      expect(rowsIn(answer)).toHaveLength(5)
      expect(said(answer)).toContain('Only you see this.')
      expect(labels(answer)).toEqual(['Next 5 of 7', 'Export CSV'])
      await press('ana', answer, next(answer))
      expect(rowsIn(ownNow(scene, answer))[0]).toEqual([`customer-5-of-${word}`])
      expect(inChannels()).not.toContain('customer-')
      const read = said(answer).match(/Read [^"]*/)?.[0]
      world.leap(hour)
      await press('ana', answer, 'share')
      const shared = last('ops')
      expect(rowsIn(shared)).toEqual(rowsIn(answer))
      expect(said(shared).match(/Read [^"]*/)?.[0]).toBe(read)
      expect(said(shared)).toContain(
        word === 'mine' ? 'Shared by ana, read with their own access at' : 'Shared by ana.',
      )
      expect(buttons(shared)).not.toContain('share')
      expect(buttons(ownNow(scene, answer))).not.toContain('share')
      expect(said(ownNow(scene, answer))).toContain('Shared in ')
      await press('marc', shared, next(shared))
      expect(rowsIn(now(shared))[0]).toEqual([`customer-5-of-${word}`])
      expect(said(now(shared))).toContain('Shared by ana')
      expect((await acts('share')).map(({ payload }) => payload)).toMatchObject([
        {
          command: `rudder ${word}`,
          connections: ['rudder/prod'],
          rows: 12,
          privacy: word === 'mine' ? 'personal' : 'rows',
        },
      ])
    },
  )

  test('what fits one message is shared too, in the thread where it was asked', async () => {
    const { type, press, last, own, inChannels, slack } = await playing(stand)
    await type('marc', 'ops', 'Who is it?')
    const parent = last('ops')
    await type('ana', 'ops', '@coxswain rudder customers 2', parent.ts)
    expect(inChannels()).not.toContain('customer-')
    await press('ana', own(), 'share')
    const shared = slack.seen('ops').filter((message) => said(message).includes('customer-1-of'))
    expect(shared.map((message) => message.thread_ts)).toEqual([parent.ts])
  })

  test('who sees it: the word at the end of the line, the setting of the channel, and where it was asked', async () => {
    const settings = (yaml: string) => `${yaml}\nslack:\n  answers:\n    C0STAGING: channel\n`
    const scene = await playing(stand, { settings })
    const { type, slack, own } = scene
    const direct = slack.direct('ana')
    const seen = async (channel: string, line: string) => {
      const before = [slack.seen(channel).length, slack.seen(direct, 'ana').length] as const
      await type('ana', channel, line)
      return [slack.seen(channel).length - before[0], slack.seen(direct, 'ana').length - before[1]]
    }
    const channel = [1, 0]
    const person = [0, 1]
    expect(await seen('ops', '/rudder customers 2 here')).toEqual(channel)
    expect(await seen('ops', '/rudder customers 2 quietly')).toEqual(person)
    expect(buttons(own())).toContain('share')
    expect(await seen('ops', '/rudder mine 2 here')).toEqual(person)
    expect(buttons(own())).toContain('share')
    expect(await seen('staging', '/rudder customers 2')).toEqual(channel)
    expect(await seen('staging', '/rudder customers 2 quietly')).toEqual(person)
    expect(await seen('staging', '/rudder mine 2')).toEqual(person)
    expect(await seen('staging', '/rudder silent')).toEqual(channel)
    expect(await seen(direct, 'rudder mine 12')).toEqual([2, 2])
    expect(buttons(own())).toEqual(['page:5', 'csv'])
    expect(said(own())).toContain('with the access of ana')
  })

  test('what it does while it works is said where its answer will be', async () => {
    const { slack, rudder, world, settle, own, inChannels } = await playing(stand)
    rudder.faults.slow = 300
    const typed = slack.type('ana', 'ops', '/rudder mine 3')
    await vi.waitUntil(async () => {
      await world.advance(600)
      return slack.seen(slack.direct('ana'), 'ana').length > 0
    })
    expect(inChannels()).not.toContain('rudder mine')
    await typed
    await settle()
    expect(said(own())).toContain('customer-2-of-mine')
    expect(inChannels()).not.toContain('rudder mine')
  })
})

mainlySocket((stand) => {
  test('pressed twice, on two replicas and after a restart: shared once', async () => {
    const { type, own, slack, settle, startReplica, acts, press, whispered } = await playing(stand)
    await type('ana', 'ops', '/rudder customers 12')
    const answer = own()
    await startReplica()
    const posts = slack.seen('ops').length
    await Promise.all([slack.press('ana', answer, 'share'), slack.press('ana', answer, 'share')])
    await settle()
    expect(slack.seen('ops')).toHaveLength(posts + 1)
    expect(await acts('share')).toHaveLength(1)
    expect(slack.seen(slack.direct('ana'), 'ana').map(said).join()).toContain('shared already')
    expect(whispered('ana', 'ops').map(said).join()).not.toContain('customer-')
    void press
  })

  test('only whoever asked shares it or reaches its rows', async () => {
    const { type, own, bot } = await playing(stand)
    await type('ana', 'ops', '/rudder mine 12')
    void own
    const { context } = bot.app
    const [run] = await context.store.db.selectFrom('shares').select('run').execute()
    const marc = { id: 'slack:T0ACME/U03MARC', name: 'marc', email: 'marc@acme.example', kind: 'slack' } as const
    const reach = { run: run?.run ?? '', principal: marc, channel: 'C0OPS' }
    await expect(storedTable(context, reach)).rejects.toThrow('Only whoever asked')
    await expect(sharable(context, reach.run, marc)).rejects.toThrow('Only whoever asked')
  })

  test('after a day it is stored nowhere, and the button says what to do', async () => {
    const scene = await playing(stand)
    const { type, own, press, pass, bot, slack, inChannels, database } = scene
    await type('ana', 'ops', '/rudder mine 12')
    await type('ana', 'ops', '/rudder mine 3')
    const answer = own()
    await pass(24 * hour + 60_000)
    await press('ana', answer, 'share')
    expect(slack.seen(slack.direct('ana'), 'ana').map(said).join()).toContain('no longer stored')
    expect(inChannels()).not.toContain('customer-')
    await pass(2 * hour)
    expect(await bot.app.context.store.db.selectFrom('shares').selectAll().execute()).toEqual([])
    // SQLite writes its log into the file when it closes it.
    await bot.stop()
    expect(await storeOf(database)).not.toContain('customer-')
  })

  test('not in a channel that is shared with others, archived, or without the bot, and not by somebody who may not any more', async () => {
    const { type, own, press, pass, slack, inChannels, acts } = await playing(stand)
    await type('ana', 'ops', '/rudder customers 12')
    const answer = own()
    const told = () => said(own())
    for (const [mark, says] of [
      ['shared', 'shared with another organisation'],
      ['archived', 'is archived'],
    ] as const) {
      slack.mark('ops', mark, true)
      await press('ana', answer, 'share')
      expect(told()).toContain(says)
      slack.mark('ops', mark, false)
    }
    slack.wake('ops')
    await press('ana', answer, 'share')
    expect(told()).toContain('Invite me there')
    slack.invite('ops')
    slack.change('ana', { email: '' })
    await press('ana', answer, 'share')
    expect(told()).toContain('e-mail is hidden')
    expect(inChannels()).not.toContain('customer-')
    expect(await acts('share')).toEqual([])
    slack.change('ana', { email: 'ana@acme.example' })
    await press('ana', answer, 'share')
    expect(inChannels()).toContain('customer-')
    await pass(0)
  })

  test('a file of it is in the direct messages, and in the channel only once it is shared', async () => {
    const { type, own, press, slack, last } = await playing(stand)
    await type('ana', 'ops', '/rudder mine 12')
    const files = (channel: string) => slack.seen(channel, 'ana').flatMap((message) => message.files ?? []).length
    await press('ana', own(), 'csv')
    await vi.waitUntil(() => files(slack.direct('ana')) === 1)
    expect(files('ops')).toBe(0)
    const answer = slack.seen(slack.direct('ana'), 'ana').find((message) => buttons(message).includes('share'))
    if (answer) await press('ana', answer, 'share')
    await press('marc', last('ops'), 'csv')
    await vi.waitUntil(() => files('ops') === 1)
  })
})

/** A message in direct messages as it is now. */
const ownNow = ({ slack }: Pick<Scene, 'slack'>, { ts }: { readonly ts: string }, who = 'ana') => {
  const found = slack.seen(slack.direct(who), who).find((message) => message.ts === ts)
  if (!found) throw new Error('it is gone')
  return found
}
