import { expect, test } from 'vitest'
import { mainlyHttp, said, startScene } from '../scene.ts'
import { failing, found, minute, replies, titles } from './setup.ts'

const place = 'rudder/prod: compliance SSH hardening'

mainlyHttp((stand) => {
  const open = async (line = failing) => {
    const scene = await startScene(stand)
    await scene.type('ana', 'ops', line)
    await scene.pass(5 * minute)
    await scene.pass(5 * minute)
    return { ...scene, alert: found(scene, 'ALERT') }
  }

  test('what is typed takes the place of that part, the rest stays, and the watch starts over', async () => {
    const scene = await open()
    const { type, pass, now, last, alert, bot } = scene
    await type('marc', 'ops', '/cox watch change 1 when failing > 30')
    expect(last('ops').text).toContain(`Applied: watch 1 is changed, ${place}: every 5m when failing &gt; 30`)
    expect(said(last('ops'))).toContain('Before: every 5m when failing > 10.')
    expect(now(alert).text).toContain(`NO LONGER CHECKED ${place}`)
    expect(said(now(alert))).toContain('marc changed the watch: every 5m when failing > 30.')
    const before = titles(scene).length
    await pass(5 * minute)
    await pass(5 * minute)
    expect(titles(scene)).toHaveLength(before)
    await type('marc', 'ops', '/cox watch change 1 every 1m')
    expect(last('ops').text).toContain('every 1m when failing &gt; 30')
    await type('ana', 'ops', '/cox watch change 1 when failing > 12')
    await pass(minute)
    await pass(minute)
    expect(titles(scene).at(-1)).toContain(`ALERT ${place}: failing 19`)
    const rows = await bot.app.context.store.db.selectFrom('audit').selectAll().orderBy('seq').execute()
    const changed = rows.filter(({ payload }) => payload?.includes('"does":"change"'))
    expect(changed.map(({ payload }) => JSON.parse(payload ?? '').clauses)).toEqual([
      'every 5m when failing > 30',
      'every 1m when failing > 30',
      'every 1m when failing > 12',
    ])
  })

  test('from the alert, its menu opens the form with all of it', async () => {
    const scene = await open()
    const { press, submit, slack, last, whispered, now, alert } = scene
    await press('marc', alert, 'menu', `watch-change:${alertId(alert)}`)
    const [asked] = whispered('marc', 'ops').slice(-1)
    if (!asked) throw new Error('nothing was asked')
    expect(asked.text).toContain('Watch 1 now: every 5m when failing &gt; 10')
    await press('marc', asked, 'form')
    expect(JSON.stringify(slack.view('marc'))).toContain('every 5m when failing > 10')
    await submit('marc', { 'When it reads, and what is worth a message': 'every 15m when failing > 40 until < 20' })
    expect(last('ops').text).toContain('every 15m when failing &gt; 40 until &lt; 20')
    expect(now(alert).text).toContain('NO LONGER CHECKED')
  })

  test('the menu reads again, and snoozes until the morning in the time zone of the watch', async () => {
    const scene = await open()
    const { press, whispered, now, alert, last } = scene
    expect(said(alert)).toContain('Snooze until 9:00 (Europe/Paris)')
    await press('marc', alert, 'menu', `watch-test:${alertId(alert)}`)
    const told = [...whispered('marc', 'ops'), last('ops')].map(({ text }) => text)
    expect(told.some((text) => text.includes('Watch 1: its condition holds now, failing 19'))).toBe(true)
    await press('marc', now(alert), 'menu', `snooze-to-morning:${alertId(alert)}`)
    expect(now(alert).text).toContain('Snoozed until 2026-11-02 08:00 UTC.')
    expect(replies(scene).at(-1)).toContain('marc snoozed it for 22 h 50 min')
    expect(said(now(alert))).not.toContain('Snooze until 9:00')
  })

  test('a reading that is under way when the watch is changed is dropped', async () => {
    const { type, bot, world } = await open()
    const { db } = bot.app.context.store
    const lease = { held_by: 'a turn', lease_until: world.clock.now() + minute }
    await db.updateTable('watches').set(lease).execute()
    await type('marc', 'ops', '/cox watch change 1 when failing > 30')
    expect(await db.selectFrom('watches').select(['held_by', 'lease_until', 'alert']).execute()).toEqual([
      { held_by: null, lease_until: null, alert: null },
    ])
  })

  test('whoever changes it while somebody else does hears of that, and changes nothing', async () => {
    const { type, settle, play, slack, bot, whispered } = await startScene(stand)
    await type('ana', 'ops', failing)
    const { prod } = play.rudder
    let release = () => {}
    const held = new Promise<void>((resolve) => {
      release = resolve
    })
    prod.faults.hold = () => held
    const begun = prod.requests.length
    await slack.type('marc', 'ops', '/cox watch change 1 when failing > 30')
    while (prod.requests.length === begun) await new Promise((resolve) => setTimeout(resolve, 5))
    const { db } = bot.app.context.store
    await db.updateTable('watches').set({ clauses: 'every 5m when failing > 40' }).execute()
    release()
    await settle()
    expect(whispered('marc', 'ops').at(-1)?.text).toContain('Somebody else has just changed watch 1.')
    expect(await db.selectFrom('watches').select('clauses').execute()).toEqual([
      { clauses: 'every 5m when failing > 40' },
    ])
  })

  test('if it can’t be read just now, it is as it was', async () => {
    const { type, rudder, bot, whispered } = await startScene(stand)
    await type('ana', 'ops', failing)
    rudder.faults.down = true
    await type('ana', 'ops', '/cox watch change 1 when failing > 30')
    expect(whispered('ana', 'ops').map(said).join()).toContain('The watch is as it was; try again.')
    expect(await bot.app.context.store.db.selectFrom('watches').select('clauses').execute()).toEqual([
      { clauses: 'every 5m when failing > 10' },
    ])
  })

  test.each([
    ['/cox watch change 1 compliance every 5m', 'Type what is to change, such as “every 15m”'],
    ['/cox watch change 1 on change ping @linux', 'Only an alert pings somebody'],
    ['/cox watch change 1 when parcels > 3', 'There is no figure called “parcels”.'],
    ['/cox watch change 1 every 1m on staging', 'What a watch reads can’t be changed'],
    ['/cox watch change 9 every 1m', 'There is no watch 9'],
    ['/cox watch change 1 every 5m', 'Watch 1 is so already'],
  ])('%s changes nothing', async (line, why) => {
    const scene = await startScene(stand)
    const { type, last, whispered, bot } = scene
    await type('ana', 'ops', failing)
    await type('ana', 'ops', line)
    const all = [...whispered('ana', 'ops'), last('ops')].map(said)
    expect(all.some((text) => text.includes(why))).toBe(true)
    expect(await bot.app.context.store.db.selectFrom('watches').select('clauses').execute()).toEqual([
      { clauses: 'every 5m when failing > 10' },
    ])
  })
})

/** The alert that the menu is about. */
const alertId = (alert: Parameters<typeof said>[0]): string =>
  /"snooze-to-morning:([^"]+)"/.exec(JSON.stringify(alert.blocks))?.[1] ?? ''
