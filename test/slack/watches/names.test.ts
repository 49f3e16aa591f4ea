import { expect, test } from 'vitest'
import { buttons, mainlyHttp, said, startScene } from '../scene.ts'
import { failing, failOn, found, minute } from './setup.ts'

/** What a lock screen shows. */
const screen = (text: string): string => text.slice(0, 80)

mainlyHttp((stand) => {
  const watching = async (line = failing, passes = 2) => {
    const scene = await startScene(stand)
    await scene.type('ana', 'ops', line)
    for (let n = 0; n < passes; n++) await scene.pass(5 * minute)
    return scene
  }
  const listOf = (scene: Awaited<ReturnType<typeof watching>>) => found(scene, 'All ')

  test('an alert names the component that most fail in and the nodes, all of which are in its thread', async () => {
    const scene = await watching()
    const { pass, now, rudder } = scene
    const alert = found(scene, 'ALERT')
    const shown = said(alert)
    expect(shown).toContain('SSH service"')
    expect(shown).toContain(': 17 of 19 failing nodes: Unit sshd.service failed to restart')
    expect(shown).toContain('19 failing nodes')
    expect(shown).toContain('web-115.paris1.acme.net … all 19 in the thread')
    expect(alert.text).toContain('Why: SSH service, 17 of 19 failing nodes: Unit sshd.service failed to restart.')
    const list = listOf(scene)
    expect(list).toMatchObject({ thread_ts: alert.ts })
    expect(list.subtype).toBeUndefined()
    expect(list.text).toMatch(/^All 19 failing nodes\. /)
    expect(said(list).match(/acme\.net"/g)).toHaveLength(19)

    failOn(rudder, 21)
    await pass(5 * minute)
    expect(now(list).text).toMatch(/^All 21 failing nodes\. /)
    expect(said(now(alert))).toContain('all 21 in the thread')
    expect(scene.slack.seen('ops').filter(({ text }) => text.startsWith('All '))).toHaveLength(1)
  })

  test('other nodes, though as many, are other news: the same messages name them', async () => {
    const scene = await watching()
    const { pass, now, rudder } = scene
    const many = scene.slack.seen('ops').length
    failOn(rudder, 19)
    const ours = rudder.state.findings.find(
      ({ nodeIds, ruleId }) => ruleId === scene.rule('SSH hardening').id && nodeIds.length > 0,
    )
    const group = rudder.state.groups.find(({ displayName }) => displayName === 'DMZ Linux')
    if (!ours || !group) throw new Error('the seed has no such rule')
    ours.nodeIds = group.nodeIds.slice(-19)
    const before = said(now(listOf(scene)))
    await pass(5 * minute)
    expect(said(now(found(scene, 'ALERT')))).toContain('19 of 19 failing nodes')
    expect(said(listOf(scene))).not.toBe(before)
    expect(scene.slack.seen('ops')).toHaveLength(many)
  })

  test('few nodes need no list; that they can’t be read closely is no reason to say nothing', async () => {
    const scene = await startScene(stand)
    const { type, pass, rudder, slack } = scene
    failOn(rudder, 4)
    await type('ana', 'ops', failing.replace('> 10', '> 3'))
    await pass(5 * minute)
    await pass(5 * minute)
    const alert = found(scene, 'ALERT')
    expect(said(alert)).toContain('4 failing nodes')
    expect(said(alert)).not.toContain('in the thread')
    expect(slack.seen('ops').filter(({ thread_ts }) => thread_ts !== undefined)).toEqual([])
    rudder.faults.only = (_, path) => path.includes('level=5')
    rudder.faults.down = true
    failOn(rudder, 8)
    await pass(5 * minute)
    expect(scene.now(alert).text).toContain('failing 8')
    expect(said(scene.now(alert))).toContain('Nodes to look at first')
  })

  test('how it was before, and where it goes', async () => {
    const scene = await startScene(stand)
    const { type, pass, now, rudder } = scene
    failOn(rudder, 3)
    await type('ana', 'ops', failing)
    await pass(5 * minute)
    failOn(rudder, 12)
    await pass(5 * minute)
    failOn(rudder, 19)
    await pass(5 * minute)
    const alert = found(scene, 'ALERT')
    expect(said(alert)).toContain(' · was 3 · rising, +7 in 5 min.')
    expect(screen(alert.text)).toBe('ALERT rudder/prod: compliance SSH hardening: failing 19 since 09:10 UTC, rising.')
    failOn(rudder, 17)
    await pass(5 * minute)
    expect(said(now(alert))).toContain(' · was 3 · falling, −2 in 5 min.')
    await scene.press('marc', alert, 'on-it')
    expect(screen(now(alert).text)).toContain(
      'ON IT (marc) rudder/prod: compliance SSH hardening: failing 17 since 09:10 UTC',
    )
    expect(said(now(alert))).toContain(' · was 3 · falling, −2 in 5 min.')
  })

  test('a long name is cut on a lock screen, and nowhere else', async () => {
    const scene = await startScene(stand)
    scene.rule('SSH hardening').displayName =
      `Hardening of everything that listens on port 22 ${'and more '.repeat(6)}`.trim()
    await scene.type(
      'ana',
      'ops',
      '/rudder watch compliance Hardening of everything that listens every 5m when failing > 10',
    )
    await scene.pass(5 * minute)
    await scene.pass(5 * minute)
    const alert = found(scene, 'ALERT')
    expect(screen(alert.text)).toMatch(/^ALERT rudder\/prod: compliance Harde.*…: failing 19 since 09:05 UTC/)
    expect(said(alert)).toContain(
      'ALERT rudder/prod: compliance Hardening of everything that listens: failing 19 (over 10)',
    )
  })

  test('of all rules: where most nodes fail; of silent nodes: where they are, and which', async () => {
    const scene = await watching('/rudder watch compliance every 5m when failing > 10')
    const alert = said(found(scene, 'ALERT'))
    expect(alert).toMatch(/ › [^"]+"/)
    expect(alert).toMatch(/: \d+ of \d+ failing nodes: /)
    expect(alert).toMatch(/all \d+ in the thread/)
    await scene.type('ana', 'staging', '/rudder watch compliance on prod every 5m when silent > 10')
    await scene.pass(5 * minute)
    await scene.pass(5 * minute)
    const silent = said(found(scene, 'ALERT', 'staging'))
    expect(silent).toMatch(/"\*\.lyon2\.acme\.net".*: 41 nodes"/)
    expect(silent).toContain('46 silent nodes')
    expect(silent).toContain('all 46 in the thread')
    expect(found(scene, 'All ', 'staging').text).toMatch(/^All 46 silent nodes\. /)
  })

  test.each([
    ['errors > 10', 'nodes in error', /: \d+ of \d+ nodes in error/, 'non-compliant'],
    ['audit > 10', 'non-compliant nodes', /: \d+ of \d+ non-compliant nodes: /, 'in error'],
  ])('of all rules when %s: the %s and no other ones', async (when, what, why, other) => {
    const scene = await watching(`/rudder watch failing every 5m when ${when}`)
    const alert = found(scene, 'ALERT')
    const shown = JSON.stringify(alert.blocks?.filter(({ type }) => type === 'rich_text'))
    expect(shown).toMatch(why)
    expect(shown).toContain(` ${what}"`)
    expect(shown).not.toContain(other)
    expect(found(scene, 'All ').text).toMatch(new RegExp(`^All \\d+ ${what}\\. `))
  })

  test('of two figures that are bad at once, an alert names the nodes of both', async () => {
    const scene = await watching('/rudder watch compliance every 5m when failing > 10 and silent > 10')
    const alert = found(scene, 'ALERT')
    expect(alert.text).toMatch(/^ALERT rudder\/prod: compliance: failing 127, silent 46 since 09:05 UTC\./)
    expect(said(alert)).toContain('173 failing or silent nodes"')
    expect(said(alert)).toContain(': 17 of 173 failing or silent nodes: Unit sshd.service failed to restart')
  })

  test('the lines that help next are those of the answer', async () => {
    const scene = await watching('/rudder watch failing SSH hardening every 5m when failing > 10')
    const alert = found(scene, 'ALERT')
    expect(said(alert)).toContain(': 17 of 19 failing nodes: Unit sshd.service failed to restart')
    expect(buttons(alert)).toEqual(['on-it', 'snooze', 'next:0', 'next:1', 'next:2'])
    await scene.press('rita', alert, 'next:1')
    expect(scene.last('ops').text).toContain('SSH hardening')
    expect(said(scene.last('ops'))).toContain('/rudder compliance SSH hardening')
  })

  test('in a storm no lists are posted, and the alerts there don’t promise any', async () => {
    const scene = await startScene(stand)
    for (let one = 1; one <= 7; one++) await scene.type('ana', 'ops', failing.replace('> 10', `> ${one}`))
    await scene.pass(5 * minute)
    await scene.pass(5 * minute)
    const storm = found(scene, 'STORM')
    const inStorm = scene.slack.seen('ops').filter(({ thread_ts }) => thread_ts === storm.ts)
    expect(inStorm.map(({ text }) => text.split(' ')[0])).toEqual(['ALERT', 'ALERT'])
    for (const one of inStorm) expect(said(one)).toContain('web-115.paris1.acme.net and 14 more')
    expect(scene.slack.seen('ops').filter(({ text }) => text.startsWith('All '))).toHaveLength(5)
  })

  test('of rows that are for whoever asks, nothing is named', async () => {
    const scene = await startScene(stand, { beside: ['redash'] })
    await scene.type('ana', 'ops', '/redash watch Daily orders every 15m when rows > 0')
    await scene.pass(15 * minute)
    await scene.pass(15 * minute)
    const alert = found(scene, 'ALERT')
    expect(JSON.stringify(alert.blocks)).not.toContain('rich_text_list')
    expect(scene.slack.seen('ops').filter(({ thread_ts }) => thread_ts !== undefined)).toEqual([])
  })
})
