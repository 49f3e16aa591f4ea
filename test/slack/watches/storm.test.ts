import { expect, test } from 'vitest'
import { buttons, mainlyHttp, said, startScene } from '../scene.ts'
import { failing, failOn, minute, replies, titles } from './setup.ts'

mainlyHttp((stand) => {
  test('of many alerts at once, all but the first five are in the thread of one message', async () => {
    const scene = await startScene(stand)
    const { type, press, pass, slack, rudder } = scene
    for (let one = 1; one <= 8; one++) await type('ana', 'ops', failing.replace('> 10', `> ${one}`))
    await pass(5 * minute)
    await pass(5 * minute)
    const news = titles(scene).slice(8)
    expect(news.map((title) => title.split(' ')[0])).toEqual(['ALERT', 'ALERT', 'ALERT', 'ALERT', 'ALERT', 'STORM:'])
    expect(news.at(-1)).toBe('STORM: 3 more alerts in this thread')
    const storm = slack.seen('ops').find(({ text }) => text.startsWith('STORM'))
    const inThread = slack.seen('ops').filter(({ thread_ts }) => thread_ts !== undefined && thread_ts === storm?.ts)
    expect(inThread.map(({ text }) => text.split(' ')[0])).toEqual(['ALERT', 'ALERT', 'ALERT'])
    expect(storm && said(storm)).toContain('rudder/prod: compliance SSH hardening: failing 19 (over 6)')
    expect(storm && said(storm)).toContain('16 of 19 failing nodes are web-*.paris1.acme.net.')
    const [one] = inThread
    if (!one) throw new Error('nothing is in the thread')
    expect(buttons(one)).toContain('on-it')
    await press('marc', one, 'on-it')
    expect(scene.now(one).text).toContain('ON IT (marc)')
    expect(replies(scene).at(-1)).toBe('marc is on it.')
    failOn(rudder, 0)
    await pass(5 * minute)
    await pass(5 * minute)
    expect(scene.now(one).text).toContain('RESOLVED')
  })
})
