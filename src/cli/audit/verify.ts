import { listed } from '../../policy/scope-words.ts'
import { headText, parseHead } from '../../store/chain.ts'
import { openStore } from '../../store/db.ts'
import type { Erased } from '../../store/verify.ts'
import { configuredStore, mustExist } from '../store.ts'

/** What `coxswain audit verify` found, in words. */
export interface AuditReport {
  readonly ok: boolean
  readonly text: string
}

/** How many ranges are named. */
const most = 20

/** `3 payloads are erased: rows 1–2 and 7.` */
const erasedWords = (erased: readonly Erased[]): string => {
  if (erased.length === 0) return 'No payload is erased.'
  const count = erased.reduce((sum, [first, last]) => sum + last - first + 1, 0)
  const named = erased.slice(0, most).map(([first, last]) => (first === last ? `${first}` : `${first}–${last}`))
  const more = erased.length > most ? [`${erased.length - most} more ranges`] : []
  const rows = listed([...named, ...more])
  return count === 1 ? `1 payload is erased: row ${rows}.` : `${count} payloads are erased: rows ${rows}.`
}

/** Reads the whole chain of the configured store; with a head that was noted earlier a cut is seen as well. */
export const auditVerify = async (head: string | undefined): Promise<AuditReport> => {
  const store = await openStore(await configuredStore(mustExist))
  try {
    const verdict = await store.audit.verify(head === undefined ? {} : { head: parseHead(head) })
    if (!verdict.ok) return { ok: false, text: verdict.sentence }
    return {
      ok: true,
      text: `The chain holds: ${verdict.rows} rows, head ${headText(verdict.head)}. ${erasedWords(verdict.erased)} Note the head elsewhere, so that a later cut is seen.`,
    }
  } finally {
    await store.close()
  }
}
