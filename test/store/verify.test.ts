import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Head } from '../../src/store/chain.ts'
import { genesis } from '../../src/store/chain.ts'
import type { Store } from '../../src/store/db.ts'
import type { AuditTable } from '../../src/store/schema.ts'
import { runs } from '../runs.ts'
import { type Database, type EngineName, freshDatabase, testAuditKey } from './engines.ts'

const setHead = (store: Store, head: Partial<Head>) => store.db.updateTable('audit_head').set(head).execute()
const change = (store: Store, seq: number, values: Partial<AuditTable>) =>
  store.db.updateTable('audit').set(values).where('seq', '=', seq).execute()
const row = (store: Store, seq: number) =>
  store.db.selectFrom('audit').selectAll().where('seq', '=', seq).executeTakeFirstOrThrow()
const dropFrom = (store: Store, seq: number) => store.db.deleteFrom('audit').where('seq', '>=', seq).execute()
const headAt = async (store: Store, seq: number): Promise<Head> =>
  seq === 0 ? genesis : { seq, mac: (await row(store, seq)).mac }

/** Writes `rows` acts on an emptied chain. */
const refill = async (store: Store, rows: number, label = 'act'): Promise<Head> => {
  await dropFrom(store, 0)
  await setHead(store, genesis)
  await store.transaction(async (tx) => {
    for (let n = 1; n <= rows; n++) await store.audit.append(tx, n % 2 === 0 ? 'vote' : 'refused', { label, n })
  })
  return store.audit.head()
}

const renumber = async (store: Store, rows: readonly AuditTable[]) => {
  await dropFrom(store, 0)
  for (const values of rows) await store.db.insertInto('audit').values(values).execute()
}
const all = (store: Store) => store.db.selectFrom('audit').selectAll().orderBy('seq').execute()

const flip = (text: string) => (text.startsWith('0') ? '1' : '0') + text.slice(1)

/** What somebody with access to the database may do to row `k` of `n` (k ≤ n), and what must be said of it. */
const tampering: Record<string, (store: Store, k: number, n: number) => Promise<[seq: number, problem: string]>> = {
  'another payload': async (store, k) => {
    await change(store, k, { payload: '{"label":"act","n":99}' })
    return [k, 'changed']
  },
  'another spelling of the payload': async (store, k) => {
    await change(store, k, { payload: `${(await row(store, k)).payload} ` })
    return [k, 'changed']
  },
  'another time': async (store, k) => {
    await change(store, k, { at: (await row(store, k)).at + 1 })
    return [k, k === 1 ? 'key' : 'changed']
  },
  'another kind': async (store, k) => {
    await change(store, k, { kind: 'expired' })
    return [k, k === 1 ? 'key' : 'changed']
  },
  'another hash': async (store, k) => {
    await change(store, k, { hash: flip((await row(store, k)).hash) })
    return [k, 'changed']
  },
  'another mac': async (store, k) => {
    await change(store, k, { mac: flip((await row(store, k)).mac) })
    return [k, k === 1 ? 'key' : 'changed']
  },
  'another salt': async (store, k) => {
    await change(store, k, { salt: flip((await row(store, k)).salt ?? '') })
    return [k, 'changed']
  },
  'no payload': async (store, k) => {
    await change(store, k, { payload: null })
    return [k, 'changed']
  },
  'no salt': async (store, k) => {
    await change(store, k, { salt: null })
    return [k, 'changed']
  },
  'a dropped row': async (store, k, n) => {
    await store.db.deleteFrom('audit').where('seq', '=', k).execute()
    return [k, k === n ? 'cut' : 'missing']
  },
  'a dropped row, and the rest closed up': async (store, k, n) => {
    const rows = (await all(store)).filter((one) => one.seq !== k).map((one, index) => ({ ...one, seq: index + 1 }))
    await renumber(store, rows)
    return k === n ? [k, 'cut'] : [k, k === 1 ? 'key' : 'changed']
  },
  'a cut tail': async (store, k) => {
    await dropFrom(store, k)
    return [k, 'cut']
  },
  'a head that is set back': async (store, k) => {
    await setHead(store, await headAt(store, k - 1))
    return [k, 'extra']
  },
  'a head with another mac': async (store, _, n) => {
    await setHead(store, { mac: flip((await store.audit.head()).mac) })
    return [n, 'head']
  },
  'a forged row at the end': async (store, k, n) => {
    await store.db
      .insertInto('audit')
      .values({ ...(await row(store, k)), seq: n + 1 })
      .execute()
    await setHead(store, { seq: n + 1 })
    return [n + 1, 'moved']
  },
  'a forged act at the end': async (store, k, n) => {
    const { mac, ...rest } = await row(store, k)
    await store.db
      .insertInto('audit')
      .values({ ...rest, seq: n + 1, mac: flip(mac) })
      .execute()
    await setHead(store, { seq: n + 1, mac: flip(mac) })
    return [n + 1, 'changed']
  },
}

const place = fc.integer({ min: 1, max: 9 }).chain((n) => fc.tuple(fc.integer({ min: 1, max: n }), fc.constant(n)))

