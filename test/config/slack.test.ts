import { expect, test } from 'vitest'
import { readWords } from '../../src/config.ts'
import { createRedactor } from '../../src/vault/secret.ts'
import { connection, folderWith, mistakesIn, mistakesOf, nothing, read, systems } from './setup.ts'

const botToken = 'xoxb-1234567890-1234567890-abcDEF'
const signingSecret = '0123456789abcdef0123456789abcdef'
const account = { SLACK_BOT_TOKEN: botToken, SLACK_SIGNING_SECRET: signingSecret }

test('without an account the bot is not in Slack, and the rest has its defaults', () => {
  const config = read(nothing, {})
  expect(config).not.toHaveProperty('slack')
  expect(config).toMatchObject({
    listen: { host: '0.0.0.0', port: 3000, opsHost: '127.0.0.1', opsPort: 9090 },
    words: { own: 'cox', prefix: '' },
    shared: [],
    identity: { guests: false },
  })
  expect(read(nothing, { SLACK_API_URL: 'https://slack-gov.com/api/' })).not.toHaveProperty('slack')
})

test('an account, in the environment or in files, is secret and known to the redactor', () => {
  const inFiles = { SLACK_BOT_TOKEN: 'file:token', SLACK_SIGNING_SECRET: 'file:secret' }
  const files = { token: `${botToken}\n`, secret: signingSecret }
  for (const config of [read(nothing, account), read(nothing, inFiles, files)]) {
    expect(config.slack?.botToken.reveal()).toBe(botToken)
    expect(config.slack?.key).toHaveProperty('signingSecret')
    expect(config.slack?.apiUrl).toBe('https://slack.com/api/')
    expect(JSON.stringify(config)).not.toMatch(/xoxb|0123456789abcdef/)
    const redactor = createRedactor()
    for (const secret of config.secrets) redactor.add(secret)
    expect(redactor.redact(`${botToken} and ${signingSecret}`)).toBe('[redacted] and [redacted]')
  }
})

test('with an app-level token it is Socket Mode, and needs no signing secret; with both that is said', () => {
  const appToken = 'xapp-1-A0123-0123456789-abcdef'
  const inFile = { SLACK_BOT_TOKEN: botToken, SLACK_APP_TOKEN: 'file:app' }
  for (const config of [
    read(nothing, { SLACK_BOT_TOKEN: botToken, SLACK_APP_TOKEN: appToken }),
    read(nothing, inFile, { app: `${appToken}\n` }),
    read(nothing, { ...account, SLACK_APP_TOKEN: appToken }),
  ]) {
    const key = config.slack?.key
    expect(key && 'appToken' in key && key.appToken.reveal()).toBe(appToken)
    expect(key).not.toHaveProperty('signingSecret')
    const redactor = createRedactor()
    for (const secret of config.secrets) redactor.add(secret)
    expect(redactor.redact(appToken)).toBe('[redacted]')
  }
  expect(read(nothing, inFile, { app: appToken }).warnings).toEqual([])
  expect(read(nothing, { ...account, SLACK_APP_TOKEN: appToken }).warnings).toEqual([
    expect.stringContaining('SLACK_SIGNING_SECRET is not used: with SLACK_APP_TOKEN the bot is in Socket Mode'),
  ])
  // Nothing listens on PORT then.
  expect(read(nothing, { ...inFile, OPS_PORT: '3000' }, { app: appToken }).listen.opsPort).toBe(3000)
})

test.each([
  ['xoxb-1234567890-secret0123', 'is a token of another kind'],
  ['secret0123secret0123', 'is no app-level token'],
  ['xapp-', 'is no app-level token'],
  ['xapp-1-secret 0123', 'is no app-level token'],
])('an app-level token %s is none', (token, text) => {
  const message = mistakesIn(nothing, { SLACK_BOT_TOKEN: botToken, SLACK_APP_TOKEN: token })
  expect(message).toContain(`environment: SLACK_APP_TOKEN ${text}; it must begin with xapp-; Basic Information`)
  expect(message).not.toContain('secret0123')
})

