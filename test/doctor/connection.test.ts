import { startRudder } from 'local-rudder'
import { expect, onTestFinished, test } from 'vitest'
import { connectionCheck } from '../../src/run/doctor/connection.ts'
import { runChecks } from '../../src/run/doctor/examine.ts'
import { Secret } from '../../src/vault/secret.ts'
import { connected } from '../contract/connected.ts'
import { certificate, openssl } from '../tls.ts'
import { testWorld } from '../world.ts'

const dayMs = 24 * 60 * 60_000
// The clock that `connected` has.
const now = Date.UTC(2026, 10, 1)
const token = (name: string, value: string, scopes: readonly string[]) => ({
  name,
  secret: new Secret(() => value),
  scopes,
})

const at = async (
  options: Parameters<typeof startRudder>[0] = {},
  tls: object = {},
  values: { read?: string; write?: string } = {},
) => {
  const local = await startRudder({ nodes: 5, now: () => now, ...options })
  onTestFinished(() => local.close())
  const tokens = [
    token('reader', values.read ?? local.tokens.read, ['rudder:*:read']),
    token('writer', values.write ?? local.tokens.write, ['rudder:rules:write']),
  ]
  const connection = connected(local.url, tokens, tls)
  const world = testWorld({}, now)
  /** Without what is said of the rights of tokens: see rights.test.ts. */
  const look = async () =>
    (await runChecks([connectionCheck(connection, world.clock)], world)).filter(
      ({ id }) => !/^(rights|lacks|excess):/.test(id),
    )
  return { local, connection, look }
}

test('it answers, and each token is asked for itself, by what changes nothing', async () => {
  const { local, look } = await at()
  expect((await look()).map(({ level, about, says }) => [level, about, says])).toEqual([
    ['ok', 'rudder/test', 'Rudder API 21 answers.'],
    ['ok', 'rudder/test reader', 'It is accepted; until when, the system does not say.'],
    ['ok', 'rudder/test writer', 'It is accepted; until when, the system does not say.'],
  ])
  const asked = local.requests.map(({ method, path, account }) => `${method} ${path} ${account}`)
  expect(asked).toContain('GET /rudder/api/status coxswain-read')
  expect(asked).toContain('GET /rudder/api/status coxswain-write')
  // Beside these only what asks about rights: of somebody who is not there, and two figures of the server.
  const nobody = /[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}/
  const plain = /^GET .*\/(info|status|apiaccounts\/token|settings|system\/status) /
  expect(asked.filter((one) => !plain.test(one) && !nobody.test(one))).toEqual([])
  expect(local.writes()).toEqual([])
})

test('a token that is not accepted is named, and stops no other', async () => {
  const { look, local } = await at({}, {}, { write: 'nope0000000000000000000000000000' })
  const [, reader, writer] = await look()
  expect(reader?.level).toBe('ok')
  expect(writer).toMatchObject({
    level: 'wrong',
    about: 'rudder/test writer',
    todo: expect.stringContaining('secret:'),
  })
  expect(JSON.stringify(await look())).not.toContain('nope')
  expect(local.writes()).toEqual([])
})

test('where the very token of the handshake is not accepted, it is said of both', async () => {
  const { look } = await at({}, {}, { read: 'expiredPlayRudder000000000000exp' })
  const findings = await look()
  expect(findings.map(({ level, about }) => [level, about])).toEqual([
    ['wrong', 'rudder/test'],
    ['wrong', 'rudder/test reader'],
    ['ok', 'rudder/test writer'],
  ])
})

test.each([
  [30, 'ok', 'It is accepted, and expires in 30 days.'],
  [10, 'warning', 'It is accepted, and expires in 10 days.'],
])('a token that ends in %i days, where Rudder says so', async (days, level, says) => {
  const { look, local } = await at({ api: 22 })
  local.state.tokensExpire = now + days * dayMs
  const expiries = (await look()).filter((one) => one.says.includes('expires'))
  expect(expiries.map((one) => [one.level, one.says])).toEqual([
    [level, says],
    [level, says],
  ])
})

test('a token that never ends, where Rudder says so', async () => {
  const { look } = await at({ api: 22 })
  expect((await look())[1]).toMatchObject({ level: 'ok', says: 'It is accepted and never expires.' })
})

test('a system that is down is said once, and its tokens are not guessed at', async () => {
  const { look, local } = await at()
  local.faults.down = true
  expect((await look()).map(({ level, says }) => [level, says])).toEqual([
    ['wrong', expect.stringContaining('Rudder (test) cannot be reached.')],
  ])
})

test.each([
  [59_000, []],
  [120_000, ["Its clock is 120 s ahead of the bot's."]],
  [-300_000, ["Its clock is 300 s behind the bot's."]],
])('a clock that is %i ms off', async (off, says) => {
  const { look } = await at({ now: () => now + off })
  expect((await look()).flatMap((one) => (one.id.startsWith('clock:') ? [one.says] : []))).toEqual(says)
})

test.skipIf(!openssl)('a pin that is wrong says what the key is, and the certificate when it ends', async () => {
  const [mine, other] = [certificate(), certificate()]
  const wrong = await at({ tls: mine }, { tls: { pin: other.pin } })
  const [finding, ...more] = await wrong.look()
  expect(finding).toMatchObject({ level: 'wrong', todo: expect.stringContaining(mine.pin) })
  expect(more.every(({ id }) => id.startsWith('certificate:'))).toBe(true)
  expect(wrong.local.requests).toEqual([])
  const right = await at({ tls: mine }, { tls: { pin: mine.pin } })
  const certificates = (await right.look()).filter(({ id }) => id.startsWith('certificate:'))
  // It is made for two days, by the clock of this machine.
  expect(certificates).toMatchObject([
    { until: expect.any(Number), says: expect.stringMatching(/^Its certificate expires in/) },
  ])
})
