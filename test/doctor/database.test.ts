import { chmodSync } from 'node:fs'
import { sql } from 'kysely'
import { describe, expect, test } from 'vitest'
import { databaseCheck, diskCheck } from '../../src/run/doctor/database.ts'
import { runChecks } from '../../src/run/doctor/examine.ts'
import { openStore, type Store } from '../../src/store/db.ts'
import { Secret } from '../../src/vault/secret.ts'
import type { World } from '../../src/world.ts'
import { emptyDatabase, mainlyPostgres, optionsOf, testAuditKey } from '../store/engines.ts'
import { testWorld } from '../world.ts'

// PostgreSQL has a clock of its own, so it is compared with that of this machine.
const today = () => testWorld({}, Date.now())

const look = async (engine: 'sqlite' | 'postgres', open: () => Promise<Store | undefined>, world: World = today()) =>
  (await runChecks([databaseCheck(engine, open, world.clock)], world)).map(({ level, says }) => `${level} ${says}`)

mainlyPostgres((engine) => {
  describe('the database', () => {
    const title = engine.name === 'sqlite' ? 'SQLite' : 'PostgreSQL'

    test('answers, and the audit key fits what is on the record', async () => {
      const store = await engine.open()
      expect(await look(engine.name, async () => store)).toEqual([
        expect.stringMatching(new RegExp(`^ok ${title} \\d+\\.\\d\\S* answers\\.$`)),
        'ok The audit key fits the record of 0 acts.',
      ])
      await store.transaction((tx) => store.audit.append(tx, 'lock', {}))
      expect((await look(engine.name, async () => store))[1]).toBe('ok The audit key fits the record of 1 act.')
    })

    test('with another key than the record was begun with', async () => {
      const database = await engine.fresh()
      const store = await database.open()
      await store.transaction((tx) => store.audit.append(tx, 'lock', {}))
      const other = await database.open(testWorld(), 'another-key-0123456789abcdef')
      expect((await look(engine.name, async () => other))[1]).toMatch(/^wrong The audit key is not the one/)
    })

    test('that lacks a step is only looked at, and not brought there', async () => {
      const database = await engine.fresh()
      const store = await database.open()
      await sql`drop table replicas`.execute(store.db)
      await sql`drop table checkup`.execute(store.db)
      await sql`delete from kysely_migration where name = '003-health'`.execute(store.db)
      const world = today()
      const asIs = () =>
        openStore({ ...optionsOf(database.settings), world, auditKey: new Secret(() => testAuditKey), asIs: true })
      const looked = await asIs()
      const said = await look(engine.name, async () => looked)
      await looked.close()
      expect(said[1]).toBe('warning Its tables are those of an older version: 1 migration is missing (003-health).')
      await expect(sql`select * from checkup`.execute(store.db)).rejects.toThrow()
    })

    test('that is empty is a warning: the first start makes its tables', async () => {
      const { settings } = await emptyDatabase(engine.name)
      const world = today()
      const store = await openStore({
        ...optionsOf(settings),
        world,
        auditKey: new Secret(() => testAuditKey),
        asIs: true,
      })
      expect(await look(engine.name, async () => store)).toEqual([
        'warning It is empty: no Coxswain has started on it yet.',
      ])
      await sql`create table audit (seq integer)`.execute(store.db)
      expect(await look(engine.name, async () => store)).toEqual([
        'wrong It does not answer, or its tables are not those of Coxswain.',
      ])
      await store.close()
    })

    test('that is not there is said with what to do', async () => {
      const world = today()
      const options =
        engine.name === 'sqlite'
          ? { file: '/dev/null/such.db' }
          : { url: () => 'postgres://nobody:secret-password@127.0.0.1:9/none' }
      const open = () => openStore({ ...options, world, auditKey: new Secret(() => testAuditKey), asIs: true })
      const said = await look(engine.name, open)
      const sentence =
        engine.name === 'sqlite'
          ? /^wrong The database .* cannot be opened.*Check that it is there/
          : /^wrong Nothing listens at 127\.0\.0\.1:9.*Start PostgreSQL, or correct the host and port/
      expect(said).toEqual([expect.stringMatching(sentence)])
      expect(said.join()).not.toContain('secret-password')
    })

    test('that nobody has used yet', async () => {
      expect(await look(engine.name, async () => undefined)).toEqual(['warning There is none yet.'])
      const database = await engine.empty()
      const options = {
        ...optionsOf(database.settings),
        world: today(),
        auditKey: new Secret(() => testAuditKey),
        asIs: true,
      }
      const store = await openStore(options)
      expect(await look(engine.name, async () => store)).toEqual([
        'warning It is empty: no Coxswain has started on it yet.',
      ])
      await store.close()
    })

    if (engine.name === 'postgres')
      test('whose clock is off, as leases go by it', async () => {
        const store = await engine.open()
        const world = testWorld({}, Date.now() - 60_000)
        expect((await look(engine.name, async () => store, world))[1]).toMatch(
          /^warning Its clock is 6\d s ahead of the bot's\./,
        )
      })

    if (engine.name === 'sqlite')
      test('whose file others can read', async () => {
        const database = await engine.fresh()
        await database.open()
        const file = database.settings.file ?? ''
        const said = async () =>
          (await runChecks([diskCheck(file)], testWorld())).map(({ level, says }) => `${level} ${says.split(' (')[0]}`)
        expect(await said()).toEqual([expect.stringMatching(/^ok [\d.,]+ GiB are free\.$/)])
        chmodSync(file, 0o644)
        expect((await said())[1]).toBe('wrong Others on this machine can read the SQLite file')
      })
  })
})