describe.each<EngineName>(['sqlite', 'postgres'])('tampering on %s', (engine) => {
  let database: Database
  let store: Store
  beforeAll(async () => {
    database = await freshDatabase(engine)
    store = await database.open()
  })
  afterAll(() => database.drop())

  test.each(Object.entries(tampering))('%s is found at the first bad row', async (_, tamper) => {
    await fc.assert(
      fc.asyncProperty(place, async ([k, n]) => {
        await refill(store, n)
        const [seq, problem] = await tamper(store, k, n)
        expect(await store.audit.verify()).toEqual({
          ok: false,
          seq,
          problem,
          sentence: expect.stringMatching(/\d|head|key/),
        })
      }),
      { numRuns: runs(3, 8) },
    )
  })

  test('two swapped rows are found at the first, with the place where it belongs', async () => {
    const pair = fc.uniqueArray(fc.integer({ min: 1, max: 9 }), { minLength: 2, maxLength: 2 })
    await fc.assert(
      fc.asyncProperty(pair, async (places) => {
        await refill(store, 9)
        const [i = 0, j = 0] = places.sort((a, b) => a - b)
        const swap = new Map([
          [i, j],
          [j, i],
        ])
        await renumber(
          store,
          (await all(store)).map((one) => ({ ...one, seq: swap.get(one.seq) ?? one.seq })),
        )
        const sentence = `Row ${i} was moved: it holds what was written as row ${j}.`
        expect(await store.audit.verify()).toEqual({ ok: false, seq: i, problem: 'moved', sentence })
      }),
      { numRuns: runs(6, 20) },
    )
  })

  test('a tail that was cut together with the head is found only with an earlier head', async () => {
    await fc.assert(
      fc.asyncProperty(place, async ([k, n]) => {
        const noted = await refill(store, n)
        const before = await headAt(store, k - 1)
        await dropFrom(store, k)
        await setHead(store, before)
        expect(await store.audit.verify()).toMatchObject({ ok: true, rows: k - 1 })
        expect(await store.audit.verify({ head: before })).toMatchObject({ ok: true })
        expect(await store.audit.verify({ head: noted })).toMatchObject({ ok: false, seq: k, problem: 'cut' })
      }),
      { numRuns: runs(3, 8) },
    )
  })

  test('a chain that was written anew with the key is found with an earlier head', async () => {
    await refill(store, 6)
    const noted = await headAt(store, 4)
    await refill(store, 8, 'other')
    expect(await store.audit.verify()).toMatchObject({ ok: true, rows: 8 })
    expect(await store.audit.verify({ head: noted })).toMatchObject({ ok: false, seq: 4, problem: 'changed' })
  })

  test('of two bad rows the first is named', async () => {
    await refill(store, 8)
    await change(store, 7, { kind: 'expired' })
    await store.db.deleteFrom('audit').where('seq', '=', 3).execute()
    expect(await store.audit.verify()).toMatchObject({ seq: 3, problem: 'missing' })
  })

  test('any erased rows leave the chain whole', async () => {
    await fc.assert(
      fc.asyncProperty(fc.subarray([1, 2, 3, 4, 5]), async (erased) => {
        await refill(store, 5)
        for (const seq of erased) await change(store, seq, { payload: null, salt: null })
        const verdict = await store.audit.verify()
        expect(verdict).toMatchObject({ ok: true, rows: 5 })
        const named = verdict.ok
          ? verdict.erased.flatMap(([first, last]) => [...Array(last + 1).keys()].slice(first))
          : []
        expect(named).toEqual(erased)
      }),
      { numRuns: runs(4, 10) },
    )
  })

  test('what is erased is named by its first and last row', async () => {
    await refill(store, 1010)
    expect(await store.audit.verify()).toMatchObject({ ok: true, erased: [] })
    for (const seq of [1, 2, 3, 7, 499, 500, 501, 1010]) await change(store, seq, { payload: null, salt: null })
    const erased = [
      [1, 3],
      [7, 7],
      [499, 501],
      [1010, 1010],
    ]
    expect(await store.audit.verify()).toMatchObject({ ok: true, erased })
  })

  test('an erased row that was also changed is found', async () => {
    await refill(store, 5)
    await change(store, 3, { payload: null, salt: null, hash: flip((await row(store, 3)).hash) })
    expect(await store.audit.verify()).toMatchObject({ seq: 3, problem: 'changed' })
  })

  test('a head row that is gone is found', async () => {
    await refill(store, 2)
    await store.db.deleteFrom('audit_head').execute()
    expect(await store.audit.verify()).toMatchObject({ ok: false, problem: 'head' })
    await store.db
      .insertInto('audit_head')
      .values({ id: 1, ...genesis })
      .execute()
  })

  test('another key does not fit, and is said so at row 1', async () => {
    await refill(store, 3)
    const stranger = await database.open(undefined, `${testAuditKey}-other`)
    expect(await stranger.audit.verify()).toEqual({
      ok: false,
      seq: 1,
      problem: 'key',
      sentence: 'The audit key does not fit, or row 1 was changed.',
    })
  })

  test('whether the key is the right one is seen at two rows, whatever is wrong with one of them', async () => {
    const stranger = await database.open(undefined, `${testAuditKey}-other`)
    for (const rows of [0, 1, 2, 5]) {
      await refill(store, rows)
      expect([rows, await store.audit.fits(), await stranger.audit.fits()]).toEqual([rows, true, rows === 0])
    }
    await change(store, 5, { at: 1 })
    expect([await store.audit.fits(), await stranger.audit.fits()]).toEqual([true, false])
    await refill(store, 5)
    await change(store, 1, { at: 1 })
    expect([await store.audit.fits(), await stranger.audit.fits()]).toEqual([true, false])
  })

  test('a chain over several pages is read whole, while others append to it', async () => {
    await refill(store, 1020)
    const appends = Promise.all(
      Array.from({ length: 30 }, (_, n) => store.transaction((tx) => store.audit.append(tx, 'vote', { n }))),
    )
    for (let round = 0; round < 5; round++) expect(await store.audit.verify()).toMatchObject({ ok: true })
    await appends
    expect(await store.audit.verify()).toMatchObject({ ok: true, rows: 1050 })
    await change(store, 1030, { at: 1 })
    expect(await store.audit.verify()).toMatchObject({ seq: 1030, problem: 'changed' })
  })
})
