import { expect, test } from 'vitest'
import { checkupNow } from '../../../src/run/doctor/checkup.ts'
import { mainlyHttp, said, startScene } from '../scene.ts'
import { found, minute, replies, titles } from './setup.ts'

const line = '/rudder watch compliance SSH hardening on prod every 5m when failing > 10'
const entry = (more: Readonly<Record<string, string>> = {}): string => {
  const all = { line, channel: 'C0OPS', owner: 'U07ANA', ...more }
  return Object.entries(all)
    .map(([key, value]) => `    ${key}: ${JSON.stringify(value)}\n`)
    .join('')
}
const declared = (watches: Readonly<Record<string, string>>): string =>
  Object.entries(watches).reduce((all, [name, text]) => `${all}  ${name}:\n${text}`, '\nwatches:\n')
const ssh = declared({ 'ssh-drift': entry() })

mainlyHttp((stand) => {
  const watching = async (section = ssh) => {
    const scene = await startScene(stand, { settings: (yaml) => yaml + section })
    await scene.pass(1)
    const to = (next: string) =>
      scene.reload((yaml) => {
        const at = yaml.indexOf('\nwatches:\n')
        return (at === -1 ? yaml : yaml.slice(0, at)) + next
      })
    return { ...scene, to }
  }

  test('a watch of the settings says in its channel that it begins, and reads as its owner', async () => {
    const scene = await watching()
    const { pass, last, type, whispered, startReplica } = scene
    expect(titles(scene)).toEqual(['WATCHING rudder/prod: compliance SSH hardening, every 5m when failing &gt; 10'])
    expect(said(last('ops'))).toContain('Now: failing 19 (over 10)')
    expect(said(last('ops'))).toContain('watches.ssh-drift')
    expect(said(last('ops'))).toContain('the rights of ana')
    await pass(5 * minute)
    await pass(5 * minute)
    expect(titles(scene).at(-1)).toContain('ALERT rudder/prod: compliance SSH hardening: failing 19 since')
    expect(said(found(scene, 'ALERT'))).toContain('watch 1 of ana')
    await type('marc', 'ops', '/cox watches')
    const list = whispered('marc', 'ops').at(-1)
    expect(list && said(list)).toContain('declared in the settings (watches.ssh-drift)')
    // Another replica with the same settings changes nothing.
    await startReplica()
    await pass(5 * minute)
    expect(titles(scene)).toHaveLength(2)
  })

  test('of two replicas that start at once, one makes it', async () => {
    const scene = await startScene(stand)
    const { to, pass, startReplica, slack, settle } = {
      ...scene,
      to: (next: string) => scene.reload((yaml) => yaml + next),
    }
    const second = await startReplica()
    await to(ssh)
    scene.world.leap(1)
    await Promise.all([scene.bot.jobs.tick(), second.jobs.tick()])
    await settle()
    await pass(1)
    const rows = await scene.bot.app.context.store.db.selectFrom('watches').select(['id', 'declared']).execute()
    expect(rows).toEqual([{ id: expect.any(String), declared: 'ssh-drift' }])
    expect(slack.seen('ops').filter(({ text }) => text.startsWith('WATCHING'))).toHaveLength(1)
  })

  test('what is as it was goes on after the settings were read again, open alert, pause and all', async () => {
    const scene = await watching()
    const { pass, to, type, last } = scene
    await pass(5 * minute)
    await pass(5 * minute)
    await to(`${ssh}  other:\n${entry({ line: '/rudder watch rule SSH hardening on prod on change' })}`)
    await pass(5 * minute)
    expect(titles(scene).map((title) => title.split(/[ :]/)[0])).toEqual(['WATCHING', 'ALERT', 'WATCHING'])
    expect(replies(scene)).toEqual([])
    await type('marc', 'ops', '/cox watch pause 1')
    expect(last('ops').text).toContain('watch 1 is paused')
    const many = titles(scene).length
    await to(ssh)
    await pass(5 * minute)
    expect(titles(scene).slice(many)).toEqual(['REMOVED watch 2 on rudder/prod: rule SSH hardening'])
    await type('marc', 'ops', '/cox watch resume 1')
    expect(said(last('ops'))).not.toContain('now it belongs to marc')
    await pass(5 * minute)
    await pass(5 * minute)
    expect(said(found(scene, 'ALERT'))).toContain('watch 1 of ana')
  })

  test('a changed one begins anew under its number, and its alert is no longer checked', async () => {
    const scene = await watching()
    const { pass, to, now, slack, type } = scene
    await pass(5 * minute)
    await pass(5 * minute)
    const alert = slack.seen('ops').find(({ text }) => text.startsWith('ALERT'))
    await type('marc', 'ops', '/cox watch pause 1')
    await type('marc', 'ops', '/cox watch resume 1')
    await to(declared({ 'ssh-drift': entry({ line: line.replace('> 10', '> 15'), owner: 'U03MARC' }) }))
    await pass(1)
    expect(alert && now(alert).text).toContain('NO LONGER CHECKED')
    expect(titles(scene).at(-1)).toBe('WATCHING rudder/prod: compliance SSH hardening, every 5m when failing &gt; 15')
    expect(said(scene.last('ops'))).toContain('Watch 1')
    expect(said(scene.last('ops'))).toContain('the rights of marc')
    await to(
      declared({ 'ssh-drift': entry({ line: line.replace('> 10', '> 15'), owner: 'U03MARC', channel: 'C0STAGING' }) }),
    )
    await pass(1)
    expect(titles(scene).at(-1)).toBe('REMOVED watch 1 on rudder/prod: compliance SSH hardening')
    expect(titles(scene, 'staging')).toEqual([
      'WATCHING rudder/prod: compliance SSH hardening, every 5m when failing &gt; 15',
    ])
  })

  test('one that the settings no longer have is removed, which its channel hears, and its alert is no longer checked', async () => {
    const scene = await watching()
    const { pass, to, slack, now, type, whispered } = scene
    await pass(5 * minute)
    await pass(5 * minute)
    const alert = slack.seen('ops').find(({ text }) => text.startsWith('ALERT'))
    await to('')
    await pass(1)
    expect(titles(scene).at(-1)).toBe('REMOVED watch 1 on rudder/prod: compliance SSH hardening')
    expect(alert && now(alert).text).toContain('NO LONGER CHECKED')
    expect(alert && said(now(alert))).toContain('The settings no longer have this watch.')
    await type('ana', 'ops', '/cox watches')
    expect(whispered('ana', 'ops').at(-1)?.text).toContain('Nothing is watched here')
  })

  test('from chat it is neither removed, changed nor taken over; a pause names the settings', async () => {
    const scene = await watching()
    const { type, whispered, slack, pass, last } = scene
    await type('ana', 'ops', '/cox watch remove 1')
    expect(whispered('ana', 'ops').at(-1)?.text).toContain('The settings declare watch 1 (watches.ssh-drift)')
    await type('ana', 'ops', '/cox watch change 1 every 1m')
    expect(whispered('ana', 'ops').at(-1)?.text).toContain('so it is changed there')
    await type('marc', 'ops', '/cox watch test 1')
    expect(whispered('marc', 'ops').at(-1)?.text).toContain('Watch 1: its condition holds now')
    slack.leave('ana', 'ops')
    await pass(5 * minute)
    expect(last('ops').text).toContain('PAUSED watch 1')
    expect(said(last('ops'))).toContain('watches.ssh-drift')
    expect(said(last('ops'))).not.toContain('take')
    await scene.press('marc', last('ops'), 'Resume watch 1')
    expect(whispered('marc', 'ops').at(-1)?.text).toContain("It can't be resumed: ana has left the channel.")
    const many = slack.seen('ops').length
    await pass(60 * minute)
    expect(slack.seen('ops')).toHaveLength(many)
  })

  test.each([
    ['a name that is not there', { line: '/rudder watch compliance Nonexistent on prod every 5m' }, 'Nonexistent'],
    ['a figure that is not there', { line: line.replace('failing', 'faling') }, 'Did you mean “failing”?'],
    ['an owner who may not', { owner: 'U09GUS' }, "can't be used here"],
  ])('%s pauses it at its first reading, which its channel hears', async (_, wrong, why) => {
    const scene = await watching(declared({ 'ssh-drift': entry(wrong) }))
    const { last, to, pass } = scene
    expect(last('ops').text).toContain('PAUSED watch 1')
    expect(said(last('ops'))).toContain(why)
    await scene.bot.jobs.tick()
    const found = await checkupNow(scene.bot.app.context)
    expect(found.find(({ check }) => check === 'watches')).toMatchObject({
      about: 'watches.ssh-drift',
      level: 'warning',
      says: expect.stringContaining(why),
    })
    await to(ssh)
    await pass(1)
    expect(titles(scene).at(-1)).toContain('WATCHING rudder/prod')
    const fixed = await checkupNow(scene.bot.app.context)
    expect(fixed.find(({ check }) => check === 'watches')).toMatchObject({ level: 'ok' })
  })

  test('one that only its owner may read pauses, and says who can begin it', async () => {
    const rill = declared({ apis: entry({ line: '/rill watch apis on prod every 15m when apis > 0' }) })
    const scene = await startScene(stand, { settings: (yaml) => yaml + rill, beside: ['rill'] })
    await scene.pass(1)
    expect(titles(scene)).toEqual(['PAUSED watch 1 on rill/prod: apis'])
    expect(said(scene.last('ops'))).toContain(
      "the settings can't show that to others. ana can type the line in this channel.",
    )
  })

  test('until a watch of the settings has begun, the checkup says that it has not', async () => {
    const scene = await startScene(stand, { settings: (yaml) => yaml + ssh })
    const ofWatches = async () => (await checkupNow(scene.bot.app.context)).filter(({ check }) => check === 'watches')
    expect(await ofWatches()).toMatchObject([
      { about: 'watches.ssh-drift', level: 'warning', says: "It hasn't begun, so it checks nothing." },
    ])
    await scene.pass(1)
    expect(await ofWatches()).toMatchObject([{ level: 'ok' }])
  })

  test('while its connection does not answer it waits, and begins once that does', async () => {
    const scene = await startScene(stand)
    const { rudder, pass, reload } = scene
    rudder.faults.down = true
    await reload((yaml) => yaml + ssh)
    await pass(1)
    await pass(minute)
    await pass(2 * minute)
    expect(titles(scene).map((title) => title.split(' ')[0])).toEqual(['BLIND'])
    rudder.faults.down = false
    await pass(2 * minute)
    expect(titles(scene).map((title) => title.split(' ')[0])).toEqual(['BACK', 'WATCHING'])
  })
})
