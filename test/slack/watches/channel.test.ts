import { expect, test } from 'vitest'
import { buttons, mainlyHttp, type Scene, said, startScene } from '../scene.ts'
import { failing, found, minute, titles } from './setup.ts'

mainlyHttp((stand) => {
  const watching = async (settings = (yaml: string) => yaml) => {
    const scene = await startScene(stand, { settings })
    await scene.type('ana', 'ops', failing)
    await scene.pass(5 * minute)
    return scene
  }
  const reads = ({ rudder }: Scene) => rudder.requests.filter(({ path }) => path.includes('/compliance')).length

  test.each([
    ['is archived', 'Its channel is archived', ({ slack }) => slack.mark('ops', 'archived', true)],
    [
      'is shared with another organization',
      'Its channel is shared with another organization now',
      ({ slack }) => slack.mark('ops', 'shared', true),
    ],
    [
      'is about to be shared with another organization',
      'Its channel is shared with another organization now',
      ({ slack }) => slack.mark('ops', 'pending', true),
    ],
    ['has put the bot out', 'I am not in its channel any more', ({ slack }) => slack.wake('ops')],
  ] as readonly (readonly [string, string, (scene: Scene) => void])[])(
    'the watch of a channel that %s pauses at the next reading, and only its owner hears of it',
    async (_, why, happens) => {
      const scene = await watching()
      const { pass, slack } = scene
      const [before, ours] = [reads(scene), () => slack.seen('ops').filter(({ blocks }) => blocks !== undefined)]
      const many = ours().length
      happens(scene)
      await pass(5 * minute)
      expect(ours()).toHaveLength(many)
      expect(reads(scene)).toBe(before)
      const told = slack.seen(slack.direct('ana')).at(-1)
      expect(told?.text).toMatch(/^PAUSED your watch 1 in #ops on rudder\/prod: compliance SSH hardening\. /)
      expect(told && said(told)).toContain(why)
      expect(told && buttons(told)).toEqual(['next:0'])
      await pass(60 * minute)
      expect(reads(scene)).toBe(before)
      expect(slack.seen(slack.direct('ana'))).toHaveLength(1)
    },
  )

  test('its owner resumes it from there, once the channel can be posted in again', async () => {
    const scene = await watching()
    const { pass, press, slack, whispered } = scene
    slack.mark('ops', 'archived', true)
    await pass(5 * minute)
    const direct = slack.direct('ana')
    const [told] = slack.seen(direct)
    if (!told) throw new Error('nothing was said')
    await press('ana', told, 'next:0')
    expect([...slack.seen(direct), ...whispered('ana', direct)].at(-1)?.text).toContain(
      "It can't be resumed: Its channel is archived",
    )
    slack.mark('ops', 'archived', false)
    await pass(minute)
    await press('ana', told, 'next:0')
    expect(found(scene, '✓ Applied: watch 1 is resumed')).toBeDefined()
    await pass(5 * minute)
    await pass(5 * minute)
    expect(found(scene, 'ALERT')).toBeDefined()
  })

  test('in a shared channel that the settings list it goes on', async () => {
    const scene = await watching((yaml) => `${yaml}\nslack:\n  shared: [C0OPS]\n`)
    const { pass, slack } = scene
    slack.mark('ops', 'shared', true)
    await pass(5 * minute)
    expect(found(scene, 'ALERT')).toBeDefined()
    expect(slack.seen(slack.direct('ana'))).toEqual([])
  })

  test('in a channel that is renamed it goes on, and is called by the new name', async () => {
    const scene = await watching()
    const { pass, slack } = scene
    slack.rename('ops', 'operations')
    await pass(5 * minute)
    expect(titles(scene, 'operations').at(-1)).toContain('ALERT rudder/prod: compliance SSH hardening')
    expect(slack.seen(slack.direct('ana'))).toEqual([])
    slack.wake('operations')
    await pass(5 * minute)
    const told = slack.seen(slack.direct('ana')).map(({ text }) => text)
    expect(told).toHaveLength(2)
    expect(told.filter((text) => text.startsWith('PAUSED your watch 1 in #operations on rudder/prod'))).toHaveLength(1)
    expect(told.filter((text) => text.startsWith('NO LONGER CHECKED rudder/prod'))).toHaveLength(1)
  })

  test('the name of a private channel is not said', async () => {
    const scene = await startScene(stand)
    const { type, pass, slack } = scene
    slack.invite('war-room')
    await type('ana', 'war-room', failing)
    await pass(5 * minute)
    slack.mark('war-room', 'archived', true)
    await pass(5 * minute)
    expect(slack.seen(slack.direct('ana')).at(-1)?.text).toMatch(/^PAUSED your watch 1 on rudder\/prod/)
  })
})
