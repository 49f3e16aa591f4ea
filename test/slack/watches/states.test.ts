import { expect, test } from 'vitest'
import { buttons, mainlySocket, type Scene, said, startScene } from '../scene.ts'
import { replaceBot } from './replaced.ts'
import { failing, failOn, found, minute } from './setup.ts'

mainlySocket((stand) => {
  /** A watch that has raised its alert at the second reading, with so many nodes. */
  const alerted = async (nodes = 19, line = failing): Promise<Scene> => {
    const scene = await startScene(stand)
    await scene.type('ana', 'ops', line)
    failOn(scene.rudder, nodes)
    await scene.pass(5 * minute)
    await scene.pass(5 * minute)
    return scene
  }

  test('ALERT: after a restart it is still the same message; worse is said once, and in it', async () => {
    const scene = await alerted()
    const alert = found(scene, 'ALERT')
    const { during } = await replaceBot(scene)
    expect(await during(5)).toEqual([])
    failOn(scene.rudder, 40)
    expect(await during(5)).toEqual(['also in the channel: WORSE'])
    expect(scene.now(alert).text).toContain('failing 40 since')
    expect(buttons(scene.now(alert))).toContain('on-it')
  })

  test('WORSE: a restart does not shorten the 15 minutes in which the channel hears nothing more', async () => {
    const scene = await alerted(2, failing.replace('> 10', '> 1'))
    failOn(scene.rudder, 5)
    await scene.pass(5 * minute)
    const { during } = await replaceBot(scene)
    failOn(scene.rudder, 20)
    expect(await during(5, 5)).toEqual([])
    expect(await during(5)).toEqual(['also in the channel: WORSE'])
    expect(found(scene, 'ALERT').text).toContain('failing 20')
  })

  test('ON IT: whoever is on it still is after a restart, and is named at the end', async () => {
    const scene = await alerted()
    const alert = found(scene, 'ALERT')
    await scene.press('marc', alert, 'on-it')
    const { during } = await replaceBot(scene)
    expect(await during(5)).toEqual([])
    expect(scene.now(alert).text).toContain('ON IT (marc)')
    failOn(scene.rudder, 0)
    expect(await during(5, 5)).toEqual(['Better,', 'RESOLVED'])
    expect(scene.now(alert).text).toMatch(/RESOLVED.* On it: marc/)
  })

  test('snoozed: a restart neither ends nor forgets it, and its end is said once', async () => {
    const scene = await alerted()
    const alert = found(scene, 'ALERT')
    await scene.press('marc', alert, 'snooze')
    const { during } = await replaceBot(scene)
    failOn(scene.rudder, 41)
    expect(await during(5, 25, 25)).toEqual([])
    expect(scene.now(alert).text).toContain('Snoozed until')
    expect(await during(5)).toEqual(['also in the channel: STILL'])
    expect(await during(5, 5)).toEqual([])
    expect(scene.now(alert).text).not.toContain('Snoozed')
    expect(buttons(scene.now(alert))).toContain('snooze')
  })

  test('RESOLVED: it stays so after a restart; another alert needs two readings, and is another message', async () => {
    const scene = await alerted()
    const alert = found(scene, 'ALERT')
    failOn(scene.rudder, 0)
    await scene.pass(5 * minute)
    await scene.pass(5 * minute)
    const { during } = await replaceBot(scene)
    expect(await during(5)).toEqual([])
    failOn(scene.rudder, 19)
    expect(await during(5)).toEqual([])
    expect(await during(5)).toEqual(['ALERT'])
    expect(scene.now(alert).text).toContain('RESOLVED')
  })

  test('one reading that is back where it was does not resolve; the second may be that of another replica', async () => {
    const scene = await alerted()
    failOn(scene.rudder, 0)
    await scene.pass(5 * minute)
    const { during } = await replaceBot(scene)
    expect(await during(5)).toEqual(['RESOLVED'])
    expect(await during(5, 5)).toEqual([])
  })

  test('NO LONGER CHECKED: it is over after a restart too, and begins anew when it is checked again', async () => {
    const scene = await alerted()
    const alert = found(scene, 'ALERT')
    scene.rule('SSH hardening').enabled = false
    await scene.pass(5 * minute)
    const { during } = await replaceBot(scene)
    expect(await during(5)).toEqual([])
    expect(scene.now(alert).text).toContain('NO LONGER CHECKED')
    scene.rule('SSH hardening').enabled = true
    expect(await during(5)).toEqual([])
    expect(await during(5)).toEqual(['ALERT'])
  })

  test('BLIND and BACK are one message, whichever replica sees which', async () => {
    const scene = await alerted()
    const alert = found(scene, 'ALERT')
    scene.rudder.faults.down = true
    await scene.pass(5 * minute)
    const { during } = await replaceBot(scene)
    expect(await during(5)).toEqual(['BLIND'])
    const blind = found(scene, 'BLIND')
    expect(await during(5, 5)).toEqual([])
    expect(scene.now(alert).text).toContain('ALERT')
    scene.rudder.faults.down = false
    expect(await during(5)).toEqual([])
    expect(scene.now(blind).text).toContain('BACK')
    expect(await during(5)).toEqual([])
  })

  test('STORM: an alert after a restart is in the thread of the storm before it', async () => {
    const line = (one: number) => failing.replace('5m', '1m').replace('> 10', `> ${one}`)
    const scene = await startScene(stand)
    for (let one = 1; one <= 7; one++) await scene.type('ana', 'ops', line(one))
    await scene.pass(minute)
    await scene.pass(minute)
    const storm = found(scene, 'STORM')
    await scene.type('ana', 'ops', line(8))
    const { during } = await replaceBot(scene)
    expect(await during(1, 1)).toEqual(['ALERT'])
    const inStorm = scene.slack.seen('ops').filter(({ thread_ts }) => thread_ts === storm.ts)
    expect(inStorm).toHaveLength(3)
    expect(scene.now(storm).text).toContain('STORM: 3 more alerts')
  })

  test('PAUSED: nothing is read after a restart; whoever takes it over stays its owner after the next one', async () => {
    const scene = await alerted()
    const { slack, rudder, press, now } = scene
    const alert = found(scene, 'ALERT')
    slack.leave('ana', 'ops')
    await scene.pass(5 * minute)
    const { during, replicas } = await replaceBot(scene)
    const reads = () => rudder.requests.filter(({ path }) => path.includes('/compliance')).length
    const before = reads()
    expect(await during(5, 5)).toEqual([])
    expect(reads()).toBe(before)
    expect(now(alert).text).toContain('NO LONGER CHECKED')
    await press('marc', found(scene, 'PAUSED'), 'Take over watch 1')
    await replicas[0]?.stop()
    await replicas[1]?.stop()
    await scene.startReplica()
    await scene.pass(5 * minute)
    await scene.pass(5 * minute)
    expect(said(found(scene, 'ALERT'))).toContain('watch 1 of marc')
  })

  test('a replica that ends between reading and storing: another one reads again, and the alert is raised once', async () => {
    const scene = await startScene(stand)
    await scene.type('ana', 'ops', failing)
    await scene.pass(5 * minute)
    const { during } = await replaceBot(scene)
    let isFirst = true
    scene.world.steps.set('watch:read', () => {
      if (!isFirst) return
      isFirst = false
      throw new Error('this replica is gone')
    })
    expect(await during(5)).toEqual([])
    expect(isFirst).toBe(false)
    expect(await during(2)).toEqual([])
    expect(await during(1, 1)).toEqual(['ALERT'])
    expect(await during(5)).toEqual([])
    expect(buttons(found(scene, 'ALERT'))).toContain('on-it')
  })
})
