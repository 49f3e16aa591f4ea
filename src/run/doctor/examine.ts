import { SystemError, UserError } from '../../errors.ts'
import type { World } from '../../world.ts'
import { sentenceOf } from '../explain.ts'
import { TimedOut, withTimeout } from '../timeout.ts'
import { type Check, type CheckResult, type Finding, finder } from './finding.ts'

/** How long one check may take, in milliseconds. */
const limitMs = 30_000

/** Runs all checks concurrently, or only those that need no network; one that fails is itself a finding and stops no other. */
export const runChecks = async (
  checks: readonly Check[],
  { clock, log }: Pick<World, 'clock' | 'log'>,
  { offline = false }: { readonly offline?: boolean } = {},
): Promise<readonly Finding[]> => {
  const one = async (check: Check): Promise<readonly Finding[]> => {
    const over = new AbortController()
    try {
      const found = await withTimeout(clock, limitMs, check.run(over.signal))
      return found.map((one) => ({ ...one, check: check.name }))
    } catch (error) {
      if (!(error instanceof TimedOut || error instanceof SystemError || error instanceof UserError))
        log.error('doctor', { check: check.name }, error)
      return [{ ...failed(check.name, error), check: check.name }]
    } finally {
      over.abort(new Error('the check is over'))
    }
  }
  return (await Promise.all(checks.filter((check) => check.offline || !offline).map(one))).flat()
}

const failed = (check: string, error: unknown): CheckResult => {
  const found = finder(check)
  const id = `check:${check}`
  if (error instanceof SystemError) return found('wrong', id, sentenceOf(error, undefined))
  if (error instanceof UserError) return found('wrong', id, error.message)
  if (error instanceof TimedOut)
    return found('wrong', id, `It did not come to an end within ${limitMs / 1000} s.`, {
      todo: 'Look whether what it asks answers at all.',
    })
  return found('wrong', id, 'The check itself failed; the log has the error.', {
    todo: 'Report it, with the line “doctor” of the log.',
  })
}
