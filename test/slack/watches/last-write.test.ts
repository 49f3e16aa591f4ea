import { expect, test } from 'vitest'
import { buttons, mainlyHttp, type Scene, said, startScene } from '../scene.ts'
import { failing, failOn, found, minute } from './setup.ts'

const audit = '/rudder directive audit SSH settings on prod because we look first'

/** What an alert says of the last change, as it is read. */
const changeIn = (message: Parameters<typeof said>[0]): string =>
  /Last change from chat: [^"]+/.exec(said(message))?.[0] ?? ''

mainlyHttp((stand) => {
  const confirmed = async (scene: Scene, who: string, line: string): Promise<void> => {
    await scene.type(who, 'staging', line)
    await scene.press(who, scene.last('staging'), 'confirm')
    expect(scene.last('staging').text).toContain('✓ Applied')
  }
  const alerted = async (scene: Scene) => {
    await scene.type('ana', 'ops', failing)
    await scene.pass(5 * minute)
    await scene.pass(5 * minute)
    return found(scene, 'ALERT')
  }
  const modeOf = ({ rudder }: Scene) =>
    rudder.state.directives.find(({ displayName }) => displayName === 'SSH settings')?.policyMode

  test('an alert shows the last write from chat to its rule or a directive of it; its undo is a proposal in the thread', async () => {
    const scene = await startScene(stand)
    const { press, pass, now, slack, rudder } = scene
    await confirmed(scene, 'marc', audit)
    const alert = await alerted(scene)
    expect(changeIn(alert)).toBe('Last change from chat: marc set directive “SSH settings” to audit at ')
    expect(said(alert)).toMatch(/ \(#\d+\)\. I can't see changes that are made in Rudder itself\./)
    expect(said(alert)).toMatch(/Undo #\d+…/)
    expect(buttons(alert)).toEqual(['on-it', 'undo', 'snooze', 'next:0', 'next:1', 'next:2'])

    await press('marc', alert, 'undo')
    const proposal = scene.last('ops')
    expect(proposal).toMatchObject({ thread_ts: alert.ts })
    expect(proposal.text).toContain('Set directive “SSH settings” to the default mode again on rudder/prod?')
    expect(modeOf(scene)).toBe('audit')
    expect(now(alert).text).toContain('ALERT')

    await press('marc', proposal, 'confirm')
    expect(modeOf(scene)).toBe('default')
    await pass(5 * minute)
    expect(said(now(alert))).toContain('marc set directive “SSH settings” to the default mode again at ')
    expect(buttons(now(alert))).not.toContain('undo')
    failOn(rudder, 0)
    await pass(5 * minute)
    await pass(5 * minute)
    expect(now(alert).text).toMatch(/RESOLVED .*failing 19 → 0\. Lasted 20 min\. Undone: #\d+\./)
    expect(slack.seen('ops').filter(({ text }) => text.startsWith('ALERT'))).toEqual([])
  })

  test('whoever may not undo a change is told so, and nothing is proposed', async () => {
    const scene = await startScene(stand)
    await confirmed(scene, 'marc', audit)
    const alert = await alerted(scene)
    const many = scene.slack.seen('ops').length
    await scene.press('rita', alert, 'undo')
    expect(scene.whispered('rita', 'ops').at(-1)?.text).toContain('You may not')
    expect(scene.slack.seen('ops')).toHaveLength(many)
    expect(modeOf(scene)).toBe('audit')
  })

  test('a write while the alert is open is shown in it, and nothing new is posted for it', async () => {
    const scene = await startScene(stand)
    const alert = await alerted(scene)
    expect(changeIn(alert)).toBe('')
    const many = scene.slack.seen('ops').length
    await confirmed(scene, 'marc', audit)
    await scene.pass(5 * minute)
    expect(changeIn(scene.now(alert))).toContain('marc set directive “SSH settings” to audit')
    await scene.press('ana', alert, 'on-it')
    expect(changeIn(scene.now(alert))).toContain('marc set directive “SSH settings” to audit')
    expect(scene.slack.seen('ops')).toHaveLength(many + 1)
  })

  test('writes to other objects, those of another day, and those that were not confirmed are not shown', async () => {
    const scene = await startScene(stand)
    await confirmed(scene, 'marc', audit)
    await scene.pass(25 * 60 * minute)
    await confirmed(scene, 'marc', '/rudder directive audit SSH settings (legacy) on prod')
    await scene.type('marc', 'staging', '/rudder rule disable SSH hardening on prod')
    const alert = await alerted(scene)
    expect(changeIn(alert)).toBe('')
    expect(buttons(alert)).not.toContain('undo')
  })
})
