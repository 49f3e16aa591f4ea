import { appendFileSync, existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setImmediate as soon } from 'node:timers/promises'
import { describe, expect, onTestFinished, test } from 'vitest'
import { holdAlone } from '../../src/store/alone.ts'
import { tableNames } from '../../src/store/backed-up-tables.ts'
import { backup } from '../../src/store/backup.ts'
import type { Store } from '../../src/store/db.ts'
import { migrations } from '../../src/store/migrations/steps.ts'
import { say } from '../../src/store/posts.ts'
import { insertProposal } from '../../src/store/proposals.ts'
import { restore } from '../../src/store/restore.ts'
import { insertRun } from '../../src/store/runs.ts'
import { addVote } from '../../src/store/votes.ts'
import { Secret } from '../../src/vault/secret.ts'
import { testWorld } from '../world.ts'
import {
  type Database,
  type Engine,
  eachEngine,
  emptyDatabase,
  freshDatabase,
  optionsOf,
  testAuditKey,
} from './engines.ts'
import { proposalRow } from './proposal-row.ts'

const world = testWorld()
const auditKey = new Secret(() => testAuditKey)
const at = ({ settings }: Database) => ({ ...optionsOf(settings), world, auditKey })

const inFolder = (): string => {
  const folder = mkdtempSync(join(tmpdir(), 'coxswain-backup-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  return join(folder, 'a.backup')
}

/** Something in every table, and more than one page of some. */
const fill = async (store: Store): Promise<void> => {
  const now = world.clock.now()
  const row = (id: string, more: object) => ({
    ...proposalRow(id),
    created_at: now,
    expires_at: now + 900_000,
    ...more,
  })
  const held = { claimed_by: 'one', lease_until: now + 120_000 }
  const done = { stage: 'done' as const, outcome: 'applied', result: '{}', decided_at: now }
  await store.transaction(async (tx) => {
    await insertProposal(tx, row('waiting', {}))
    await insertProposal(tx, row('overdue', { expires_at: now - 1 }))
    await insertProposal(tx, row('claimed', { stage: 'claimed', ...held }))
    await insertProposal(tx, row('sending', { stage: 'sending', ...held, sent_at: now - 5 }))
    await insertProposal(tx, row('done', done))
    await addVote(tx, { proposal: 'waiting', human: 'ana ß “”\n', principal: '{}', at: now })
    await tx.insertInto('locks').values({ connection: 'rudder/prod', by: 'ann', reason: null, at: 1 }).execute()
    const server = { connection: 'rudder/prod', url: 'https://a.net', name: null, key: null, key_at: null }
    await tx
      .insertInto('servers')
      .values({ ...server, instance: 'one', instance_at: now })
      .execute()
    await tx.insertInto('deliveries').values({ key: 'event:1', at: now }).execute()
    await insertRun(tx, { id: 'open', principal: { id: 'slack:T/U' }, line: 'x', replica: 'one' }, now)
    for (let n = 0; n < 250; n++) await store.audit.append(tx, 'vote', { n })
    await say(tx, { id: 'unposted', channel: 'C1', proposal: 'waiting' }, now)
    await say(tx, { id: 'posted', channel: 'C2', message: { title: 'there' } }, now)
    await tx.updateTable('posts').set({ place: 'C2', ts: '1.0', shown: 1 }).where('id', '=', 'posted').execute()
  })
}

const all = async (store: Store) => {
  const tables = tableNames.map((table) => store.db.selectFrom(table).selectAll().execute())
  return Object.fromEntries((await Promise.all(tables)).map((rows, n) => [tableNames[n] ?? '', rows as object[]]))
}

const dropped = (database: Database): Database => {
  onTestFinished(() => database.drop())
  return database
}

const fresh = async (name: Engine['name']): Promise<Database> => dropped(await freshDatabase(name))
/** Into which something is restored. */
const empty = async (name: Engine['name']): Promise<Database> => dropped(await emptyDatabase(name))

const taken = async (name: Engine['name']) => {
  const database = await fresh(name)
  const store = await database.open(world)
  await fill(store)
  const file = inFolder()
  return { database, store, file, said: await backup(at(database), file) }
}

const refused = async (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => 'it was done',
    (error: unknown) => `${(error as Error).name}: ${(error as Error).message}`,
  )

/** What watches read again. */
const reread = ['readings', 'watch_states']
/** The tables that are in no backup; those that others refer to come first. */
const notKept = ['checkup', 'replicas', 'run_tables', 'run_rows', 'exports', 'shares', 'forms', 'personal_keys', ...reread] // biome-ignore format: one list

eachEngine(({ name }) => {
  test('every table is in a backup, but for who is up, what the last checkup found, and rows, files and forms that can be read again', async () => {
    const store = await (await fresh(name)).open()
    const there = (await store.db.introspection.getTables()).map((table) => table.name)
    expect([...tableNames, ...notKept].sort()).toEqual(there.filter((table) => !table.startsWith('kysely')).sort())
  })

  test.for(['sqlite', 'postgres'] as const)('a running bot is backed up, and restored into %s', async (to) => {
    const { store, file, said } = await taken(name)
    expect(statSync(file).mode & 0o777).toBe(0o600)
    expect(said).toMatchObject({ bytes: statSync(file).size, head: await store.audit.head() })
    expect(said.rows).toEqual({
      proposals: 5,
      votes: 1,
      locks: 1,
      audit: 250,
      audit_head: 1,
      posts: 2,
      runs: 1,
      deliveries: 1,
      servers: 1,
      refusals: 0,
      watches: 0,
      alerts: 0,
      mutes: 0,
    })
    for (const left of ['.part', '.check']) expect(existsSync(`${file}${left}`)).toBe(false)
    expect(readFileSync(file, 'utf8')).not.toContain(testAuditKey)

    const target = await empty(to)
    const restored = await restore(at(target), file)
    expect(restored).toMatchObject({ rows: 263, unsure: 3, unposted: 1, locked: ['rudder/prod'], head: said.head })
    const other = await target.open(world)
    const [was, is] = [await all(store), await all(other)]
    for (const table of ['votes', 'locks', 'deliveries']) expect(is[table]).toEqual(was[table])
    expect(is.audit?.slice(0, 250)).toEqual(was.audit)
    expect(await other.audit.recent(1)).toMatchObject([{ kind: 'restored', payload: { at: said.at, seq: 250 } }])
    expect(await other.audit.verify({ head: said.head })).toMatchObject({ ok: true, rows: 251 })
  })

  test('what was under way is never done again', async () => {
    const { file, said } = await taken(name)
    const target = await empty(name)
    await restore(at(target), file)
    const { proposals, posts, runs } = await all(await target.open(world))
    const looked = (sent_at: number) => ({ stage: 'sending', lease_until: 0, sent_at, outcome: null })
    expect(proposals).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ id: 'waiting', ...looked(said.at) }),
        expect.objectContaining({ id: 'claimed', ...looked(said.at) }),
        expect.objectContaining({ id: 'sending', ...looked(said.at - 5) }),
        expect.objectContaining({ id: 'overdue', stage: 'pending' }),
        expect.objectContaining({ id: 'done', outcome: 'applied' }),
      ]),
    )
    expect(posts).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ id: 'unposted', fate: 'unsure', untold: 'unsure' }),
        expect.objectContaining({ id: 'posted', fate: 'open', untold: null }),
      ]),
    )
    expect(runs).toMatchObject([{ id: 'open', ending: 'failed' }])
  })

  test('a database that holds something, or was prepared by another version, is left as it is', async () => {
    const { database, store, file } = await taken(name)
    const before = await all(store)
    expect(await refused(restore(at(database), file))).toMatch(/^UserError: .* is not empty/)
    expect(await all(store)).toEqual(before)
    const prepared = await empty(name)
    await prepared.open(world)
    await restore(at(prepared), file)
    const lines = readFileSync(file, 'utf8').replace('"002-slack"', '"001-spine"')
    writeFileSync(file, lines)
    const open = await empty(name)
    await open.open(world)
    expect(await refused(restore(at(open), file))).toMatch(/another version/)
  })

  describe('nothing is restored of a backup', () => {
    const damaged: Readonly<Record<string, readonly [(text: string) => string, RegExp]>> = {
      'that is cut off': [(text) => text.slice(0, text.lastIndexOf('{"mac"')), /cut off/],
      'that is cut off within a line': [(text) => text.slice(0, -200), /damaged/],
      'with one letter changed': [(text) => text.replace('rudder/prod', 'rudder/brod'), /changed since it was made/],
      'with a line gone': [(text) => text.replace(/\{"table":"deliveries".*\n/, ''), /changed since it was made/],
      'with a line added': [(text) => `${text}{"table":"locks","rows":[]}\n`, /added to its end/],
      'with a table that is not ours': [(text) => text.replace('"table":"votes"', '"table":"users"'), /not there/],
      'with an act that was changed': [(text) => text.replace('"n\\":7}', '"n\\":8}'), /changed/],
      'of a newer version': [(text) => text.replace('"002-slack"', '"002-slack","009-next"'), /009-next/],
      'of a newer format': [(text) => text.replace('"format":1', '"format":2'), /newer Coxswain/],
      'that is none': [() => 'hello\n', /no backup of Coxswain/],
      'that is empty': [() => '', /no backup of Coxswain/],
    }
    test.for(Object.keys(damaged))('%s', async (how) => {
      const [change, why] = damaged[how] as NonNullable<(typeof damaged)[string]>
      const { file } = await taken(name)
      const text = readFileSync(file, 'utf8')
      expect(change(text)).not.toBe(text)
      writeFileSync(file, change(text))
      const target = await empty(name)
      expect(await refused(restore(at(target), file))).toMatch(why)
      const rows = await all(await target.open(world))
      expect(Object.values(rows).flat()).toMatchObject([{ seq: 0 }])
      writeFileSync(file, text)
      await restore(at(target), file)
    })

    test('with another audit key, or with none that is there', async () => {
      const { file } = await taken(name)
      const target = await empty(name)
      const other = { ...at(target), auditKey: new Secret(() => 'some other audit key of 32 letters') }
      expect(await refused(restore(other, file))).toMatch(/audit key is not the one/)
      expect(await refused(restore(at(target), `${file}.gone`))).toMatch(/cannot be read/)
    })
  })

  test('an older backup is restored and brought forward', async () => {
    const database = await empty(name)
    const store = await database.open(world)
    await store.transaction(async (tx) => {
      await insertProposal(tx, proposalRow('P1'))
      await store.audit.append(tx, 'proposed', {})
    })
    // As the version of the spine left it.
    const later = [...notKept.toReversed(), 'posts', 'runs', 'deliveries', 'servers']
    for (const table of later) await store.db.schema.dropTable(table).execute()
    await store.db.schema.dropIndex('proposals_reminders').execute()
    await store.db.schema.dropIndex('proposals_follow').execute()
    for (const column of ['channel', 'thread', 'remind_at', 'holds', 'bound', 'follow_at', 'remind_by'])
      await store.db.schema.alterTable('proposals').dropColumn(column).execute()
    const migrated = store.db as unknown as {
      deleteFrom(table: string): { where: (...of: unknown[]) => { execute(): Promise<unknown> } }
    }
    await migrated.deleteFrom('kysely_migration').where('name', '!=', '001-spine').execute()
    const file = inFolder()
    await backup(at(database), file)
    const target = await empty(name)
    await restore(at(target), file)
    const other = await target.open(world)
    expect(await other.db.selectFrom('proposals').select(['id', 'channel']).execute()).toEqual([
      { id: 'P1', channel: null },
    ])
    expect(await other.audit.verify()).toMatchObject({ ok: true, rows: 2 })
    expect(Object.keys(migrations)).toHaveLength(19)
  })

  test('no backup is made over another file, of nothing, with another key, or of a broken record', async () => {
    const { database, store, file } = await taken(name)
    appendFileSync(file, '')
    expect(await refused(backup(at(database), file))).toMatch(/is there already/)
    expect(await refused(backup(at(database), `${file}/no/folder`))).toMatch(/^UserError: The folder of/)
    expect(await refused(backup(at(database), '/proc/a.backup'))).toMatch(/^UserError: .* cannot be written/)
    const next = `${file}.2`
    if (name === 'postgres') expect(await refused(backup(at(await empty(name)), next))).toMatch(/is empty/)
    const other = { ...at(database), auditKey: new Secret(() => 'some other audit key of 32 letters') }
    expect(await refused(backup(other, next))).toMatch(/audit key is not the one/)
    await store.db.updateTable('audit').set({ at: 5 }).where('seq', '=', 7).execute()
    expect(await refused(backup(at(database), next))).toMatch(/Row 7 was changed/)
    for (const left of ['', '.part', '.check']) expect(existsSync(`${next}${left}`)).toBe(false)
  })

  test('what is written while a backup is taken is in it whole or not at all', async () => {
    const { database, store, file } = await taken(name)
    const stop = new AbortController()
    const writer = (async () => {
      let n = 0
      for (; !stop.signal.aborted; n++) {
        await store.transaction(async (tx) => {
          await tx
            .insertInto('deliveries')
            .values({ key: `k${n}`, at: n })
            .execute()
          await store.audit.append(tx, 'vote', { n })
        })
        await soon()
      }
      return n
    })()
    for (let n = 0; n < 3; n++) {
      const { rows, head } = await backup(at(database), `${file}.${n}`)
      expect(rows.audit).toBe(head.seq)
      expect((rows.deliveries ?? 0) - 1).toBe(head.seq - 250)
    }
    stop.abort()
    expect(await writer).toBeGreaterThan(0)
  })
})

test('a SQLite database on which a bot runs is not restored into', async () => {
  const { file } = await taken('sqlite')
  const target = await empty('sqlite')
  const release = holdAlone(target.settings.file ?? '')
  expect(await refused(restore(at(target), file))).toMatch(/Another Coxswain is running/)
  release()
  await restore(at(target), file)
})
