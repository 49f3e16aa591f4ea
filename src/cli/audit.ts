import { headText, parseHead } from '../store/chain.ts'
import { openStore } from '../store/db.ts'
import { configuredStore, mustExist } from './store.ts'

/** What `coxswain audit verify` found, in words. */
export interface Found {
  readonly ok: boolean
  readonly text: string
}

/** Reads the whole chain of the configured store; with a head that was noted earlier a cut is seen as well. */
export const auditVerify = async (head: string | undefined): Promise<Found> => {
  const store = await openStore(await configuredStore(mustExist))
  try {
    const verdict = await store.audit.verify(head === undefined ? {} : { head: parseHead(head) })
    if (!verdict.ok) return { ok: false, text: verdict.sentence }
    return {
      ok: true,
      text: `The chain holds: ${verdict.rows} rows, head ${headText(verdict.head)}. Note the head elsewhere, so that a later cut is seen.`,
    }
  } finally {
    await store.close()
  }
}
