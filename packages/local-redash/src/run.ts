import { seesQuery } from './access.ts'
import { nameOf } from './caller.ts'
import { dropdownValues } from './dropdown.ts'
import { autoLimited, hashOf } from './hash.ts'
import { enqueue, settle } from './jobs.ts'
import { incompatible, joined, type Values } from './parameters.ts'
import { type Refused, refused, runRefused } from './refused.ts'
import { cached } from './results.ts'
import type { Answer, Call } from './route.ts'
import { shownJob } from './shown/job.ts'
import { shownResult, shownRows } from './shown/result.ts'
import type { Parameter, Query } from './state.ts'
import { missingIn, rendered } from './template.ts'

/** What is to be run. */
export interface Run {
  readonly sql: string
  readonly definitions: readonly Parameter[]
  readonly source: number | null
  readonly query: number | undefined
  readonly sent: Values
  readonly savedLimit: boolean
}

/** The values of a body; what is no object there is a 500. */
const valuesIn = (sent: Values): Values => {
  const values = Object.hasOwn(sent, 'parameters') ? sent.parameters : {}
  if (typeof values !== 'object' || values === null || Array.isArray(values)) throw refused(500)
  return values as Values
}

/** Seconds; nothing sent is -1, however old. */
const maxAgeIn = ({ max_age: sent }: Values): number => {
  if (sent === undefined || sent === null) return -1
  const text = typeof sent === 'string' && !/^\s*[+-]?\d+\s*$/.test(sent) ? Number.NaN : Number(sent)
  if (Number.isNaN(text)) throw refused(500)
  return Math.trunc(text)
}

/** Why a query may not be run by somebody who cannot run it. */
export function refusedRun(call: Call, query: Query, isSafe: boolean): Refused | undefined {
  if (seesQuery(call.state, call.caller, query, isSafe ? 'view' : 'full')) return undefined
  if (isSafe) return runRefused(403, 'You do not have permission to run queries with this data source.')
  const where =
    call.caller.kind === 'user'
      ? 'with read-only access to this data source.'
      : 'on a shared dashboard or an embedded visualization.'
  return runRefused(403, `This query contains potentially unsafe parameters and cannot be executed ${where}`)
}

/** The result that is young enough, or the job that makes one. Stored defaults are never used. */
export function run(call: Call, { sql, definitions, source: id, query, sent, savedLimit }: Run): Answer {
  const { state, caller, differs, now, faults } = call
  const values = valuesIn(sent)
  const maxAge = maxAgeIn(sent)
  const source = state.sources.find((one) => one.id === id)
  if (!source && differs.deletedSource === 500) throw refused(500)
  if (!source) throw runRefused(401, 'Target data source not available.')
  if (source.paused !== undefined) {
    const reason = source.paused === '' ? '' : ` (${source.paused})`
    throw runRefused(400, `${source.name} is paused${reason}. Please try later.`)
  }
  const wrong = incompatible(definitions, values, { differs, dropdown: (one) => dropdownValues(state, one) })
  if (wrong.length > 0)
    throw refused(400, `The following parameter values are incompatible with their definitions: ${wrong.join(', ')}`)
  const missing = missingIn(sql, values)
  if (missing.length > 0) throw runRefused(400, `Missing parameter value for: ${missing.join(', ')}`)
  const limit = (sent.apply_auto_limit ?? (differs.savedAutoLimit && savedLimit)) === true
  const text = autoLimited(rendered(sql, joined(definitions, values)), limit)
  const of = { hash: hashOf(text, differs), source: source.id }
  const kept = maxAge === 0 ? undefined : cached(state, of, maxAge, now)
  if (kept) return { json: caller.kind === 'user' ? shownResult(kept) : shownRows(kept) }
  const askedBy = caller.kind === 'user' ? caller.user.email : nameOf(caller)
  const job = enqueue(state, { ...of, sql: text, query, askedBy }, now, {
    stuck: faults.stuck,
    killed: faults.killsJobs,
  })
  settle(state, now, differs)
  return { json: shownJob(job, differs, false) }
}
