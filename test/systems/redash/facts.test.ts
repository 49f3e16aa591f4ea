import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'

/** Where a fact is tested: a file, and part of the name of a test or of a row in it. */
interface Tested {
  readonly in: string
  readonly as: string
}
/** Why nothing of ours depends on a fact. */
type Why = string

const runs = (as: string): Tested => ({ in: 'runs.test.ts', as })
const cancels = (as: string): Tested => ({ in: 'cancel.test.ts', as })
const rows = (as: string): Tested => ({ in: 'rows.test.ts', as })
const keys = (as: string): Tested => ({ in: 'keys.test.ts', as })
const parameters = (as: string): Tested => ({ in: 'parameters.test.ts', as })
const captures = (as: string): Tested => ({ in: 'captures.test.ts', as })
const protocol = (as: string): Tested => ({ in: 'protocol.test.ts', as })
const hostile = (as: string): Tested => ({ in: 'hostile.test.ts', as })
const prepare = (as: string): Tested => ({ in: 'prepare.test.ts', as })
const changes = (as: string): Tested => ({ in: 'changes.test.ts', as })
const failures = (as: string): Tested => ({ in: 'failures.test.ts', as })
const runFailures = (as: string): Tested => ({ in: 'run-failures.test.ts', as })
const runRows = (as: string): Tested => ({ in: 'run-rows.test.ts', as })
const secrecy = (as: string): Tested => ({ in: 'secrecy.test.ts', as })

/** Each fact that was refuted or refined by running a real Redash. */
const facts: Readonly<Record<string, Tested | Why>> = {
  R1: cancels('is not possible with the key of a query, and nothing is sent'),
  R2: runRows('with the key of the query there is no Cancel button, the message says why, and the run ends'),
  R3: 'No token of a dashboard is ever used as a key; the health check takes its 500 for a server that fails.',
  R4: secrecy('cookies are never kept'),
  R5: secrecy('cookies are never kept'),
  R6: keys('the least user: whose it is, what every user can do, and nothing too much'),
  R7: hostile('the check is able to fail: what Redash itself lets pass changes the SQL'),
  R8: protocol('a page of nothing after the first is a 404'),
  R9: runs('a statement without rows'),
  R10: runFailures('a passing 500 at the end of the job'),
  F1: cancels('while another one is being done: it is cancelled'),
  F2: cancels('of a run that is over is not sent: it would hide the result'),
  F3: 'What a cancel leaves is said by the command; cancelRun says no more than that Redash took it.',
  F4: runs('the same run of somebody else is joined'),
  F5: protocol('an age is a whole number of seconds'),
  F6: protocol('a body is always an object with its values'),
  F7: parameters('There is no parameter “other”'),
  F8: captures('Missing parameter value for'),
  F9: parameters('What Redash lets pass (F9)'),
  F10: parameters('F10: a list where one is wanted'),
  F11: parameters('F11'),
  F12: prepare('options of a query that never ran'),
  F13: protocol('an option without a name'),
  F14: keys('any other query of the same data source'),
  F15: 'No token of a dashboard is ever used as a key, and public addresses are removed at the edge (secrecy.test.ts).',
  F16: protocol('a restricted widget'),
  F17: changes('is found again by its address, whatever letters are in its name'),
  F18: prepare('is no number of a query: nothing is asked'),
  F19: keys('of another query'),
  F20: protocol('the key is in one header'),
  F21: captures('HTML'),
  F22: failures('a page in a 200'),
  F23: 'Every body is sent with its content type.',
  F24: protocol('an order that Redash would ignore'),
  F25: 'Words are handed to Redash as they are typed; what it finds is its own.',
  F26: protocol('a field that Redash would drop'),
  F27: 'Stored defaults are never relied on: every value is sent.',
  F28: runFailures('a query that is archived'),
  F29: 'The latest result of the defaults is read by whoever may read results; nothing is kept from anybody by it.',
  F30: runFailures('a data source that is paused without a reason'),
  F31: 'Data sources are listed only for whoever creates a query, with a key that Redash lets list them; none is read by itself, and no schema.',
  F32: rows('integers of any size are exact'),
  F33: runRows('odd rows are shown as they are, and mean nothing to Slack or a spreadsheet'),
  F34: 'No file name and no caching header of Redash is used.',
  F35: runFailures('SQL that fails'),
  F36: 'Webhooks are not received yet.',
  F37: protocol('the time limit of Redash'),
  F38: 'Nobody logs in: keys alone are sent.',
  F39: 'No operation sets favorites.',
  F40: protocol('an organization is part of the address'),
  F41: failures('/ping is well all the time, so it is not what is asked'),
  F42: runs('a result that was deleted after a week'),
  F43: runs('a result that is gone between the end of the job and the second POST'),
  F44: runs('a job that Redash has lost, while it is well otherwise'),
}

const folder = import.meta.dirname
const listed = join(folder, '../../../../shared/facts/redash-run.md')

test('every fact has a test that there is, or a reason why nothing rests on it', () => {
  const missing = Object.entries(facts).flatMap(([fact, where]) => {
    if (typeof where === 'string') return where.length > 20 ? [] : [`${fact}: no reason`]
    const file = join(folder, where.in)
    return existsSync(file) && readFileSync(file, 'utf8').includes(where.as)
      ? []
      : [`${fact}: ${where.in}, ${where.as}`]
  })
  expect(missing).toEqual([])
})

test.skipIf(!existsSync(listed))('no fact is left out', () => {
  const all = [...readFileSync(listed, 'utf8').matchAll(/^\| ([RF]\d+) \|/gm)].map(([, fact]) => fact)
  expect(all.length).toBeGreaterThan(50)
  expect(all.filter((fact) => !Object.hasOwn(facts, fact ?? ''))).toEqual([])
  expect(Object.keys(facts).filter((fact) => !all.includes(fact))).toEqual([])
})
