import { expect, test } from 'vitest'
import { buttons, mainlyHttp, said, startScene } from '../scene.ts'
import { found, minute, titles } from './setup.ts'

mainlyHttp((stand) => {
  test('“Watch this” below an answer opens a form, and begins the watch of whoever submits it, there', async () => {
    const scene = await startScene(stand)
    const { type, press, submit, pass, slack, last } = scene
    await type('ana', 'ops', '/rudder compliance SSH hardening')
    const answer = last('ops')
    expect(buttons(answer)).toContain('watch')
    await press('marc', answer, 'watch')
    const view = slack.view('marc')
    expect(JSON.stringify(view)).toContain('/rudder watch compliance SSH hardening')
    expect(JSON.stringify(view)).toContain('failing (now 19)')
    // Options are sent by their number.
    await submit('marc', { ...alert, Channel: '0' })
    expect(last('ops').text).toContain(
      'Applied: watch 1 on rudder/prod: compliance SSH hardening, every 5m when failing &gt; 10',
    )
    expect(said(last('ops'))).toContain(slack.users.marc)
    await pass(5 * minute)
    await pass(5 * minute)
    expect(titles(scene).at(-1)).toContain('ALERT rudder/prod: compliance SSH hardening: failing 19 since ')
    expect(said(found(scene, 'ALERT'))).toContain('watch 1 of marc')
  })

  const alerts = `
alerts:
  groups: { linux: S0LINUX, oncall: S0ONCALL }
  channels: { C0OPS: { groups: [oncall] }, C0STAGING: { groups: [linux] } }
`
  const alert = { 'What it posts': '0', 'How often it is read': '1', Figure: '1', Compared: '0', Threshold: '10' }
  type View = { readonly blocks?: readonly { readonly label?: { text: string }; readonly element?: object }[] }
  /** The options of a field in the modal that somebody sees, in order. */
  const offered = (view: unknown, label: string): readonly string[] => {
    const block = (view as View).blocks?.find((one) => one.label?.text === label)
    const { options = [] } = (block?.element ?? {}) as {
      readonly options?: readonly { readonly text: { text: string } }[]
    }
    return options.map(({ text }) => text.text)
  }
  const pressed = async (settings = alerts) => {
    const scene = await startScene(stand, { settings: (yaml) => yaml + settings })
    await scene.type('ana', 'ops', '/rudder compliance SSH hardening')
    await scene.press('marc', scene.last('ops'), 'watch')
    return scene
  }

  test('the form offers the channels that the person and the bot are in, and the groups that may be pinged', async () => {
    const scene = await pressed()
    const { submit, pass, slack, last, whispered } = scene
    const view = slack.view('marc')
    // #random is without the bot, #partners is shared and not listed.
    expect(offered(view, 'Channel')).toEqual(['Here', '#staging'])
    expect(offered(view, 'Ping')).toEqual(['@linux', '@oncall'])
    await submit('marc', { ...alert, Ping: '0', Channel: '1' })
    // The connection is that of the answer, and not the default of the other channel.
    expect(last('staging').text).toContain('Applied: watch 1 on rudder/prod: compliance SSH hardening')
    expect(last('staging').text).toContain('ping @linux')
    expect(whispered('marc', 'ops').at(-1)?.text).toContain('The watch is in #staging')
    await pass(5 * minute)
    await pass(5 * minute)
    expect(titles(scene, 'staging').at(-1)).toContain('ALERT rudder/prod: compliance SSH hardening: failing 19')
    const alerted = slack.seen('staging').find(({ text }) => text.startsWith('ALERT'))
    expect(JSON.stringify(alerted)).toContain('S0LINUX')
  })

  test('a group that may not be pinged in the chosen channel is refused, and so is a channel that one of both has left', async () => {
    const scene = await pressed()
    const { submit, press, slack, last, whispered } = scene
    await submit('marc', { ...alert, Ping: '1', Channel: '1' })
    expect(whispered('marc', 'staging').at(-1)?.text).toContain("@oncall can't be pinged in this channel, only @linux.")
    expect(whispered('marc', 'ops').at(-1)?.text).toContain('The watch could not begin; why is in #staging')
    await press('marc', last('ops'), 'watch')
    slack.leave('marc', 'staging')
    // Who is in a channel is known for a minute.
    scene.world.leap(61_000)
    await submit('marc', { ...alert, Channel: '1' })
    expect(whispered('marc', 'ops').at(-1)?.text).toContain('You and I must both be in #staging')
    await press('marc', last('ops'), 'watch')
    expect(offered(slack.view('marc'), 'Channel')).toEqual([])
    expect(slack.seen('staging')).toHaveLength(0)
  })

  test('a channel in which the command may not be run is not offered; where nobody can be pinged, nobody is', async () => {
    const only = (yaml: string) => yaml.replaceAll(/(includes:)/g, 'channels: [C0OPS]\n    $1')
    const scene = await startScene(stand, { settings: only })
    await scene.type('ana', 'ops', '/rudder compliance SSH hardening')
    await scene.press('marc', scene.last('ops'), 'watch')
    expect(offered(scene.slack.view('marc'), 'Channel')).toEqual([])
    expect(offered(scene.slack.view('marc'), 'Ping')).toEqual([])
    expect(offered(scene.slack.view('marc'), 'Figure').length).toBeGreaterThan(0)
  })

  test('an answer without figures has no such button; whoever may not run its command gets no form', async () => {
    const { type, press, slack, last, whispered } = await startScene(stand)
    await type('ana', 'ops', '/rudder compliance')
    const answer = last('ops')
    slack.change('rita', { email: 'rita@elsewhere.example' })
    await press('rita', answer, 'watch')
    expect(slack.view('rita')).toBeUndefined()
    expect(whispered('rita', 'ops').at(-1)?.text).toContain('You may not')
  })
})
