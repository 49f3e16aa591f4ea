import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { userInfo } from 'node:os'
import { join } from 'node:path'
import { startRudder } from 'local-rudder'
import { expect, onTestFinished, test } from 'vitest'
import { actsOf } from '../../src/cli/audit/act.ts'
import { type Wanted, wanting } from '../../src/cli/audit/filter.ts'
import { toOcsf } from '../../src/cli/audit/ocsf.ts'
import type { AuditEntry } from '../../src/store/audit.ts'
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
  const [some, events, { out }] = await Promise.all([
    acts('list', '--json', '--since', '1h', '--outcome', 'cancelled', '--person', me),
    acts('export', '--ocsf'),
    run('audit', 'list'),
  ])
  expect(some.map(({ entry }) => entry)).toEqual([2])
  expect(events.map(({ class_uid: uid }) => uid)).toEqual([6003, 6003, 6003])
  expect(out.split('\n')[1]).toMatch(
    /^#2 {2}\d{4}-\d\d-\d\d \d\d:\d\d:\d\dZ {2}cancelled {2}rudder\/prod {2}rudder rule disable .*“SSH hardening”.* {2}cli:\S+ {2}proposal \w{8}$/,
  )
  // Six processes, one after the other in part.
}, 180_000)

test('as events of OCSF each entry has what the class API Activity requires', () => {
  const me = 'cli:root'
  const about = { command: 'rudder node run', connection: 'rudder/prod', objects: [] }
  const acts = [
    { entry: 1, at: 1, kind: 'proposed', people: [me], proposal: 'p', ...about, payload: {} },
    { entry: 2, at: 2, kind: 'outcome', people: [me], proposal: 'p', outcome: 'unknown', ...about, payload: {} },
    { entry: 3, at: 3, kind: 'refused', people: [me], outcome: 'refused', ...about, payload: null },
  ]
  const events: readonly Json[] = acts.map((act) => toOcsf(act, '1.2.3'))
  expect(events[1]).toMatchObject({ activity_id: 3, status_id: 0, severity_id: 3, metadata: { correlation_uid: 'p' } })
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

test('the filters say what is wanted, and know the people and objects of earlier entries', async () => {
  const asked = {
    proposal: 'p1',
    requester: 'ana@acme.net',
    principal: 'slack:T1/U1',
    args: { rule: { name: 'SSH hardening' } },
  }
  const entries = [
    {
      seq: 1,
      at: Date.parse('2026-11-01T10:00Z'),
      kind: 'proposed',
      payload: { ...asked, command: 'rudder rule disable' },
    },
    { seq: 2, at: Date.parse('2026-11-02T10:00Z'), kind: 'outcome', payload: { proposal: 'p1', outcome: 'applied' } },
    {
      seq: 3,
      at: Date.parse('2026-11-03T10:00Z'),
      kind: 'lock',
      payload: { connection: 'rudder/prod', by: 'rita@acme.net' },
    },
    { seq: 4, at: Date.parse('2026-11-03T11:00Z'), kind: 'lock', payload: null },
  ]
  const now = Date.parse('2026-11-04T10:00Z')
  const found = async (wanted: Wanted) => {
    const some: number[] = []
    for await (const act of actsOf(stored(entries))) if (wanting(wanted, now)(act)) some.push(act.entry)
    return some
  }
  expect(await found({})).toEqual([1, 2, 3, 4])
  expect(await found({ person: 'ANA@acme.net' })).toEqual([1, 2])
  expect(await found({ person: 'u1' })).toEqual([1, 2])
  expect(await found({ person: 'na@acme.net' })).toEqual([])
  expect(await found({ object: 'ssh' })).toEqual([1, 2])
  expect(await found({ object: 'rudder/prod' })).toEqual([3])
  expect(await found({ outcome: 'applied' })).toEqual([2])
  expect(await found({ since: '2d' })).toEqual([2, 3, 4])
  expect(await found({ since: '2026-11-02', until: '2026-11-03T10:00:01' })).toEqual([2, 3])
  for (const since of ['yesterday', '2026-13-01', '-7d'])
    await expect(found({ since })).rejects.toThrow('--since must be')
})

async function* stored(entries: readonly AuditEntry[]) {
  yield* entries
}
