import { expect, test } from 'vitest'
import { buttons, mainlyHttp, mainlySocket, type Scene, said, type Stand, startScene } from '../scene.ts'
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
  test.for(['customers', 'mine'])('%s: nothing is in a channel before its person shares it, then the same rows', async (word) => {
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
    expect(rowsIn(now2(scene, answer))[0]).toEqual([`customer-5-of-${word}`])
    expect(inChannels()).not.toContain('customer-')
    const read = said(answer).match(/Read [^"]*/)?.[0]
    await world.advance(hour)
    await press('ana', answer, 'share')
    const shared = last('ops')
    expect(rowsIn(shared)).toEqual(rowsIn(answer))
    expect(said(shared).match(/Read [^"]*/)?.[0]).toBe(read)
    expect(said(shared)).toContain(word === 'mine' ? 'Shared by Ana, read with their own access at' : 'Shared by Ana.')
    expect(buttons(shared)).not.toContain('share')
    expect(buttons(now2(scene, answer))).not.toContain('share')
    expect(said(now2(scene, answer))).toContain('Shared in ')
    await press('marc', shared, next(shared))
    expect(rowsIn(now(shared))[0]).toEqual([`customer-5-of-${word}`])
    expect(said(now(shared))).toContain('Shared by Ana')
    expect((await acts('share')).map(({ payload }) => payload)).toMatchObject([
      { command: `rudder ${word}`, connections: ['rudder/prod'], rows: 12, privacy: word === 'mine' ? 'personal' : 'rows' },
    ])
  })

  test('what fits one message is shared too; in a thread it is shared there', async () => {
    const scene = await playing(stand)
    const { type, press, last, own, inChannels, slack } = scene
    await type('marc', 'ops', 'Who is it?')
    const parent = last('ops')
    await type('ana', 'ops', '<@UCOX> rudder customers 2', parent.ts)
    expect(inChannels()).not.toContain('customer-')
    await press('ana', own(), 'share')
    const shared = slack.seen('ops').find((message) => said(message).includes('customer-1-of'))
    expect(shared?.thread_ts).toBe(parent.ts)
  })
})

/** A message in direct messages as it is now. */
const now2 = ({ slack }: Pick<Scene, 'slack'>, { ts }: { readonly ts: string }, who = 'ana') => {
  const found = slack.seen(slack.direct(who), who).find((message) => message.ts === ts)
  if (!found) throw new Error('it is gone')
  return found
}
