import { expect, test } from 'vitest'
import { botScopes, slackMethods } from '../../src/slack/scopes.ts'
import { mainlyHttp, startScene } from './scene.ts'

mainlyHttp((stand) => {
  test('with exactly the scopes of the manifest all is done, and no method is called that is not in the table', async () => {
    const { type, press, submit, slack, last, whispered, rudder } = await startScene(stand, {
      slack: { scopes: botScopes.map(({ scope }) => scope) },
    })
    rudder.state.settings.mandatory_change_message = true
    await type('ana', 'ops', '/rudder rule disable SSH hardening')
    await press('ana', whispered('ana', 'ops').at(-1) ?? last('ops'), 'form')
    await submit('ana', { 'Why is this change needed?': 'lockout on jump hosts' })
    await press('marc', last('ops'), 'confirm')
    await type('ana', 'ops', '@coxswain cox whoami', last('ops').ts)
    await type('ana', slack.direct('ana'), 'rudder compliance')
    await type('ana', 'random', '/rudder compliance')
    await type('ana', 'war-room', '/rudder compliance')
    await type('ana', 'ops', '/rudder silent')
    await press('ana', last('ops'), 'csv')
    // Which channels may a watch of it post in?
    await type('ana', 'ops', '/rudder compliance SSH hardening')
    await press('ana', last('ops'), 'watch')
    // Is its owner still in the channel?
    await type('ana', 'ops', '/rudder watch compliance every 5m when failing > 10')
    // It looks up the people of groups.
    await type('marc', 'ops', '/cox doctor')
    const called = new Set(
      slack.calls.map(({ method }) => method).filter((method) => method !== 'response' && method !== 'upload'),
    )
    expect([...called].sort()).toEqual(
      [...Object.keys(slackMethods), ...(stand.way === 'socket' ? ['apps.connections.open'] : [])].sort(),
    )
    const answers = slack.calls
      .filter(({ answered }) => answered !== 'ok')
      .map(({ method, answered }) => `${method} ${answered}`)
    // Of a private channel that it is not in, Slack says that there is none.
    expect(new Set(answers)).toEqual(new Set(['conversations.info channel_not_found']))
  })
})
