import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, onTestFinished, test } from 'vitest'
import { settleIfBehind } from '../../src/store/behind.ts'
import { headText } from '../../src/store/chain.ts'
import { openStore, type Store } from '../../src/store/db.ts'
import { getProposal, insertProposal, leaseMs, startSending } from '../../src/store/proposals.ts'
import { Secret } from '../../src/vault/secret.ts'
import { testWorld } from '../world.ts'
import { watchDisk } from './disk.ts'
import { type Database, eachEngine, optionsOf, testAuditKey } from './engines.ts'
import { proposalRow } from './proposal-row.ts'
import { snapshot } from './snapshot.ts'

const world = testWorld()

const folder = (): string => {
  const made = mkdtempSync(join(tmpdir(), 'coxswain-mark-'))
  onTestFinished(() => rmSync(made, { recursive: true, force: true }))
  return made
}

/** A process that has started on the database, with a mark of its own. */
const started = async ({ settings }: Database, mark: string, lines = world) => {
  const store = await openStore({
    ...optionsOf(settings),
    world: lines,
    auditKey: new Secret(() => testAuditKey),
    mark,
  })
  onTestFinished(() => store.close())
  return { store, settled: await settleIfBehind(store, lines) }
}

const acts = (store: Store, ...more: number[]) =>
  store.transaction(async (tx) => {
    for (const n of more) await store.audit.append(tx, 'vote', { n })
  })

const ask = (store: Store, id: string) =>
  store.transaction(async (tx) => {
    await insertProposal(tx, proposalRow(id, { expires_at: world.clock.now() + 900_000 }))
    await store.audit.append(tx, 'proposed', { proposal: id })
  })

const marked = (file: string): { head: string; restored: readonly string[] } => JSON.parse(readFileSync(file, 'utf8'))

const kinds = async (store: Store) => (await store.audit.recent(100)).map(({ kind }) => kind)

const stageOf = async (store: Store, id: string) => (await getProposal(store.db, id))?.stage

