import { expect, test } from 'vitest'
import { auditKinds, headText, parseHead } from '../../src/store/chain.ts'
import { Secret } from '../../src/vault/secret.ts'
import { testWorld } from '../world.ts'
import { eachEngine } from './engines.ts'

eachEngine((engine) => {
  test('numbers acts from 1 and reads them newest first', async () => {
    const world = testWorld()
    const store = await engine.open(world)
    const seqs: number[] = []
    for (const kind of auditKinds) {
      seqs.push(await store.transaction((tx) => store.audit.append(tx, kind, { kind, list: [1, null, 'ß'] })))
      await world.advance(1000)
    }
    expect(seqs).toEqual(auditKinds.map((_, index) => index + 1))
    const [newest, second] = await store.audit.recent(2)
    expect(newest).toEqual({
      seq: auditKinds.length,
      at: world.clock.now() - 1000,
      kind: auditKinds.at(-1),
      payload: { kind: auditKinds.at(-1), list: [1, null, 'ß'] },
    })
    expect(second?.seq).toBe(auditKinds.length - 1)
    expect(await store.audit.verify()).toMatchObject({ ok: true, rows: auditKinds.length })
  })

  test('several acts of one transaction follow each other', async () => {
    const store = await engine.open()
    const seqs = await store.transaction(async (tx) => [
      await store.audit.append(tx, 'vote', { n: 1 }),
      await store.audit.append(tx, 'attempt', { n: 2 }),
    ])
    expect(seqs).toEqual([1, 2])
    expect(await store.audit.verify()).toMatchObject({ ok: true, rows: 2 })
  })

  test('the order of keys and the text survive: one spelling for one payload', async () => {
    const store = await engine.open()
    const payload = { b: 1, a: { d: '\u0000\u202e😀"\\', c: [] } }
    await store.transaction((tx) => store.audit.append(tx, 'refused', payload))
    const row = await store.db.selectFrom('audit').selectAll().executeTakeFirstOrThrow()
    expect(row.payload?.startsWith('{"a":{"c":[],')).toBe(true)
    expect(await store.audit.recent(1)).toMatchObject([{ payload }])
  })

  test('what JSON cannot say is refused and leaves no row', async () => {
    const store = await engine.open()
    for (const payload of [{ n: Number.NaN }, { text: '\ud800' }])
      await expect(store.transaction((tx) => store.audit.append(tx, 'refused', payload))).rejects.toThrow()
    expect((await store.audit.head()).seq).toBe(0)
  })

  test('a secret in a payload is recorded as redacted', async () => {
    const store = await engine.open()
    const token = new Secret(() => 'tok-0123456789')
    await store.transaction((tx) => store.audit.append(tx, 'refused', { token }))
    expect(await store.audit.recent(1)).toMatchObject([{ payload: { token: '[redacted]' } }])
  })

  test('erases payloads before a time, and the chain still verifies', async () => {
    const world = testWorld()
    const store = await engine.open(world)
    for (let n = 0; n < 4; n++) {
      await store.transaction((tx) => store.audit.append(tx, 'vote', { n }))
      await world.advance(1000)
    }
    const erase = () => store.transaction((tx) => store.audit.erase(tx, world.clock.now() - 2000))
    expect([await erase(), await erase()]).toEqual([2, 0])
    expect((await store.audit.recent(4)).map((entry) => entry.payload)).toEqual([{ n: 3 }, { n: 2 }, null, null])
    expect(await store.audit.verify()).toMatchObject({ ok: true, rows: 4 })
  })
})

test('a head is written down and read back', () => {
  const head = { seq: 12, mac: 'ab'.repeat(32) }
  expect(parseHead(` ${headText(head)}\n`)).toEqual(head)
  expect(() => parseHead('12')).toThrow(/64 hexadecimal/)
})
