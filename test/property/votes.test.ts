import { type ChildProcessByStdio, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import type { Readable, Writable } from 'node:stream'
import { fileURLToPath } from 'node:url'
import { type LocalRudder, startRudder } from 'local-rudder'
import { expect, onTestFinished, test } from 'vitest'
import { ask } from '../../src/run/ask.ts'
import { compileCache } from '../compile-cache.ts'
import { runs } from '../runs.ts'
import { mainlyPostgres, type Settings, testAuditKey } from '../store/engines.ts'
import { type Ballot, operator, writeSettings } from './ballot.ts'
import { openBooth } from './booth.ts'

interface Told {
  readonly ending: string
  readonly tone: string
  readonly title: string
}

const openBallot = async (): Promise<{ rudder: LocalRudder; ballot: Ballot }> => {
  const rudder = await startRudder({ nodes: 40 })
  const folder = mkdtempSync(join(tmpdir(), 'coxswain-votes-'))
  onTestFinished(async () => {
    await rudder.close()
    rmSync(folder, { recursive: true, force: true })
  })
  writeSettings(folder, rudder.url)
  const { read, write } = rudder.tokens
  const env = { BALLOT_READ: read, BALLOT_WRITE: write, COXSWAIN_AUDIT_KEY: `${testAuditKey} and more` }
  return { rudder, ballot: { folder, env } }
}

/** A process with five people; resolves when it is ready to vote. */
const openVoter = async (ballot: Ballot, database: Settings, people: readonly number[]) => {
  const options = { ballot, database, people }
  const args = Object.entries(options).flatMap(([name, value]) => [`--${name}`, JSON.stringify(value)])
  const child: ChildProcessByStdio<Writable, Readable, Readable> = spawn(
    process.execPath,
    [fileURLToPath(new URL('voter.ts', import.meta.url)), ...args],
    { stdio: ['pipe', 'pipe', 'pipe'], env: compileCache },
  )
  onTestFinished(() => void child.kill('SIGKILL'))
  const ended = once(child, 'close')
  let wrong = ''
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    wrong += text
  })
  const lines = createInterface(child.stdout)[Symbol.asyncIterator]()
  const line = async (): Promise<string> => {
    const { value, done } = await lines.next()
    if (done) throw new Error(`the voter ended: ${wrong}`)
    return value
  }
  expect(await line()).toBe('ready')
  return {
    /** Five confirm at once; what each was told. */
    vote: async (proposal: string): Promise<readonly Told[]> => {
      child.stdin.write(`${proposal}\n`)
      return JSON.parse(await line())
    },
    /** Ends it in good order. */
    end: async () => {
      child.stdin.end()
      const [code] = await ended
      return { code, wrong }
    },
  }
}

const cases = [
  { people: 1, rule: 'SSH hardening' },
  { people: 2, rule: 'NTP client' },
]

const rounds = runs(1, 4)

/** What may be said to one of the ten: it is so, it is being sent, or (to who asked, alone) one more is needed. */
const isTrue = ({ ending, tone, title }: Told, people: number): boolean =>
  (ending === 'done' && tone === 'applied' && title.startsWith('Disabled')) ||
  (ending === 'not confirmed' && title.startsWith('Being sent')) ||
  (people === 2 && ending === 'not confirmed' && title.endsWith('?'))

mainlyPostgres((engine) => {
  test.each(cases)(
    'ten people of two processes confirm at once, $people needed: one write',
    async ({ people, rule }) => {
      const { rudder, ballot } = await openBallot()
      const { settings } = await engine.fresh()
      const app = await openBooth(ballot, settings, () => {})
      onTestFinished(() => app.close())
      const { db, audit } = app.context.store
      const fives = [
        [0, 1, 2, 3, 4],
        [5, 6, 7, 8, 9],
      ]
      const voters = await Promise.all(fives.map((five) => openVoter(ballot, settings, five)))
      for (let round = 0; round < rounds; round++) {
        for (const one of rudder.state.rules) if (one.displayName === rule) one.enabled = true
        rudder.requests.length = 0
        const asking = ask(app.context, { principal: operator(round), line: `rudder rule disable ${rule}` })
        let step = await asking.next()
        while (!step.done) step = await asking.next()
        const proposal = step.value.proposal ?? ''
        const { seq } = await audit.head()
        const told = (await Promise.all(voters.map(({ vote }) => vote(proposal)))).flat()

        const posts = rudder.requests.filter(({ method }) => method !== 'GET')
        expect(posts).toHaveLength(1)
        expect(posts[0]).toMatchObject({ accepted: true, answered: true })
        expect(posts[0]?.path).toContain(proposal)
        const row = await db.selectFrom('proposals').selectAll().where('id', '=', proposal).executeTakeFirstOrThrow()
        expect(row).toMatchObject({ people, stage: 'done', outcome: 'applied' })
        const acts = (await audit.recent(100)).filter((act) => act.seq > seq).map(({ kind }) => kind)
        const votes = await db.selectFrom('votes').select('human').where('proposal', '=', proposal).execute()
        expect(acts.toReversed()).toEqual([...votes.map(() => 'vote'), 'attempt', 'sending', 'outcome'])
        // Who asked stands behind it already where two are needed, and may vote as well.
        expect([1, people]).toContain(votes.length)

        expect(told).toHaveLength(10)
        expect(told.filter((one) => !isTrue(one, people))).toEqual([])
        expect(told.filter(({ title }) => title.endsWith('?')).length).toBeLessThan(people)
        expect(told.some(({ tone }) => tone === 'applied')).toBe(true)
      }
      for (const end of await Promise.all(voters.map((voter) => voter.end())))
        expect(end).toEqual({ code: 0, wrong: '' })
      expect(await audit.verify()).toMatchObject({ ok: true })
    },
  )
})
