import { type LocalSlack, startLocalSlack } from 'local-slack'
import { expect, onTestFinished, test } from 'vitest'
import { runChecks } from '../../src/run/doctor/examine.ts'
import { type CheckedSettings, slackChecks } from '../../src/slack/check/check.ts'
import { createNetwork } from '../../src/slack/network.ts'
import { botScopes, lookupScopes } from '../../src/slack/scopes.ts'
import { Secret } from '../../src/vault/secret.ts'
import { testWorld } from '../world.ts'

const needed: readonly string[] = botScopes.map(({ scope }) => scope)

const networkHere = () => {
  const network = createNetwork(() => ({}))
  onTestFinished(() => network.close())
  return network
}

const looking = async ({
  scopes = needed,
  token,
  off = 0,
  silentAbout = 0,
  shared = [],
  delivery = 'once',
  appToken,
  ...asked
}: Partial<CheckedSettings> & {
  scopes?: readonly string[]
  token?: string
  appToken?: (slack: LocalSlack) => string
  off?: number
  /** How many people Slack says nothing about, before it answers. */
  silentAbout?: number
  shared?: readonly string[]
  delivery?: 'once' | 'lookup'
} = {}) => {
  const world = testWorld()
  const slack = await startLocalSlack({ now: () => world.clock.now() + off, commands: [], scopes })
  onTestFinished(() => slack.close())
  slack.faults.add({ method: 'users.lookupByEmail', how: 'limited', retryAfter: 60, times: silentAbout })
  const key =
    appToken === undefined ? { signingSecret: new Secret(() => '') } : { appToken: new Secret(() => appToken(slack)) }
  const account = { botToken: new Secret(() => token ?? slack.botToken), key, apiUrl: slack.apiUrl }
  const settings = { ...account, shared, network: networkHere(), delivery }
  const checks = slackChecks(settings, { channels: new Map(), groups: [], ...asked }, world)
  const findings = await runChecks(checks, world)
  return { slack, bad: findings.filter(({ level }) => level !== 'ok'), findings }
}

test('a token with exactly the scopes that the bot needs is fine', async () => {
  const { findings } = await looking()
  expect(findings.map(({ level, about, says }) => [level, about, says])).toEqual([
    ['ok', 'SLACK_BOT_TOKEN', 'Slack knows it as coxswain of Acme.'],
    ['ok', 'scopes in Slack', 'It has the 9 that the bot needs, and no other.'],
    ['ok', 'clock of this machine', 'It agrees with Slack’s.'],
  ])
})

test('each scope that is missing is named, with what it breaks and where to add it', async () => {
  for (const { scope, why } of botScopes) {
    const { bad } = await looking({ scopes: needed.filter((one) => one !== scope) })
    expect(bad).toEqual([
      expect.objectContaining({
        level: 'wrong',
        says: `${scope} is missing. ${why}`,
        todo: expect.stringContaining('“Bot Token Scopes”, and install the app again'),
      }),
    ])
  }
})

test('to look for its own messages it needs two more, which are needless otherwise', async () => {
  const more = lookupScopes.map(({ scope }) => scope)
  const without = await looking({ delivery: 'lookup' })
  expect(without.bad.map(({ level, says }) => `${level} ${says.split('.')[0]}`)).toEqual([
    'wrong channels:history is missing',
    'wrong groups:history is missing',
  ])
  expect((await looking({ delivery: 'lookup', scopes: [...needed, ...more] })).bad).toEqual([])
  const needless = await looking({ scopes: [...needed, ...more] })
  expect(needless.bad.map(({ level, says }) => `${level} ${says}`)).toEqual(
    more.map((scope) => `warning ${scope} is granted and never used.`),
  )
})

test('a scope that nothing needs is a warning', async () => {
  const { bad } = await looking({ scopes: [...needed, 'files:read'] })
  expect(bad).toMatchObject([{ level: 'warning', says: 'files:read is granted and never used.' }])
})

test('a token that Slack does not take is wrong, and is not shown', async () => {
  const { bad } = await looking({ token: 'xoxb-none-of-ours-0123456789' })
  expect(bad[0]).toMatchObject({ level: 'wrong', says: 'Slack does not accept it (invalid_auth).' })
  expect(JSON.stringify(bad)).not.toContain('xoxb')
})

test.each([
  [59_000, []],
  [90_000, ['warning It is 90 s behind Slack’s.']],
  [-90_000, ['warning It is 90 s ahead of Slack’s.']],
  [400_000, ['wrong It is 400 s behind Slack’s.']],
])('a clock of Slack that is %i ms ahead', async (off, said) => {
  const { bad } = await looking({ off })
  expect(bad.map(({ level, says }) => `${level} ${says}`)).toEqual(said)
})

