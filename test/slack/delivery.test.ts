import { expect, test } from 'vitest'
import { botScopes, lookupScopes, scopesWith, slackMethods } from '../../src/slack/scopes.ts'
import { mainlyHttp, type SceneOptions, said, startScene } from './scene.ts'

const slackAs = (delivery: string, scopes = scopesWith(true), lag = 0): SceneOptions => ({
  settings: (yaml) => `${yaml}\nslack: { delivery: ${delivery} }\n`,
  slack: { scopes: scopes.map(({ scope }) => scope), historyLagMs: lag, limitsReads: true },
})
const second = 1_000

mainlyHttp((stand) => {
  /** The answer to a line, on the way of which something happens. */
  const asked = async (options: SceneOptions, how: 'lost' | 'dropped', line = '/rudder compliance') => {
    const scene = await startScene(stand, options)
    scene.slack.faults.add({ method: 'chat.postMessage', channel: 'ops', how, times: 1 })
    await scene.type('ana', 'ops', line)
    const pass = async (seconds: number) => {
      for (let n = 0; n < seconds; n++) await scene.pass(second)
    }
    const answers = () => scene.slack.seen('ops').filter(({ text }) => text.includes('compliant'))
    return { ...scene, pass, answers }
  }

  test('lookup finds a message that arrived, by nothing but what the bot attached to it', async () => {
    const { pass, slack, answers, world } = await asked(slackAs('lookup', undefined, 3_000), 'lost')
    await slack.type('rita', 'ops', 'did anybody see that?')
    await pass(20)
    expect(answers()).toHaveLength(1)
    const looks = slack.calls.filter(({ method }) => method === 'conversations.history')
    expect(looks.length).toBeGreaterThan(0)
    expect(looks.every(({ answered }) => answered === 'ok')).toBe(true)
    expect(slack.seen(slack.direct('ana'))).toEqual([])
    const [answer] = answers()
    expect(answer && said(answer)).not.toContain('May be a repeat')
    // Slack handed over what was said there, and nothing of that stays.
    expect(JSON.stringify(world.lines)).not.toContain('did anybody see that?')
    const called = new Set(slack.calls.map(({ method }) => method))
    const known = [...Object.keys(slackMethods), ...lookupScopes.flatMap(({ methods }) => methods), 'response']
    expect([...called].filter((method) => !known.includes(method))).toEqual(
      stand.way === 'socket' ? ['apps.connections.open'] : [],
    )
  })

  test('lookup sends again what did not arrive, a proposal too, and only one can be confirmed', async () => {
    const { pass, slack, press, rule, last } = await asked(
      slackAs('lookup'),
      'dropped',
      '/rudder rule disable SSH hardening because lockout',
    )
    await pass(70)
    const proposals = slack.seen('ops').filter(({ text }) => text.includes('SSH hardening'))
    expect(proposals).toHaveLength(1)
    expect(said(last('ops'))).toContain('May be a repeat')
    await press('marc', last('ops'), 'confirm')
    expect(rule('SSH hardening').enabled).toBe(false)
  })

  test('lookup without the scopes gives the message up, and tells who asked', async () => {
    const { pass, slack, answers } = await asked(slackAs('lookup', botScopes), 'lost')
    await pass(5)
    expect(answers()).toHaveLength(1)
    expect(slack.seen(slack.direct('ana')).map(said).join()).toContain('Slack did not say whether my message arrived')
  })

  test('repeat sends it again, and says that it may be a repeat', async () => {
    const { pass, answers } = await asked(slackAs('repeat', botScopes), 'lost')
    await pass(5)
    expect(answers().map((one) => said(one).includes('May be a repeat'))).toEqual([false, true])
  })

  test('without a setting it is not sent again, nothing is attached, and no history is read', async () => {
    const { pass, slack, answers } = await asked({}, 'lost')
    await pass(5)
    expect(answers()).toHaveLength(1)
    expect(slack.calls.filter(({ method, args }) => /history|replies/.test(method) || 'metadata' in args)).toEqual([])
  })
})
