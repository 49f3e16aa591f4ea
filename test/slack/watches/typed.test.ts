import { expect, test } from 'vitest'
import { mainlyHttp, said, startScene } from '../scene.ts'
import { failing, minute, replies, titles } from './setup.ts'

mainlyHttp((stand) => {
  test('watches are listed, tested, paused, resumed and removed by number', async () => {
    const scene = await startScene(stand)
    const { type, pass, last, whispered } = scene
    await type('ana', 'ops', '/cox watches')
    expect(whispered('ana', 'ops').at(-1)?.text).toContain('Nothing is watched here')
    await type('ana', 'ops', failing)
    await type('marc', 'ops', '/rudder watch compliance every weekday at 9:00')
    expect(titles(scene).at(-1)).toBe('✓ Applied: watch 2 on rudder/prod: compliance, every weekday at 9:00')
    await type('ana', 'ops', '/cox watch test 1')
    expect(whispered('ana', 'ops').at(-1)?.text).toContain('Watch 1: its condition holds now, failing 19 (over 10).')
    await type('marc', 'ops', '/cox watch pause 1')
    expect(last('ops').text).toContain('✓ Applied: watch 1 is paused, rudder/prod: compliance SSH hardening')
    await pass(15 * minute)
    expect(titles(scene)).toHaveLength(3)
    await type('ana', 'ops', '/cox watches')
    const list = whispered('ana', 'ops').at(-1)
    expect(list && said(list)).toContain('paused: Paused by marc.')
    await type('ana', 'ops', '/cox watch resume #1')
    expect(last('ops').text).toContain('✓ Applied: watch 1 is resumed')
    await pass(5 * minute)
    await pass(5 * minute)
    expect(titles(scene).at(-1)).toContain('ALERT rudder/prod')
    await type('ana', 'ops', '/cox watch remove 1')
    expect(last('ops').text).toContain('✓ Applied: watch 1 is removed')
    expect(replies(scene)).toEqual(['NO LONGER CHECKED: failing 19'])
    await type('ana', 'ops', '/cox watch test 1')
    expect(whispered('ana', 'ops').at(-1)?.text).toContain('There is no watch 1 in this channel.')
    await type('ana', 'ops', failing)
    expect(last('ops').text).toContain('watch 3 on rudder/prod')
  })

  test('a watch without a condition posts each answer at its time; one on change only another answer', async () => {
    const scene = await startScene(stand)
    const { type, pass, last, rule, slack } = scene
    await type('ana', 'ops', '/rudder watch rule SSH hardening every 10m')
    await type('ana', 'staging', '/rudder watch rule SSH hardening on prod on change')
    await pass(10 * minute)
    expect(titles(scene).at(-1)).toBe('rudder/prod: “SSH hardening” is enabled')
    expect(said(last('ops'))).toContain('Watch 1 of ana: every 10m.')
    await pass(5 * minute)
    expect(titles(scene, 'staging')).toHaveLength(1)
    rule('SSH hardening').enabled = false
    await pass(5 * minute)
    expect(titles(scene, 'staging').at(-1)).toContain('“SSH hardening” is disabled')
    expect(said(last('staging'))).toContain('“SSH hardening” is enabled')
    await pass(10 * minute)
    expect(titles(scene, 'staging')).toHaveLength(2)
    expect(slack.seen('ops').length).toBeGreaterThan(2)
  })

  test.each([
    ['/rudder watch rule disable SSH hardening every 5m', 'changes something'],
    ['/cox watch status every 5m', 'reads no system'],
    ['/cox watch cox status every 5m', 'reads no system'],
    ['/rudder watch compliance', 'Say how often to look, or when to post'],
    ['/rudder watch compliance when faling > 10', 'Did you mean “failing”?'],
    ['/rudder watch compliance when failing > many', 'Type the number in digits'],
    ['/rudder watch compliance every 10s', 'once a minute at most'],
    ['/rudder watch compliance Nonexistent every 5m', 'Nonexistent'],
    ['/rudder watch diff SSH hardening prod staging every 5m', 'A comparison of two connections'],
    ['/rudder watch compliance every 5m ping @oncall', 'Only an alert pings somebody'],
    ['/rudder watch compliance every 5m when failing > 10 ping @oncall', 'Nobody can be pinged in this channel'],
    ['/rudder watch compliance on nowhere every 5m', 'nowhere'],
  ])('what can’t be watched is said to whoever asks: %s', async (line, why) => {
    const { type, slack, whispered } = await startScene(stand)
    await type('ana', 'ops', line)
    expect(slack.seen('ops')).toHaveLength(0)
    expect(whispered('ana', 'ops').at(-1)?.text).toContain(why)
  })

  test('nobody watches what they may not read, or where nothing can be posted, or in a channel what is theirs alone', async () => {
    const { type, slack, whispered } = await startScene(stand, { beside: ['redash', 'rill'] })
    slack.change('rita', { email: 'rita@elsewhere.example' })
    await type('rita', 'ops', failing)
    expect(whispered('rita', 'ops').at(-1)?.text).toContain('You may not')
    await type('ana', 'random', failing)
    expect(whispered('ana', 'random').at(-1)?.text).toContain("I can't post here")
    await type('ana', 'ops', '/redash watch Daily orders every 15m')
    expect(whispered('ana', 'ops').at(-1)?.text).toContain('What it reads is for whoever asks')
    await type('ana', 'ops', '/rill watch apis every 15m when apis > 0')
    expect(whispered('ana', 'ops').at(-1)?.text).toContain('You read rill/prod with access of your own')
    expect(slack.seen('ops').map(({ text }) => text)).toEqual([])
  })

  test('of rows that are for whoever asks, an alert says the figures and nothing else', async () => {
    const scene = await startScene(stand, { beside: ['redash'] })
    const { type, pass, last } = scene
    await type('ana', 'ops', '/redash watch Daily orders every 15m when rows > 0')
    await pass(15 * minute)
    await pass(15 * minute)
    expect(last('ops').text).toMatch(/^ALERT redash\/\w+: run Daily orders: rows \d+ since \d\d:\d\d UTC/)
    expect(said(last('ops'))).not.toContain('last answer')
  })
})
