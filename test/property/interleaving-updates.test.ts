import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { isDeepStrictEqual } from 'node:util'
import fc from 'fast-check'
import { isWrite, noFaults, type RecordedRequest, startRudder } from 'local-rudder'
import { expect, onTestFinished, test } from 'vitest'
import { commandsFolder, createApp, settingsNames } from '../../src/app.ts'
import { loadCommands } from '../../src/command/load.ts'
import { readConfig } from '../../src/config.ts'
import { ask } from '../../src/run/ask.ts'
import { confirm } from '../../src/run/confirm.ts'
import { undo } from '../../src/run/undo.ts'
import { runs } from '../runs.ts'
import { testAuditKey } from '../store/engines.ts'
import { testWorld } from '../world.ts'
import { objectOf, small, type Update, updates } from './updates.ts'

const seed = Number(process.env.SEED ?? 20_261_102)

const settings = (url: string) => `
connections:
  rudder/prod:
    url: ${url}
    default: true
    tokens:
      - name: all
        secret: env:STAGE_WRITE
        scopes: ["rudder:*:read", "rudder:directives:read", "rudder:directives:run", "rudder:rules:write", "rudder:rule-set:write", "rudder:directives:write"]
groups:
  - name: operators
    description: They change rules
    owner: ana@acme.example
    api_scopes: ["rudder:*:read", "rudder:directives:read", "rudder:directives:run", "rudder:rules:write", "rudder:rule-set:write", "rudder:directives:write"]
    includes: [ana@acme.example]
identity:
  domains: [acme.example]
`

const ana = { id: 'play:ana', name: 'Ana', email: 'ana@acme.example', kind: 'play' } as const

/** What was counted over all runs. */
const tally = { runs: 0, inTime: 0, later: 0, never: 0, writes: 0, withheld: 0, lost: 0, overwrittenLater: 0 }

/** One Rudder and one bot, for runs one after the other. */
const openStage = async () => {
  const folder = mkdtempSync(join(tmpdir(), 'coxswain-updates-'))
  const inner = testWorld({ faults: { at: async () => moment() } })
  const world = { ...inner, clock: { now: inner.clock.now, sleep: (ms: number) => inner.advance(Math.ceil(ms)) } }
  const rudder = await startRudder({ nodes: 6, now: () => world.clock.now() })
  writeFileSync(join(folder, 'coxswain.yml'), settings(rudder.url))
  const commands = await loadCommands(commandsFolder)
  const env = { LOG_LEVEL: 'silent', STAGE_WRITE: rudder.tokens.write, COXSWAIN_AUDIT_KEY: `${testAuditKey} and more` }
  const config = readConfig({ env, systems: settingsNames(commands), folder })
  const app = await createApp({ ...config, store: { file: join(folder, 'bot.db') } }, { world, commands })
  onTestFinished(async () => {
    await app.close()
    await rudder.close()
    rmSync(folder, { recursive: true, force: true })
  })
  const start = structuredClone(small(rudder.state))
  let moment = (): void => {}
  // A request is a moment as it comes in; what it reads is read right then.
  rudder.requests.push = (...requests: RecordedRequest[]) => {
    moment()
    return Array.prototype.push.apply(rudder.requests, requests)
  }
  const asked = async (line: string) => {
    const running = ask(app.context, { principal: ana, line: `rudder ${line}` })
    for (;;) {
      const step = await running.next()
      if (step.done) return step.value.proposal
    }
  }

  return async ({ write, undo: back, change, moment: when, pause }: Update): Promise<void> => {
    moment = () => {}
    Object.assign(rudder.state, structuredClone(start))
    Object.assign(rudder.faults, noFaults())
    rudder.requests.length = 0
    let proposal = await asked(write.line)
    if (proposal && back) {
      await confirm(app.context, { proposal, principal: ana })
      proposal = (await undo(app.context, { proposal, principal: ana })).proposal
    }
    expect(proposal, write.line).toBeDefined()
    const from = rudder.requests.length
    let count = 0
    /** After how many requests it was changed, and what it is since. */
    let changed: { readonly at: number; readonly value: unknown } | undefined
    moment = () => {
      if (count === pause.moment) void world.advance(pause.ms)
      const object = objectOf(rudder.state, write)
      if (count === when && object) {
        const value = change.make(object)
        if (!isDeepStrictEqual(value, object[change.field])) changed = { at: rudder.requests.length, value }
        Object.assign(object, { [change.field]: value })
      }
      count += 1
    }
    await confirm(app.context, { proposal: proposal ?? '', principal: ana })
    moment = () => {}

    const sent = rudder.requests.findIndex(({ method, path }, n) => n >= from && isWrite(method, path))
    tally.runs += 1
    if (sent !== -1) tally.writes += 1
    if (!changed) {
      tally.never += 1
      return
    }
    const id = objectOf(start, write)?.id ?? ''
    const lastRead = rudder.requests.findLastIndex(
      ({ method, path }, n) => method === 'GET' && path.endsWith(`/${id}`) && (sent === -1 || n < sent),
    )
    const now = objectOf(rudder.state, write)
    const isKept = now !== undefined && isDeepStrictEqual(now[change.field], changed.value)
    const inTime = changed.at <= lastRead || sent === -1
    tally[inTime ? 'inTime' : 'later'] += 1
    if (sent === -1) tally.withheld += 1
    const what = `${write.line}${back ? ', undone' : ''}: ${String(change.field)} changed at request ${changed.at} of ${rudder.requests.length}`
    if (inTime) {
      if (!isKept) tally.lost += 1
      expect(isKept, `${what}, and is lost`).toBe(true)
    } else if (!isKept) {
      tally.overwrittenLater += 1
      expect([change.field, 'all'], `${what}, and was overwritten though it was not sent`).toContain(write.sends)
    }
  }
}

test('what somebody else changes before the last read is never overwritten; later, nothing but what is sent', {
  timeout: 7_200_000,
}, async () => {
  const play = await openStage()
  await fc.assert(fc.asyncProperty(updates, play), { numRuns: runs(50, 400), seed })
  console.log(JSON.stringify(tally))
  expect(tally.lost).toBe(0)
  expect(tally.later).toBeGreaterThan(0)
  expect(tally.writes).toBeGreaterThan(0)
})
