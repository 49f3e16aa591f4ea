import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { mainlyHttp, said, startScene } from '../scene.ts'
import { failing, failOn, found, minute, titles } from './setup.ts'

const group = 'S0ONCALL'
const alerts = (more: string) => (yaml: string) =>
  `${yaml}\nalerts:\n  groups: { oncall: ${group}, night: S0NIGHT }\n${more}`
const mentions = (message: { readonly blocks?: unknown }) =>
  JSON.stringify(message).includes(`"usergroup_id":"${group}"`)
const quiet = (from: string, to: string) => `  quiet: { from: "${from}", to: "${to}", zone: UTC }\n`

mainlyHttp((stand) => {
  const pinged = async (settings: string, line: string) => {
    const scene = await startScene(stand, { settings: alerts(settings) })
    await scene.type('ana', 'ops', line)
    await scene.pass(5 * minute)
    await scene.pass(5 * minute)
    const alert = scene.slack.seen('ops').find(({ text }) => text.startsWith('ALERT'))
    if (!alert) throw new Error('there is no alert')
    return { ...scene, alert }
  }

  test('an alert mentions the group that its watch pings, and again when it is worse; once it is over nobody is mentioned', async () => {
    const { alert, rudder, pass, now, slack } = await pinged('', `${failing} ping @OnCall`)
    expect(mentions(alert)).toBe(true)
    failOn(rudder, 40)
    await pass(5 * minute)
    expect(mentions(now(alert))).toBe(true)
    const worse = slack.seen('ops').at(-1)
    expect(worse?.text).toContain('WORSE')
    expect(worse && mentions(worse)).toBe(true)
    failOn(rudder, 0)
    await pass(5 * minute)
    await pass(5 * minute)
    expect(now(alert).text).toContain('RESOLVED')
    expect(mentions(now(alert))).toBe(false)
  })

  test.each([
    ['nobody in quiet hours', quiet('08:00', '10:00'), `${failing} ping @oncall`, false],
    [
      'somebody in quiet hours if the watch says always',
      quiet('08:00', '10:00'),
      `${failing} ping @oncall always`,
      true,
    ],
    ['somebody outside of quiet hours', quiet('22:00', '07:00'), `${failing} ping @oncall`, true],
    [
      'nobody in the quiet hours of the channel',
      `${quiet('22:00', '07:00')}  channels: { C0OPS: { quiet: { from: "08:00", to: "10:00", zone: UTC } } }\n`,
      `${failing} ping @oncall`,
      false,
    ],
    [
      'somebody in the quiet hours of all if the channel has other ones',
      `${quiet('08:00', '10:00')}  channels: { C0OPS: { quiet: { from: "22:00", to: "07:00", zone: UTC } } }\n`,
      `${failing} ping @oncall`,
      true,
    ],
    [
      'somebody where the channel has no quiet hours',
      `${quiet('08:00', '10:00')}  channels: { C0OPS: { quiet: never } }\n`,
      `${failing} ping @oncall`,
      true,
    ],
    ['nobody if the watch doesn’t say so', '', failing, false],
  ])('an alert pings %s', async (_, settings, line, expected) => {
    const { alert } = await pinged(settings, line)
    expect(mentions(alert)).toBe(expected)
  })

  test('only groups that the settings allow in a channel can be pinged', async () => {
    const settings = alerts('  channels: { C0OPS: { groups: [] } }\n')
    const { type, whispered, slack } = await startScene(stand, { settings })
    expect(slack.channels.ops).toBe('C0OPS')
    await type('ana', 'ops', `${failing} ping @oncall`)
    expect(whispered('ana', 'ops').at(-1)?.text).toContain('Nobody can be pinged in this channel')
    await type('ana', 'staging', '/rudder watch compliance on prod every 5m when failing > 10 ping @dba')
    expect(whispered('ana', 'staging').at(-1)?.text).toContain(
      "@dba can't be pinged in this channel, only @oncall or @night.",
    )
  })

  test.each([
    ['whom the settings name', '  blind: oncall\n', [group]],
    ['whom the settings name for the channel', '  channels: { C0OPS: { blind: night } }\n', ['S0NIGHT']],
    ['another group in the channel', '  blind: oncall\n  channels: { C0OPS: { blind: night } }\n', ['S0NIGHT']],
    ['nobody in the channel', '  blind: oncall\n  channels: { C0OPS: { blind: nobody } }\n', []],
    ['nobody in quiet hours', `  blind: oncall\n${quiet('08:00', '10:00')}`, []],
  ])('a connection that can’t be read for 15 minutes pings %s, once', async (_, settings, expected) => {
    const scene = await startScene(stand, { settings: alerts(settings) })
    const { type, pass, slack, rudder } = scene
    await type('ana', 'ops', failing)
    await pass(5 * minute)
    rudder.faults.down = true
    for (let passed = 0; passed < 40; passed += 5) await pass(5 * minute)
    const called = slack.seen('ops').filter((message) => /usergroup_id/.test(JSON.stringify(message)))
    expect(called.flatMap((message) => JSON.stringify(message).match(/(?<="usergroup_id":")\w+/g))).toEqual(expected)
    for (const { text } of called)
      expect(text).toMatch(
        /^STILL BLIND rudder\/prod: no answer for 15 min\. Since 09:10:\d\d UTC\. The last reason: it can't be reached\. Watch 1 waits\.$/,
      )
    expect(titles(scene).filter((title) => title.startsWith('STILL BLIND'))).toHaveLength(expected.length)
    expect(titles(scene).filter((title) => title.startsWith('BLIND'))).toHaveLength(1)
  })

  test.each([
    ['is removed from alerts.groups', (yaml: string) => yaml.replace('oncall: ', 'others: ')],
    ['is no longer one of its channel', (yaml: string) => `${yaml}  channels: { C0OPS: { groups: [night] } }\n`],
  ])('the owner of a watch hears once that its group %s; its alerts go on without a ping', async (_, change) => {
    const scene = await startScene(stand, { settings: alerts('') })
    const { type, pass, slack, bot, play, startReplica } = scene
    await type('ana', 'ops', `${failing} ping @oncall`)
    const file = join(play.folder, 'coxswain.yml')
    await bot.stop()
    writeFileSync(file, change(readFileSync(file, 'utf8')))
    await startReplica()
    for (let passed = 0; passed < 15; passed += 5) await pass(5 * minute)
    const told = slack.seen(slack.direct('ana'))
    expect(told.map(({ text }) => text.split('. ')[0])).toEqual([
      "Watch 1 pings nobody any more: @oncall can't be pinged in its channel",
    ])
    expect(mentions(found(scene, 'ALERT'))).toBe(false)
    await type('ana', 'ops', '/cox watches')
    const list = scene.whispered('ana', 'ops').at(-1)
    expect(list && said(list)).toContain("@oncall can't be pinged there any more")
  })

  test('how many alerts are messages of their own, and how often worse is said, are choices of a channel', async () => {
    const settings = alerts('  channels: { C0OPS: { storm: 2, worse: 60 } }\n')
    const scene = await startScene(stand, { settings })
    const { type, pass, rudder } = scene
    for (const most of [10, 11, 12]) await type('ana', 'ops', `${failing.replace('10', String(most))} ping @oncall`)
    await pass(5 * minute)
    await pass(5 * minute)
    expect(
      titles(scene)
        .slice(3)
        .map((title) => title.split(' ')[0]),
    ).toEqual(['ALERT', 'ALERT', 'STORM:'])
    const { slack } = scene
    const called = slack.seen('ops').filter(mentions)
    expect(called.map(({ text }) => text.split(' ')[0])).toEqual(['ALERT', 'ALERT', 'STORM:'])
    const worse = () => titles(scene).filter((title) => title.startsWith('WORSE')).length
    failOn(rudder, 40)
    await pass(5 * minute)
    const said = worse()
    expect(said).toBe(3)
    failOn(rudder, 100)
    for (let passed = 0; passed < 50; passed += 5) await pass(5 * minute)
    expect(worse()).toBe(said)
  })
})
