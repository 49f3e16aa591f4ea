import { expect, test } from 'vitest'
import { mainlyHttp, mainlySocket, said, startScene } from '../scene.ts'
import { failing, failOn, minute, replies, titles } from './setup.ts'

const mute = '/cox mute rudder/prod for 30m because deploy'

mainlyHttp((stand) => {
  test('a mute says so in each channel that watches the connection, silences its alerts, and ends by itself', async () => {
    const scene = await startScene(stand)
    const { type, pass, last, slack, whispered } = scene
    await type('ana', 'ops', failing)
    await type('ana', 'staging', '/rudder watch rule SSH hardening on prod every 5m')
    await type('marc', 'ops', mute)
    expect(last('ops').text).toMatch(
      /^✓ Applied: alerts of rudder\/prod are muted for 30 min\. Until 2026-\d\d-\d\d 09:30 UTC, by marc: deploy\. /,
    )
    expect(said(last('ops'))).toContain(', by marc: deploy. 2 watches keep reading it, but post nothing new.')
    expect(last('staging').text).toMatch(/^✓ Applied: alerts of rudder\/prod are muted for 30 min\. Until .* 09:30 UTC/)
    const [many, elsewhere] = [slack.seen('ops').length, slack.seen('staging').length]
    for (let at = 5; at <= 25; at += 5) await pass(5 * minute)
    expect([slack.seen('ops').length, slack.seen('staging').length]).toEqual([many, elsewhere])
    await type('ana', 'ops', '/cox watches')
    const list = whispered('ana', 'ops').at(-1)
    expect(list && said(list)).toMatch(/Muted: rudder\/prod until 2026-\d\d-\d\d 09:30 UTC, by marc: deploy/)
    await pass(5 * minute)
    await pass(5 * minute)
    expect(titles(scene).at(-1)).toContain('ALERT rudder/prod: compliance SSH hardening: failing 19 since ')
    expect(titles(scene, 'staging').at(-1)).toBe('rudder/prod: “SSH hardening” is enabled')
    await type('ana', 'ops', '/cox watches')
    const after = whispered('ana', 'ops').at(-1)
    expect(after && said(after)).not.toContain('Muted')
  })

  test('an open alert is kept up to date while its connection is muted; nothing new is said, not even that it is blind', async () => {
    const scene = await startScene(stand)
    const { type, pass, now, slack, rudder } = scene
    await type('ana', 'ops', failing)
    await pass(5 * minute)
    await pass(5 * minute)
    const [, alert] = slack.seen('ops')
    if (!alert) throw new Error('there is no alert')
    await type('marc', 'ops', '/cox mute prod 1 hour')
    const many = slack.seen('ops').length
    failOn(rudder, 40)
    await pass(5 * minute)
    expect(now(alert).text).toContain('failing 40 since')
    rudder.faults.down = true
    for (let at = 0; at < 15; at += 5) await pass(5 * minute)
    expect(slack.seen('ops')).toHaveLength(many)
    rudder.faults.down = false
    await type('marc', 'ops', '/cox unmute prod')
    expect(titles(scene).at(-1)).toContain('✓ Applied: alerts of rudder/prod are posted again')
    await pass(5 * minute)
    expect(replies(scene)).toEqual([
      'also in the channel: WORSE rudder/prod: compliance SSH hardening: failing 40 (over 10)',
    ])
  })

  test('a change that came while it was muted is posted afterwards', async () => {
    const scene = await startScene(stand)
    const { type, pass, rule } = scene
    await type('ana', 'ops', '/rudder watch rule SSH hardening on change')
    await pass(5 * minute)
    await type('marc', 'ops', '/cox mute prod for 10m')
    rule('SSH hardening').enabled = false
    await pass(5 * minute)
    expect(titles(scene)).toHaveLength(2)
    await pass(5 * minute)
    expect(titles(scene).at(-1)).toContain('“SSH hardening” is disabled')
  })

  test.each([
    ['marc', '/cox mute rudder/nowhere for 2h', 'There is no connection'],
    ['marc', '/cox mute rudder/prod for ever', 'is not a length of time'],
    ['marc', '/cox mute rudder/prod for 8 days', '7 days at most'],
    ['marc', '/cox mute rudder/prod', 'Type “/cox mute'],
    ['marc', '/cox unmute rudder/prod', 'is not muted'],
    ['ana', mute, 'You may not mute or unmute alerts (needs cox:mute:write)'],
  ])('who mutes nothing hears why: %s types %s', async (who, line, why) => {
    const { type, slack, whispered } = await startScene(stand)
    await type(who, 'ops', line)
    expect(slack.seen('ops')).toHaveLength(0)
    expect(whispered(who, 'ops').at(-1)?.text).toContain(why)
  })
})

mainlySocket((stand) => {
  test('a mute outlasts a restart, counts on each replica, and is in the audit log', async () => {
    const scene = await startScene(stand)
    const { type, pass, bot, startReplica } = scene
    await type('ana', 'ops', failing)
    await type('marc', 'ops', mute)
    await bot.stop()
    const one = await startReplica()
    await startReplica()
    for (let at = 5; at <= 25; at += 5) await pass(5 * minute)
    expect(titles(scene)).toHaveLength(2)
    await type('marc', 'ops', '/cox unmute rudder/prod')
    await pass(5 * minute)
    expect(titles(scene).filter((title) => title.startsWith('ALERT'))).toHaveLength(1)
    const acts = await one.app.context.store.audit.recent(20)
    const mutes = acts.filter(({ kind }) => kind === 'mute' || kind === 'unmute')
    expect(mutes.map(({ kind }) => kind).sort()).toEqual(['mute', 'unmute'])
    expect(JSON.stringify(mutes)).toContain('"because":"deploy"')
  })
})
