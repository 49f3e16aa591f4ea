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
    const alert = { 'Post here': '0', 'How often it is read': '1' }
    await submit('marc', { ...alert, Figure: '1', Compared: '0', Threshold: '10' })
    expect(last('ops').text).toContain(
      'Applied: watch 1 on rudder/prod: compliance SSH hardening, every 5m when failing &gt; 10',
    )
    expect(said(last('ops'))).toContain(slack.users.marc)
    await pass(5 * minute)
    await pass(5 * minute)
    expect(titles(scene).at(-1)).toContain('ALERT rudder/prod: compliance SSH hardening: failing 19 since ')
    expect(said(found(scene, 'ALERT'))).toContain('watch 1 of marc')
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