test('channels that the settings name: gone, left out, shared, archived, or fine', async () => {
  const named = ['C0OPS', 'C0RANDOM', 'C0PARTNERS', 'G0WARROOM', 'C0NOSUCH']
  const channels = new Map(named.map((id) => [id, ['rudder/prod']]))
  const { findings } = await looking({ channels })
  const said = findings.filter(({ check }) => check === 'channels').map(({ level, about }) => `${level} ${about}`)
  expect(said).toEqual([
    'ok #ops (rudder/prod)',
    'warning #random (rudder/prod)',
    'warning #partners (rudder/prod)',
    'wrong G0WARROOM (rudder/prod)',
    'wrong C0NOSUCH (rudder/prod)',
  ])
  const listed = await looking({ channels: new Map([['C0PARTNERS', ['shared']]]), shared: ['C0PARTNERS'] })
  expect(listed.bad).toEqual([])
})

test('people whom groups name and Slack does not know are named with their groups; others of the policy are not asked', async () => {
  const groups = [
    { name: 'operators', includes: ['ana@acme.example', 'nobody@acme.example', 'cli:root', 'slack:T0LOCAL/U0NOBODY'] },
    { name: 'owners', includes: ['nobody@acme.example', 'slack:T0LOCAL/U03MARC'] },
    { name: 'everybody', includes: '*' as const },
  ]
  const { bad, slack } = await looking({ groups })
  expect(bad.map(({ level, about, says }) => [level, about, says])).toEqual([
    ['warning', 'nobody@acme.example (operators, owners)', 'Slack knows no such account.'],
    ['warning', 'slack:T0LOCAL/U0NOBODY (operators)', 'Slack knows no such account.'],
  ])
  expect(slack.calls.filter(({ method }) => method.startsWith('users.'))).toHaveLength(4)
})

test('of very many people some are looked up, and it says how many were not', async () => {
  const includes = ['ana@acme.example', ...Array.from({ length: 49 }, (_, at) => `p${at}@acme.example`)]
  const { findings, slack } = await looking({ groups: [{ name: 'a', includes: [...includes, ...includes] }] })
  expect(findings.at(-1)?.says).toBe(
    'Slack knows 1 of the 50 that groups name. 10 were not looked up: Slack limits that.',
  )
  expect(slack.calls.filter(({ method }) => method.startsWith('users.'))).toHaveLength(40)
})

test('where Slack does not answer it is said, and nothing else is made up', async () => {
  const world = testWorld()
  const key = { signingSecret: new Secret(() => '') }
  const account = { botToken: new Secret(() => 'xoxb-0123456789'), key, apiUrl: 'http://127.0.0.1:2/api/' }
  const settings = { ...account, shared: [], network: networkHere(), delivery: 'once' as const }
  const groups = [{ name: 'a', includes: ['ana@acme.example'] }]
  const channels = new Map([['C0OPS', ['a']]])
  const findings = await runChecks(slackChecks(settings, { channels, groups }, world), world)
  expect(findings.map(({ level, says }) => `${level} ${says}`)).toEqual([
    'wrong Slack cannot be reached: nothing listens on its port.',
    'warning Slack did not say anything about it.',
    'warning Slack knows 0 of the 1 that groups name, and said nothing of 1.',
  ])
})

test('people about whom Slack says nothing are not among those that it knows, and it says how many', async () => {
  const groups = [{ name: 'a', includes: ['ana@acme.example', 'marc@acme.example', 'nobody@acme.example'] }]
  const { bad, slack } = await looking({ groups, silentAbout: 1 })
  expect(bad.map(({ level, about, says }) => [level, about, says])).toEqual([
    ['warning', 'nobody@acme.example (a)', 'Slack knows no such account.'],
    ['warning', 'people of groups', 'Slack knows 1 of the 3 that groups name, and said nothing of 1.'],
  ])
  expect(slack.calls.filter(({ method }) => method === 'users.lookupByEmail')).toHaveLength(3)
})

test('in Socket Mode the app-level token is asked for a socket, and none is opened', async () => {
  const right = await looking({ appToken: (slack) => slack.appToken })
  expect(right.findings).toContainEqual(expect.objectContaining({ level: 'ok', about: 'SLACK_APP_TOKEN' }))
  const wrong = await looking({ appToken: () => 'xapp-1-none-of-ours' })
  expect(wrong.bad).toMatchObject([{ level: 'wrong', says: 'Slack lets it open no socket (invalid_auth).' }])
  expect(JSON.stringify([right.findings, wrong.bad])).not.toContain('xapp-')
})
