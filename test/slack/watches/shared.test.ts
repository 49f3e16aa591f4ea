import { expect, test } from 'vitest'
import { mainlyHttp, said, startScene } from '../scene.ts'
import { failOn, minute } from './setup.ts'

mainlyHttp((stand) => {
  test('the same reading of several watches is one within a minute, and each watch has its own alert', async () => {
    const scene = await startScene(stand)
    const { type, pass, rudder, slack, last } = scene
    const asked = () => rudder.requests.filter(({ path }) => path.includes('/compliance'))
    const isClose = ({ path }: { readonly path: string }) => path.includes('level=5')
    const whole = () => asked().filter((one) => !isClose(one)).length
    const close = () => asked().filter(isClose).length
    const reads = async (ms: number) => {
      const before = whole()
      await pass(ms)
      return whole() - before
    }
    const line = '/rudder watch compliance SSH hardening on prod every 5m'
    await type('ana', 'ops', `${line} when failing > 10`)
    const alone = await reads(5 * minute)
    expect(alone).toBeGreaterThan(0)
    await type('marc', 'ops', `${line} when failing > 15`)
    await type('marc', 'staging', `${line} when failing > 30`)
    expect(await reads(5 * minute)).toBe(alone)
    const closely = close()
    expect(await reads(5 * minute)).toBe(alone)
    // What the alerts name is read once, too.
    expect(close()).toBe(closely + 1)
    const alerts = slack.seen('ops').filter(({ text }) => text.startsWith('ALERT'))
    expect(alerts.map(({ text }) => text.split('. ')[0])).toEqual([
      'ALERT rudder/prod: compliance SSH hardening: failing 19 since 09:05 UTC',
      'ALERT rudder/prod: compliance SSH hardening: failing 19 since 09:10 UTC',
    ])
    expect(alerts.map(said).map((text) => /watch \d of \w+/.exec(text)?.[0])).toEqual([
      'watch 1 of ana',
      'watch 2 of marc',
    ])
    // What a person asks for is read then, and the next minute everything is.
    const before = whole()
    await type('marc', 'ops', '/cox watch test 2')
    expect(whole()).toBe(before + alone)
    failOn(rudder, 40)
    expect(await reads(5 * minute)).toBe(alone)
    expect(last('ops').text).toContain('failing 40')
  })

  test('a watch whose owner may not read any more pauses, whatever another watch has read', async () => {
    const { type, pass, slack, last } = await startScene(stand)
    const line = '/rudder watch compliance SSH hardening every 5m when failing > 10'
    await type('ana', 'ops', line)
    await type('marc', 'ops', line)
    slack.change('marc', { email: 'marc@elsewhere.example' })
    await pass(5 * minute)
    expect(last('ops').text).toContain('PAUSED watch 2')
    expect(said(last('ops'))).toContain('marc may no longer')
    expect(slack.seen('ops').filter(({ text }) => text.startsWith('PAUSED'))).toHaveLength(1)
  })

  test('a connection that does not answer holds up no watch of another one', async () => {
    const { type, pass, play, slack } = await startScene(stand)
    const line = '/rudder watch compliance every 5m on staging when failing > 10'
    for (let one = 1; one <= 17; one++)
      await type('ana', 'ops', `/rudder watch compliance SSH hardening on prod every 5m when failing > ${one}00`)
    await type('ana', 'staging', line)
    const { prod, staging } = play.rudder
    let release = () => {}
    const held = new Promise<void>((resolve) => {
      release = resolve
    })
    prod.faults.hold = () => held
    const before = staging.requests.length
    const passed = pass(5 * minute)
    while (!staging.requests.slice(before).some(({ path }) => path.includes('/compliance')))
      await new Promise((resolve) => setTimeout(resolve, 5))
    expect(prod.requests.at(-1)?.doneAt).toBe(prod.requests.at(-1)?.at)
    release()
    await passed
    expect(slack.seen('ops')).toHaveLength(17)
  })

  test('more connections that do not answer than begin at once hold nobody up for longer than a second', async () => {
    const dead = Array.from({ length: 9 }, (_, n) => `dead${n}`)
    const copied = (yaml: string): string => {
      const [block = ''] = /\n {2}rudder\/prod:\n(?: {4}.*\n)+/.exec(yaml) ?? []
      const copy = (name: string) =>
        block.replace('rudder/prod', `rudder/${name}`).replace('default: true', 'default: false')
      return yaml.replace(
        block,
        () =>
          `${block.trimEnd()}${dead
            .map(copy)
            .map((one) => one.trimEnd())
            .join('')}\n`,
      )
    }
    const { type, pass, play, world } = await startScene(stand, { settings: copied })
    for (const name of dead)
      await type('ana', 'ops', `/rudder watch compliance SSH hardening on ${name} every 5m when failing > 100`)
    await type('ana', 'staging', '/rudder watch compliance every 5m on staging when failing > 10')
    const { prod, staging } = play.rudder
    let release = () => {}
    const held = new Promise<void>((resolve) => {
      release = resolve
    })
    prod.faults.hold = () => held
    const [begun, before] = [prod.requests.length, staging.requests.length]
    const until = async (isSo: () => boolean) => {
      while (!isSo()) await new Promise((resolve) => setTimeout(resolve, 5))
    }
    const passed = pass(5 * minute)
    await until(() => prod.requests.length > begun)
    await world.advance(1_000)
    await until(() => staging.requests.slice(before).some(({ path }) => path.includes('/compliance')))
    // Nobody gave up on one of the others first.
    expect(world.lines.filter(({ event, fields }) => event === 'watch' && fields.how !== 'answered')).toEqual([])
    release()
    await passed
  })
})
