import type { Kysely } from 'kysely'
import { genesis, type Head, hashOf, type Sign } from './chain.ts'
import type { AuditTable, Schema } from './schema.ts'

/**
 * changed: not as it was written · missing: the row is gone · moved: it is in another row's place · cut: the chain ends too
 * early · extra: more rows than the head knows · head: the head row itself is wrong · key: the key does not fit, or row 1
 * was changed
 */
export type Problem = 'changed' | 'missing' | 'moved' | 'cut' | 'extra' | 'head' | 'key'

/** Either the chain is whole, or the first row that is not, with a sentence for people. */
export type ChainVerdict =
  | { readonly ok: true; readonly rows: number; readonly head: Head; readonly erased: readonly Erased[] }
  | { readonly ok: false; readonly seq: number; readonly problem: Problem; readonly sentence: string }

/** Consecutive rows whose payloads were erased, as the first and the last. */
export type Erased = readonly [first: number, last: number]

const bad = (seq: number, problem: Problem, sentence: string): ChainVerdict => ({ ok: false, seq, problem, sentence })

const pageSize = 500
const page = (db: Kysely<Schema>, after: number, most = pageSize) =>
  db.selectFrom('audit').selectAll().where('seq', '>', after).orderBy('seq').limit(most).execute()

const headRow = (db: Kysely<Schema>) =>
  db.selectFrom('audit_head').select(['seq', 'mac']).where('id', '=', 1).executeTakeFirst()

/** A row that belongs in another place: there, the mac matches the row before it or (of two neighbours) the row itself. */
const placeOf = async (db: Kysely<Schema>, sign: Sign, row: AuditTable): Promise<number | undefined> => {
  if (sign({ ...row, seq: 1 }, genesis.mac) === row.mac) return 1
  for (let after = Number.MIN_SAFE_INTEGER; ; ) {
    const rows = await page(db, after)
    for (const { seq, mac } of rows)
      for (const place of [seq, seq + 1])
        if (place !== row.seq && sign({ ...row, seq: place }, mac) === row.mac) return place
    const last = rows.at(-1)
    if (last === undefined) return undefined
    after = last.seq
  }
}

/** What is wrong with a row that should follow `before`, or nothing. */
const flaw = async (
  db: Kysely<Schema>,
  sign: Sign,
  before: Head,
  row: AuditTable,
): Promise<ChainVerdict | undefined> => {
  const seq = before.seq + 1
  if (row.seq < seq) return bad(row.seq, 'extra', `Row ${row.seq} was never written by the chain.`)
  if (row.seq > seq) return bad(seq, 'missing', `Row ${seq} is missing; the next one is row ${row.seq}.`)
  const erased = row.payload === null && row.salt === null
  if (!erased && (row.payload === null || row.salt === null))
    return bad(seq, 'changed', `Row ${seq} was changed: its payload and its salt can only be erased together.`)
  const matches = row.payload === null || row.salt === null || hashOf(row.salt, row.payload) === row.hash
  if (sign(row, before.mac) === row.mac)
    return matches
      ? undefined
      : bad(seq, 'changed', `Row ${seq} was changed: its payload is not the one it was written with.`)
  const place = await placeOf(db, sign, row)
  if (place !== undefined) return bad(seq, 'moved', `Row ${seq} was moved: it holds what was written as row ${place}.`)
  if (seq === 1 && matches) return bad(seq, 'key', 'The audit key does not fit, or row 1 was changed.')
  return bad(seq, 'changed', `Row ${seq} was changed since it was written.`)
}

const ending = (
  last: Head,
  head: Head | undefined,
  noted: Head | undefined,
  erased: readonly Erased[],
): ChainVerdict => {
  if (head === undefined) return bad(last.seq, 'head', 'The head row of the audit chain is gone.')
  if (head.seq > last.seq)
    return bad(last.seq + 1, 'cut', `The chain ends at row ${last.seq}, but its head says row ${head.seq}.`)
  if (head.seq < last.seq)
    return bad(head.seq + 1, 'extra', `The head says row ${head.seq}, but the chain goes on to row ${last.seq}.`)
  if (head.mac !== last.mac) return bad(last.seq, 'head', `The head does not fit row ${last.seq}.`)
  if (noted !== undefined && noted.seq > last.seq)
    return bad(last.seq + 1, 'cut', `The chain ends at row ${last.seq}, but row ${noted.seq} was noted earlier.`)
  return { ok: true, rows: last.seq, head: last, erased }
}

/** Adds one more row; the last range grows if the row follows it. */
const addTo = (erased: [number, number][], seq: number): void => {
  const last = erased.at(-1)
  if (last?.[1] === seq - 1) last[1] = seq
  else erased.push([seq, seq])
}

/**
 * Reads the chain in pages while others go on writing to it, and names the payloads that are erased; `noted` is a head that
 * was written down earlier.
 */
export const verify = async (db: Kysely<Schema>, sign: Sign, noted?: Head): Promise<ChainVerdict> => {
  let last = genesis
  const erased: [number, number][] = []
  for (let after = Number.MIN_SAFE_INTEGER; ; after = last.seq) {
    // Read before the rows, so that every row that the head knows is there when the page is read.
    const head = await headRow(db)
    const rows = await page(db, after)
    if (rows.length === 0) return ending(last, head, noted, erased)
    for (const row of rows) {
      const found = await flaw(db, sign, last, row)
      if (found !== undefined) return found
      last = { seq: row.seq, mac: row.mac }
      if (row.payload === null) addTo(erased, row.seq)
      if (noted?.seq === row.seq && noted.mac !== row.mac)
        return bad(row.seq, 'changed', `Row ${row.seq} is not the row that was noted: the chain was written anew.`)
    }
  }
}

/** True if the key is the one that the chain was signed with; one row that was changed since does not hide that. */
export const fits = async (db: Kysely<Schema>, sign: Sign): Promise<boolean> => {
  const first = await page(db, Number.MIN_SAFE_INTEGER, 1)
  const last = await db.selectFrom('audit').selectAll().orderBy('seq', 'desc').limit(2).execute()
  const pairs = [
    [first[0], genesis],
    [last[0], last[1]],
  ] as const
  return first.length === 0 || pairs.some(([row, before]) => row && before && sign(row, before.mac) === row.mac)
}
