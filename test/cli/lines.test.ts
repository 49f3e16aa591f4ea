import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { userInfo } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { startRudder } from 'local-rudder'
import { expect, onTestFinished, test } from 'vitest'
import { coxswain } from './coxswain.ts'

/** A folder with settings for a Rudder of its own, as an operator would have it. */
const operated = async () => {
  const rudder = await startRudder({ nodes: 40 })
  const folder = mkdtempSync('/tmp/coxswain-cli-')
  onTestFinished(async () => {
    await rudder.close()
    rmSync(folder, { recursive: true, force: true })
  })
  const settings = `connections:
  rudder/prod:
    url: ${rudder.url}
    tokens:
      - { name: reader, secret: "env:READ", scopes: [rudder:*:read] }
      - { name: writer, secret: "env:WRITE", scopes: [rudder:rules:write] }
groups:
  - { name: ops, api_scopes: [rudder:*:read, rudder:rules:write], includes: ["cli:${userInfo().username}", ana@acme.net] }
  - { name: readers, api_scopes: [rudder:*:read], includes: [rita@acme.net] }
  - { name: everybody, api_scopes: [rudder:compliance:read, rudder:nodes:read, rudder:rules:read, rudder:settings:read], includes: "*" }
approvals: []
identity: { domains: [acme.net] }
`
  writeFileSync(join(folder, 'coxswain.yml'), settings)
  writeFileSync(join(folder, '.env'), `READ=${rudder.tokens.read}\nWRITE=${rudder.tokens.write}\n`, { mode: 0o600 })
  const run = (...args: string[]) => coxswain(args, { cwd: folder })
  return { rudder, folder, run }
}

test('in the playground: an answer, a refusal, a slip, and a change that nobody can confirm', async () => {
  const [answer, refused, slip, unconfirmed, nobody] = await Promise.all([
    coxswain(['run', '--play', 'rudder compliance']),
    coxswain(['run', '--play', '--as', 'rita', 'rudder rule disable SSH hardening']),
    coxswain(['run', '--play', 'rudder complaince']),
    coxswain(['run', '--play', '--json', 'rudder rule disable SSH hardening because of a test']),
    coxswain(['run', '--play', '--as', 'nobody', 'rudder compliance']),
  ])
  expect(answer).toMatchObject({ code: 0, out: expect.stringContaining('95% compliant') })
  expect(refused).toMatchObject({ code: 4, out: expect.stringContaining('rudder-operators') })
  expect(slip).toMatchObject({ code: 2, out: expect.stringContaining('Did you mean “rudder compliance”?') })
  expect(unconfirmed).toMatchObject({ code: 3, err: expect.stringContaining('Nothing was written') })
  expect(JSON.parse(unconfirmed.out)).toMatchObject({
    tone: 'waiting',
    diff: [{ field: 'Enabled', before: 'yes', after: 'no' }],
  })
  expect(nobody).toMatchObject({ code: 2, err: expect.stringContaining('rita') })
})

test('on a real connection: reads, never writes without a terminal, keeps the record, and tells who may what', async () => {
  const { rudder, folder, run } = await operated()
  expect(await run('run', 'rudder rules ssh')).toMatchObject({ code: 0, err: '' })
  expect(await run('run', '--as', 'ana', 'rudder rules')).toMatchObject({ code: 2 })
  expect(await run('run', 'rudder rule disable SSH hardening')).toMatchObject({ code: 3 })
  expect(rudder.writes()).toEqual([])
  expect(await run('audit', 'verify')).toMatchObject({
    code: 0,
    out: expect.stringMatching(/2 rows, head 2:.*\. No payload is erased\./),
  })
  expect(await run('policy', 'why', 'ana@acme.net', 'rudder rule disable x')).toMatchObject({ code: 0 })
  expect(await run('policy', 'why', 'rita@acme.net', 'rudder rule disable x')).toMatchObject({ code: 4 })
  // Everybody is everybody with an e-mail that counts, as in Slack.
  expect(await run('policy', 'why', 'gus@acme.net', 'rudder compliance')).toMatchObject({ code: 0 })
  expect(await run('policy', 'why', 'gus@partner.example', 'rudder compliance')).toMatchObject({ code: 4 })
  rudder.faults.down = true
  expect(await run('run', 'rudder compliance')).toMatchObject({
    code: 1,
    out: expect.stringContaining('cannot be reached'),
  })

  const database = new DatabaseSync(join(folder, '.coxswain', 'coxswain.db'))
  database.exec('update audit set payload = null, salt = null where seq = 1')
  expect(await run('audit', 'verify')).toMatchObject({
    code: 0,
    out: expect.stringContaining(' 1 payload is erased: row 1. '),
  })
  database.exec("update audit set kind = 'vote' where seq = 1")
  database.close()
  expect(await run('audit', 'verify')).toMatchObject({ code: 1, out: expect.stringContaining('1') })
})

test('tokens, usage and wrong settings', async () => {
  const { folder, run } = await operated()
  const tokens = await run('tokens', 'rudder')
  expect(tokens.out).toContain('rudder:rules:write\n  POST /rules/{ruleId}\n')
  expect(await run('tokens', 'nope')).toMatchObject({ code: 2 })
  expect(await run('frobnicate')).toMatchObject({ code: 2, err: expect.stringContaining('no subcommand frobnicate') })
  expect(await run('run', '--nope', 'x')).toMatchObject({ code: 2 })
  const file = join(folder, 'coxswain.yml')
  // In CI there are no secrets.
  rmSync(join(folder, '.env'))
  expect(await run('config', 'check')).toMatchObject({
    code: 0,
    out: expect.stringMatching(/^coxswain\.yml has no mistakes: 1 connection and 3 groups\./),
  })
  expect(await run('config', 'check', 'other.yml')).toMatchObject({
    code: 2,
    err: expect.stringContaining('other.yml: is not there'),
  })
  expect(await run('policy', 'why', 'ana@acme.net', 'rudder compliance')).toMatchObject({ code: 0 })
  writeFileSync(
    file,
    readFileSync(file, 'utf8').replace('rudder:rules:write] }\ngroups', 'rudder:rule:write] }\ngroups'),
  )
  const checked = await run('config', 'check')
  expect(checked).toMatchObject({ code: 2, err: expect.stringContaining('Did you mean rudder:rules:write?') })
  const wrong = await run('run', 'rudder rules')
  expect(wrong).toMatchObject({ code: 2, err: expect.stringContaining('Did you mean rudder:rules:write?') })
})

test('why a comparison is allowed or refused is told of both connections, with nothing called', async () => {
  const { rudder, folder, run } = await operated()
  const file = join(folder, 'coxswain.yml')
  const settings = readFileSync(file, 'utf8')
  const staging = /^ {2}rudder\/prod:[\s\S]*?(?=^groups)/m.exec(settings)?.[0].replaceAll('prod', 'staging') ?? ''
  writeFileSync(
    file,
    settings
      .replace('groups:\n', `${staging}groups:\n`)
      .replace('name: readers,', 'name: readers, connections: [rudder/prod],'),
  )
  const line = 'rudder diff SSH hardening prod staging'
  const allowed = await run('policy', 'why', 'ana@acme.net', line)
  expect(allowed).toMatchObject({ code: 0, out: expect.stringContaining('on rudder/staging') })
  const refused = await run('policy', 'why', 'rita@acme.net', line)
  expect(refused.code).toBe(4)
  expect(refused.out).toMatch(/^Allowed: .* on rudder\/prod\./)
  expect(refused.out).toMatch(/^Refused: .* on rudder\/staging\./m)
  expect(rudder.requests).toEqual([])
})
