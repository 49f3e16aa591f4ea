import type { Context } from '../../src/run/context.ts'
import { resultOf } from '../../src/run/result.ts'
import type { Proposal } from '../../src/store/proposals.ts'
import type { Town } from '../bench/town.ts'
import { readLedger } from '../property/ledger.ts'
import { checkRecord } from '../property/record.ts'
import { isFor, isWritten, type Key, standing, subjectOf } from '../property/wishes.ts'
import type { Verdict } from './verdict.ts'

const notWritten = ['stale', 'expired', 'cancelled', 'refused', 'failed']

const proposalOf = (path: string): string | undefined => /changeRequestName=Coxswain(?:%20|\+)(\w{26})/.exec(path)?.[1]

/** Rudder's own record of writes against what was confirmed and what is recorded: one request for each at most. */
export const checkWrites = (town: Town, proposals: readonly Proposal[]): Verdict => {
  const { prod } = town.play.rudder
  prod.settle()
  const writes = prod.requests.filter(isWritten)
  const confirmed = new Set(
    town.slack.deliveries
      .filter(({ kind, status }) => kind === 'action' && status === 200)
      .flatMap(({ body }) => JSON.parse(new URLSearchParams(body).get('payload') ?? '').actions)
      .filter(({ action_id: id }) => /^(confirm|remind)/.test(id))
      .map(({ value }) => value as string),
  )
  const wrong: string[] = []
  const must = (isSo: unknown, words: string) => {
    if (!isSo) wrong.push(words)
  }
  const seen = new Set<string>()
  const last = new Map<Key, { row: Proposal; after: string }>()
  for (const write of writes) {
    const { path, accepted } = write
    const id = proposalOf(path) ?? ''
    const row = proposals.find((one) => one.id === id)
    must(!seen.has(id), `two requests for ${id}`)
    seen.add(id)
    must(row, `a write that nobody asked for: ${path}`)
    if (!row) continue
    const { key, after } = subjectOf(row)
    must(confirmed.has(id), `${id} was sent, and nobody confirmed it`)
    must(isFor(row, write), `not the call of ${id}`)
    const isSaid = row.outcome === 'failed' ? !accepted : !notWritten.includes(row.outcome ?? '')
    must(isSaid, `${id} is ${row.outcome}, and it was ${accepted ? 'written' : 'sent'}`)
    if (accepted) last.set(key, { row, after })
  }
  for (const row of proposals) {
    must(resultOf(row).proof !== 'answered' || seen.has(row.id), `${row.id} is ${row.outcome}, and it was never sent`)
  }
  for (const [key, { row, after }] of last) {
    must(standing(prod.state, key) === after, `${row.id} made ${key} ${after}, and it is not`)
  }
  const outcomes = Map.groupBy(proposals, ({ outcome, stage }) => outcome ?? stage)
  const counts = [...outcomes].map(([outcome, some]) => `${some.length} ${outcome}`).sort()
  return {
    what: 'no double write',
    found: `${writes.length} requests for ${seen.size} proposals, of ${proposals.length}: ${counts.join(', ')}`,
    wrong,
  }
}

/** The audit chain is whole, and every act on it follows the rules of a write. */
export const checkChain = async ({ store }: Pick<Context, 'store'>): Promise<Verdict> => {
  const wrong: string[] = []
  const verified = await store.audit.verify()
  if (!verified.ok) wrong.push(`the chain is broken: ${JSON.stringify(verified)}`)
  const ledger = await readLedger(store)
  try {
    checkRecord(ledger)
  } catch (error) {
    wrong.push(error instanceof Error ? error.message : String(error))
  }
  for (const { id, stage } of ledger.proposals) {
    if (stage === 'claimed' || stage === 'sending') wrong.push(`${id} is still ${stage}`)
  }
  return { what: 'the record', found: `${ledger.audit.length} acts, the chain verifies`, wrong }
}