test('one without the other is a mistake that says where it is', () => {
  expect(mistakesIn(nothing, { SLACK_BOT_TOKEN: botToken })).toContain(
    'environment: SLACK_BOT_TOKEN needs SLACK_APP_TOKEN for Socket Mode (Basic Information of the Slack app, “App-Level Tokens”, makes it, with the scope connections:write), or SLACK_SIGNING_SECRET for requests over HTTP',
  )
  expect(mistakesIn(nothing, {}, { '.env': `A=1\nSLACK_SIGNING_SECRET=${signingSecret}\n` })).toContain(
    'environment: SLACK_BOT_TOKEN is missing, and needed with SLACK_SIGNING_SECRET; OAuth & Permissions of the Slack app has it',
  )
  expect(mistakesIn(nothing, { SLACK_APP_TOKEN: 'xapp-1-A0123-0123456789' })).toContain(
    'environment: SLACK_BOT_TOKEN is missing, and needed with SLACK_APP_TOKEN',
  )
})

test.each([
  ['xapp-1-A012345-secret0123', 'is an app-level token (xapp-…)'],
  ['xoxp-1234567890-secret0123', 'is the token of a person (xoxp-…)'],
  ['xoxe.xoxb-1-secret0123', 'is a token that expires (xoxe.xoxb-…); switch token rotation off'],
  ['xoxe.xoxp-1-secret0123', 'is a token for refreshing or configuring'],
  ['xoxe-1-secret0123', 'is a token for refreshing or configuring'],
  ['xoxs-1234567890-secret0123', 'is a token of another kind'],
  ['secret0123secret0123', 'is no token of a bot'],
  ['xoxb-', 'it must be the Bot User OAuth Token, which begins with xoxb-'],
  ['xoxb-secret 0123 secret', 'is no token of a bot'],
  ['file:nowhere', 'the file nowhere cannot be read (it is not there)'],
])('a token %s is told apart', (token, text) => {
  const message = mistakesIn(nothing, { ...account, SLACK_BOT_TOKEN: token })
  expect(message).toContain(`environment: SLACK_BOT_TOKEN ${text.startsWith('it must') ? 'is no token' : text}`)
  expect(message).toContain(text)
  expect(message).not.toContain('secret0123')
})

test.each([
  ['0123456789abcde', 'must have at least 16 characters'],
  ['xoxb-1234567890-secret0123', 'is a token and no signing secret'],
  ['0123456789abcdef 0123456789', 'has a space, a line end or a control character'],
])('a signing secret %s is no such', (secret, text) => {
  const message = mistakesIn(nothing, { ...account, SLACK_SIGNING_SECRET: secret })
  expect(message).toContain(`SLACK_SIGNING_SECRET ${text}`)
  expect(message).not.toContain(secret)
})

test.each([
  ['https://slack.com/api/', 'https://slack.com/api/'],
  ['https://slack.com/api', 'https://slack.com/api/'],
  ['https://slack-gov.com/api/', 'https://slack-gov.com/api/'],
  ['http://127.0.0.1:3999/api/', 'http://127.0.0.1:3999/api/'],
  ['http://localhost:3999/api', 'http://localhost:3999/api/'],
  ['https://[::1]/api/', 'https://[::1]/api/'],
])('the API at %s is %s', (url, apiUrl) => {
  expect(read(nothing, { ...account, SLACK_API_URL: url }).slack?.apiUrl).toBe(apiUrl)
})

test.each([
  'http://slack.com/api/',
  'https://slack.com:8443/api/',
  'https://slack.com.evil.net/api/',
  'https://evil.net/api/',
  'https://slack.com/api/../evil/',
  'https://slack.com@evil.net/api/',
  'https://me:pa55word@127.0.0.1/api/',
  'https://slack.com/api/?x=',
  'https:\\\\slack.com/api/',
  'http://127.0.0.1.evil.net/api/',
  'http://0.0.0.0/api/',
  'ftp://127.0.0.1/api/',
  'slack',
])('the API at %s is given no token', (url) => {
  const message = mistakesIn(nothing, { ...account, SLACK_API_URL: url })
  expect(message).toContain('SLACK_API_URL must be https://slack.com/api/ or https://slack-gov.com/api/, or on this')
  expect(message).not.toMatch(/evil|pa55word/)
})

