import { expect, test } from 'vitest'
import { mainlyHttp, said, startScene } from '../scene.ts'
import { failing, found, minute, titles } from './setup.ts'

mainlyHttp((stand) => {
  const watching = async () => {
    const scene = await startScene(stand)
    await scene.type('ana', 'ops', failing)
    await scene.pass(5 * minute)
    return scene
  }
  const paused = (scene: Awaited<ReturnType<typeof watching>>) => said(scene.last('ops'))

  test.each([
    ['has left the channel', 'ana has left the channel.', ({ slack }) => slack.leave('ana', 'ops')],
    ['is deactivated', 'The account of ana can', ({ slack }) => slack.change('ana', { deleted: true })],
    [
      'has no rights any more',
      'ana may no longer',
      ({ slack }) => slack.change('ana', { email: 'ana@elsewhere.example' }),
    ],
  ] as readonly (readonly [string, string, (scene: Awaited<ReturnType<typeof watching>>) => void])[])(
    'the watch of somebody who %s pauses at the next reading, and both hear of it',
    async (_, why, happens) => {
      const scene = await watching()
      const { pass, slack, rudder } = scene
      happens(scene)
      const before = rudder.requests?.length
      await pass(5 * minute)
      expect(titles(scene).at(-1)).toBe('PAUSED watch 1 on rudder/prod: compliance SSH hardening')
      expect(paused(scene)).toContain(why)
      expect(slack.seen(slack.direct('ana')).at(-1)?.text).toContain('PAUSED your watch 1')
      expect(rudder.requests?.length).toBe(before)
      const many = slack.seen('ops').length
      await pass(60 * minute)
      expect(slack.seen('ops')).toHaveLength(many)
    },
  )

  test('an open alert of a watch that pauses is no longer checked; somebody else takes the watch over', async () => {
    const scene = await watching()
    const { press, pass, now, slack, last } = scene
    await pass(5 * minute)
    const [, alert] = slack.seen('ops')
    if (!alert) throw new Error('there is no alert')
    slack.leave('ana', 'ops')
    await pass(5 * minute)
    expect(now(alert).text).toContain('NO LONGER CHECKED rudder/prod: compliance SSH hardening: failing 19.')
    expect(now(alert).text).toContain('ana has left the channel.')
    await press('marc', last('ops'), 'Take over watch 1')
    expect(last('ops').text).toContain('Applied: watch 1 is resumed')
    expect(said(last('ops'))).toContain('now it belongs to marc')
    await pass(5 * minute)
    await pass(5 * minute)
    expect(said(found(scene, 'ALERT'))).toContain('watch 1 of marc')
  })

  test('a channel is reminded of its paused watches once a week', async () => {
    const scene = await watching()
    const { type, pass, last, slack } = scene
    const week = 7 * 24 * 60 * minute
    await type('ana', 'ops', '/cox watch pause 1')
    await pass(61 * minute)
    await pass(week - 2 * 60 * minute)
    const before = slack.seen('ops').length
    await pass(3 * 60 * minute)
    expect(slack.seen('ops')).toHaveLength(before + 1)
    expect(last('ops').text).toContain('1 paused watch checks nothing in this channel')
    expect(said(last('ops'))).toContain('Paused by ana.')
    await pass(2 * 60 * minute)
    expect(slack.seen('ops')).toHaveLength(before + 1)
    await type('ana', 'ops', '/cox watch resume 1')
    const after = slack.seen('ops').length
    await pass(week + 2 * 60 * minute)
    expect(titles(scene).filter((title) => title.includes('paused watch'))).toHaveLength(1)
    expect(slack.seen('ops').length).toBeGreaterThanOrEqual(after)
  })
})
