import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { userInfo } from 'node:os'
import { join } from 'node:path'
import { startRudder } from 'local-rudder'
import { expect, onTestFinished, test } from 'vitest'
import { coxswain } from './coxswain.ts'

type Json = Readonly<Record<string, unknown>>

/** A folder whose audit log has a change that was asked for and cancelled, and a refusal. */
const acted = async () => {
  const rudder = await startRudder({ nodes: 10 })
  const folder = mkdtempSync('/tmp/coxswain-audit-')
  onTestFinished(async () => {
    await rudder.close()
    rmSync(folder, { recursive: true, force: true })
  })
  const me = `cli:${userInfo().username}`
  const settings = `connections:
  rudder/prod:
    url: ${rudder.url}
    tokens:
      - { name: reader, secret: "env:READ", scopes: [rudder:*:read] }
      - { name: writer, secret: "env:WRITE", scopes: [rudder:rules:write, rudder:agents:write] }
groups:
  - { name: ops, api_scopes: [rudder:*:read, rudder:rules:write], includes: ["${me}"] }
`
  writeFileSync(join(folder, 'coxswain.yml'), settings)
  writeFileSync(join(folder, '.env'), `READ=${rudder.tokens.read}\nWRITE=${rudder.tokens.write}\n`, { mode: 0o600 })
  const run = (...args: string[]) => coxswain(args, { cwd: folder })
  await run('run', 'rudder rule disable SSH hardening because INC-4312')
  await run('run', 'rudder node run web-1')
  const acts = async (...args: string[]) => {
    const { code, out, err } = await run('audit', ...args)
    expect([code, err], args.join(' ')).toEqual([0, ''])
    return out
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => JSON.parse(line) as Json)
  }
  return { run, acts, me, folder }
}

test('audit list and export print what is asked for: by person, object, time and outcome', async () => {
  const { run, acts, me } = await acted()
  const all = await acts('export', '--json')
  expect(all.map(({ entry, kind }) => [entry, kind])).toEqual([
    [1, 'proposed'],
    [2, 'cancelled'],
    [3, 'refused'],
  ])
  // What is only in the entry of the proposal is known of the later ones too.
  expect(all[1]).toMatchObject({
    at: expect.stringMatching(/^\d{4}-\d\d-\d\dT.*Z$/),
    people: [me],
    proposal: all[0]?.proposal,
    command: 'rudder rule disable',
    connection: 'rudder/prod',
    objects: expect.arrayContaining(['SSH hardening']),
    outcome: 'cancelled',
  })
  const entries = async (...args: string[]) => (await acts('list', '--json', ...args)).map(({ entry }) => entry)
  const found = await Promise.all([
    entries('--object', 'ssh HARDENING'),
    entries('--object', 'rudder/prod'),
    entries('--outcome', 'refused'),
    entries('--person', me.toUpperCase()),
    entries('--person', 'somebody'),
    entries('--since', '1h', '--outcome', 'cancelled'),
    entries('--until', '2026-01-01'),
  ])
  expect(found).toEqual([[1, 2], [1, 2, 3], [3], [1, 2, 3], [], [2], []])
  const { out } = await run('audit', 'list')
  expect(out.split('\n')[1]).toMatch(
    /^#2 {2}\d{4}-\d\d-\d\d \d\d:\d\d:\d\dZ {2}cancelled {2}rudder\/prod {2}rudder rule disable .*“SSH hardening”.* {2}cli:\S+ {2}proposal \w{8}$/,
  )
  expect(await run('audit', 'list', '--since', 'yesterday')).toMatchObject({
    code: 2,
    err: expect.stringContaining('--since must be a time such as'),
  })
  expect(await run('audit', 'list', '--json', '--ocsf')).toMatchObject({ code: 2 })
  expect(await run('audit', 'show')).toMatchObject({ code: 2, err: expect.stringContaining('list|export|verify') })
})

/** What OCSF 1.6.0 requires of the class API Activity. */
const required = [
  'activity_id',
  'actor',
  'api',
  'category_uid',
  'class_uid',
  'metadata',
  'severity_id',
  'src_endpoint',
  'time',
  'type_uid',
]

test('as events of OCSF each entry has what the class API Activity requires', async () => {
  const { acts, me } = await acted()
  const events = await acts('export', '--ocsf')
  expect(events).toHaveLength(3)
  for (const event of events) {
    expect(Object.keys(event)).toEqual(expect.arrayContaining(required))
    expect(event).toMatchObject({ category_uid: 6, class_uid: 6003, actor: { user: { uid: me } } })
    expect(event.type_uid).toBe(6003 * 100 + Number(event.activity_id))
  }
  expect(events.at(-1)).toMatchObject({
    metadata: { version: '1.6.0', uid: '3', event_code: 'refused' },
    status_id: 2,
    severity_id: 2,
    api: { operation: 'rudder node run', service: { name: 'rudder/prod' } },
    src_endpoint: { svc_name: 'cli' },
  })
})