test('a mistake in .env is told with its line and without its value', () => {
  const env = { '.env': `SLACK_BOT_TOKEN=xapp-1-A01-secret0123\nSLACK_SIGNING_SECRET=short\nPORT=none\n` }
  const message = mistakesIn(nothing, {}, env)
  expect(message).toMatch(
    /- \.env:1: SLACK_BOT_TOKEN is an app-level token.*\n- \.env:2: SLACK_SIGNING_SECRET must have/,
  )
  expect(message).toContain('- .env:3: PORT must be a whole number from 0 to 65535')
  expect(message).not.toMatch(/secret0123|short|none/)
})

test('the listeners are where they are told, and never on one port', () => {
  const env = { HOST: '::1', PORT: '0', OPS_HOST: 'ops.internal', OPS_PORT: '0' }
  expect(read(nothing, env).listen).toEqual({ host: '::1', port: 0, opsNames: [], opsHost: 'ops.internal', opsPort: 0 })
  expect(mistakesIn(nothing, { PORT: '9090' })).toContain('OPS_PORT is the same as PORT')
  const wrong = { HOST: 'http://bot', PORT: '65536', OPS_HOST: '127.0.0.1:9090', OPS_PORT: ' ' }
  const message = mistakesIn(nothing, { ...wrong, LOG_LEVEL: 'loud' })
  expect(message.split('\n').slice(1)).toEqual([
    '- environment: HOST must be an address or a name of this machine, without http:// and without a port',
    '- environment: LOG_LEVEL must be one of silent, error, warn, info, debug',
    '- environment: OPS_HOST must be an address or a name of this machine, without http:// and without a port',
    '- environment: OPS_PORT must be a whole number from 0 to 65535',
    '- environment: PORT must be a whole number from 0 to 65535',
  ])
  for (const PORT of ['-1', '3e3', '0x10', '3000.5', '100000', 'http'])
    expect(mistakesIn(nothing, { PORT })).toContain('PORT must be a whole number')
})

test('the words, the shared channels and the guests', () => {
  const config = read(
    'slack: { word: coxswain, prefix: stg-, shared: [C0123ABCD, G0123ABCD] }\nidentity: { guests: true }\n',
    {},
  )
  expect(config).toMatchObject({
    words: { own: 'coxswain', prefix: 'stg-' },
    shared: ['C0123ABCD', 'G0123ABCD'],
    identity: { guests: true, domains: [], people: {}, logins: {} },
  })
  expect(read('slack:\n', {}).words).toEqual({ own: 'cox', prefix: '' })
})

test.each([
  ['{ word: rudder }', 'slack.word is the word of rudder itself; choose another for the bot'],
  ['{ word: /cox }', 'slack.word must be small letters, digits, dashes and underscores, such as coxswain'],
  ['{ word: Cox }', 'slack.word must be small letters'],
  ['{ word: "" }', 'slack.word must be small letters'],
  ['{ word: [cox] }', 'slack.word is a list; it must be a text'],
  ['{ prefix: /stg- }', 'slack.prefix must be at most 16 small letters'],
  ['{ prefix: a-prefix-of-much-too-many-letters }', 'slack.prefix must be at most 16 small letters'],
  [
    '{ prefix: staging-eu-west-, word: the-coxswain-of-acme }',
    'slack.prefix makes /staging-eu-west-the-coxswain-of-acme too long: Slack takes 31 characters after the slash',
  ],
  ['{ shared: [general] }', 'slack.shared[0] must be the id of a channel, such as C0123ABCD, and not its name'],
  ['{ shared: [D0123ABCD] }', 'slack.shared[0] must be the id of a channel'],
  ['{ shared: C0123ABCD }', 'slack.shared is a text; it must be a list'],
  [
    '{ words: cox }',
    'slack.words is not a setting; allowed: word, prefix, shared, answers, delivery, operators. Did you mean word?',
  ],
])('slack: %s is refused', (section, text) => {
  expect(mistakesIn(`groups: []\nslack: ${section}\n`)).toContain(`coxswain.yml:2: ${text}`)
})