eachEngine(({ fresh }) => {
  test('the mark follows what is committed, and nothing else', async () => {
    const file = join(folder(), 'data', 'audit.mark')
    const { store, settled } = await started(await fresh(), file)
    expect(settled).toBeUndefined()
    expect(marked(file)).toEqual({ head: headText(await store.audit.head()), restored: [] })
    expect(statSync(file).mode & 0o777).toBe(0o600)
    await acts(store, 1, 2)
    const head = headText(await store.audit.head())
    expect(marked(file).head).toBe(head)
    await store
      .transaction(async (tx) => {
        await store.audit.append(tx, 'vote', {})
        throw new Error('rolled back')
      })
      .catch(() => {})
    expect(marked(file).head).toBe(head)
    store.mark.secure()
    expect(marked(file).head).toBe(head)
    expect(readdirSync(join(file, '..'))).toEqual(['audit.mark'])
  })

  test('that something is being sent is on the disk before its approval is made: the text, then its name', async () => {
    const place = folder()
    const { store } = await started(await fresh(), join(place, 'audit.mark'))
    const now = world.clock.now()
    const claimed = { stage: 'claimed' as const, claimed_by: 'one', lease_until: now + leaseMs }
    await store.transaction((tx) => insertProposal(tx, proposalRow('P', claimed)))
    const asked = watchDisk(place)
    expect(await startSending(store, { id: 'P', by: 'one', now, scope: 's', digest: 'd' })).toBeDefined()
    const part = expect.stringMatching(/^sync audit\.mark\.[0-9a-f]{12}$/)
    expect(asked.slice(-3)).toEqual([part, expect.stringMatching(/^rename \S+ audit\.mark$/), 'sync .'])
    expect(marked(join(place, 'audit.mark')).head).toBe(headText(await store.audit.head()))
  })

  test('a start where nothing is missing changes nothing', async () => {
    const file = join(folder(), 'audit.mark')
    const database = await fresh()
    const { store } = await started(database, file)
    await ask(store, 'P1')
    const again = await started(database, file)
    expect(again.settled).toBeUndefined()
    expect(await stageOf(store, 'P1')).toBe('pending')
    expect(await kinds(store)).toEqual(['proposed'])
  })

  test('of two processes with one mark, none marks less than is marked', async () => {
    const file = join(folder(), 'audit.mark')
    const database = await fresh()
    const { store } = await started(database, file)
    const other = (await started(database, file)).store
    await acts(other, 1, 2, 3)
    const head = headText(await store.audit.head())
    store.mark.secure()
    expect(marked(file).head).toBe(head)
  })

  describe('the database was set back', () => {
    const setBack = async () => {
      const database = await fresh()
      const file = join(folder(), 'audit.mark')
      const { store } = await started(database, file)
      await ask(store, 'P1')
      const back = await snapshot(store)
      await acts(store, 1, 2)
      await back()
      return { database, file, store }
    }

    test('what waited counts as sent, and the audit log says so, once', async () => {
      const { database, file, store } = await setBack()
      const { settled } = await started(database, file)
      expect(settled).toMatchObject({ unsure: 1 })
      expect(await stageOf(store, 'P1')).toBe('sending')
      expect(await store.audit.recent(1)).toMatchObject([{ kind: 'restored', payload: { seq: 1, marked: 3 } }])
      expect(await store.audit.verify()).toMatchObject({ ok: true })
      const { mac } = await store.audit.head()
      expect(marked(file)).toEqual({ head: headText(await store.audit.head()), restored: [mac] })
      expect((await started(database, file)).settled).toBeUndefined()
      expect(await kinds(store)).toEqual(['restored', 'proposed'])
    })

    test('another replica with a mark of its own does not do it again', async () => {
      const { database, file } = await setBack()
      const other = `${file}.other`
      writeFileSync(other, readFileSync(file))
      const first = await started(database, file)
      await ask(first.store, 'P2')
      expect((await started(database, other)).settled).toBeUndefined()
      expect(await stageOf(first.store, 'P2')).toBe('pending')
      expect(marked(other)).toEqual(marked(file))
    })

    test('also where others went on writing since', async () => {
      const { database, file } = await setBack()
      await acts(await database.open(world), 7, 8, 9)
      expect((await started(database, file)).settled).toMatchObject({ unsure: 1 })
    })

    test('and again to before that: it is settled once more', async () => {
      const { database, file, store } = await setBack()
      const back = await snapshot(store)
      await started(database, file)
      await acts(store, 5)
      await back()
      expect((await started(database, file)).settled).toMatchObject({ unsure: 1 })
      expect(await kinds(store)).toEqual(['restored', 'proposed'])
    })

    test('without a mark it is not noticed', async () => {
      const { database, file, store } = await setBack()
      rmSync(file)
      expect((await started(database, file)).settled).toBeUndefined()
      expect(await stageOf(store, 'P1')).toBe('pending')
      expect(existsSync(file)).toBe(true)
    })
  })

  test.each(['', '{', '{"head":"1:ab","restored":[]}', `{"head":"0:${'0'.repeat(64)}"}`])(
    'a mark that is damaged (%j) counts as one that names what is missing',
    async (text) => {
      const database = await fresh()
      const file = join(folder(), 'audit.mark')
      const { store } = await started(database, file)
      await ask(store, 'P1')
      writeFileSync(file, text)
      expect((await started(database, file)).settled).toMatchObject({ unsure: 1 })
      expect(marked(file).restored).toHaveLength(1)
    },
  )

  test('a mark that cannot be read says what to do; one that cannot be written is logged', async () => {
    const database = await fresh()
    const file = join(folder(), 'audit.mark')
    mkdirSync(file)
    await expect(started(database, file)).rejects.toThrow('cannot be read (EISDIR)')
    const lines = testWorld()
    const gone = join(folder(), 'audit.mark')
    const { store } = await started(database, gone, lines)
    rmSync(gone)
    mkdirSync(join(gone, 'x'), { recursive: true })
    await acts(store, 1)
    expect(lines.lines.filter(({ event }) => event === 'store.mark')).toHaveLength(1)
    expect((await store.audit.head()).seq).toBe(1)
  })
})