test('guests are true or false', () => {
  expect(mistakesIn('identity: { guests: some }\n')).toContain('identity.guests is a text; it must be true or false')
})

test('the words are read before there is any token, and only from a file that is right', () => {
  const words = (yaml: string | undefined, env = {}) => readWords({ env, systems, folder: folderWith(yaml) })
  expect(words(`connections:\n${connection()}slack: { prefix: stg- }\n`)).toEqual({
    systems: ['rudder'],
    own: 'cox',
    prefix: 'stg-',
    looks: false,
  })
  expect(words('slack: { delivery: lookup }\n')?.looks).toBe(true)
  expect(words(undefined)).toBeUndefined()
  expect(words(nothing)).toEqual({ systems: [], own: 'cox', prefix: '', looks: false })
  expect(mistakesOf(() => words('slack: { word: redash }\n'))).toContain('is the word of redash itself')
  expect(mistakesOf(() => words(undefined, { COXSWAIN_CONFIG: 'other.yml' }))).toContain('other.yml: is not there')
})

test('what becomes of a message that may have arrived is one of three words', () => {
  expect(read(nothing, {}).delivery).toBe('once')
  for (const how of ['once', 'repeat', 'lookup'])
    expect(read(`groups: []\nslack: { delivery: ${how} }\n`, {}).delivery).toBe(how)
  expect(mistakesIn('groups: []\nslack: { delivery: twice }\n')).toContain('slack.delivery must be')
})

test('channels say who gets rows; an unknown word or a name of a channel is a mistake', () => {
  const slack = (entry: string) => `slack:\n  answers:\n    ${entry}\n`
  expect(read(nothing, {}).openChannels).toEqual([])
  expect(read(slack('C0OPS: channel\n    C0HR: person'), {}).openChannels).toEqual(['C0OPS'])
  expect(mistakesIn(slack('C0OPS: all'))).toMatch(/slack\.answers\.C0OPS/)
  expect(mistakesIn(slack('ops: channel'))).toMatch(/must be the id of a channel/)
})

test('alerts: groups, quiet hours and channels are read; a group without an id and a wrong time are mistakes', () => {
  const alerts = (text: string) => `groups: []\nalerts:\n  ${text}\n`
  expect(read(nothing, {}).alerts).toEqual({ groups: {}, worse: 15, storm: 5, channels: {} })
  const night = { from: '22:00', to: '7:00', zone: 'Europe/Paris' }
  const yaml = alerts(
    'groups: { oncall: S0ONCALL }\n  quiet: { from: "22:00", to: "7:00", zone: Europe/Paris }\n  channels: { C0OPS: { quiet: never, blind: oncall } }',
  )
  expect(read(yaml, {}).alerts).toMatchObject({
    groups: { oncall: 'S0ONCALL' },
    quiet: night,
    channels: { C0OPS: { quiet: 'never', blind: 'oncall' } },
  })
  expect(mistakesIn(alerts('blind: oncal\n  groups: { oncall: S0ONCALL }'))).toContain('Did you mean')
  expect(mistakesIn(alerts('channels: { C0OPS: { groups: [night] } }'))).toContain('is not in alerts.groups')
  expect(mistakesIn(alerts('groups: { oncall: "@oncall" }'))).toContain('must be the id of a Slack user group')
  expect(mistakesIn(alerts('quiet: { from: "25:00", to: "7:00", zone: UTC }'))).toContain('must be a time of day')
  expect(mistakesIn(alerts('quiet: { from: "22:00", to: "7:00", zone: Mars }'))).toContain('is not a time zone')
})
