import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type LocalRudder, startRudder } from 'local-rudder'
import { botFlags } from './bot-flags.ts'
import { type Figure, figureOf, median } from './figure.ts'
import type { Part } from './part.ts'
import { startProgram } from './program.ts'
import type { WatchesTask, WatchesTurn } from './watches-child.ts'

/** Many Rudders by their first folder, each with the answers of one; it counts what each is asked. */
const manyRudders = async ({ url, tokens }: LocalRudder) => {
  const answers = new Map<string, Promise<string>>()
  const asked = new Map<string, number>()
  const { pathname } = new URL(url)
  const answerOf = (path: string, version: string): Promise<string> => {
    const known = answers.get(path)
    if (known) return known
    const headers = { 'x-api-token': tokens.read, 'x-api-version': version }
    const answer = fetch(`${url}${path}`, { headers }).then((one) => one.text())
    answers.set(path, answer)
    return answer
  }
  const server = createServer((request, response) => {
    const { url: path = '', headers } = request
    asked.set(path, (asked.get(path) ?? 0) + 1)
    answerOf(path.replace(/^\/c\d+/, '').slice(pathname.length), String(headers['x-api-version'] ?? 'latest')).then(
      (answer) => response.writeHead(200, { 'content-type': 'application/json' }).end(answer),
      () => response.writeHead(502).end(),
    )
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  return {
    urlOf: (n: number) => `${base}/c${n}${pathname}`,
    /** How often each address was asked since the last time. */
    take: (): ReadonlyMap<string, number> => {
      const now = new Map(asked)
      asked.clear()
      return now
    },
    base,
    close: () => new Promise((resolve) => server.close(resolve).closeAllConnections()),
  }
}

const settingsOf = (urls: readonly string[]): string => `connections:${urls
  .map(
    (url, n) => `
  rudder/c${n}:
    url: ${url}
    default: ${n === 0}
    tokens:
      - name: reader
        secret: env:BENCH_READ
        scopes: [rudder:*:read]`,
  )
  .join('')}
groups:
  - name: everybody
    description: Anybody may look.
    owner: owner0@acme.example
    api_scopes: ["rudder:*:read"]
    includes: "*"
identity:
  domains: [acme.example]
`

const run = async (task: WatchesTask, onTurn: (turn: WatchesTurn) => void): Promise<void> => {
  const flags = [...botFlags, '--expose-gc', '--no-warnings']
  // As a file: the addresses of 100 connections are too long for the environment.
  const file = join(task.folder, 'task.json')
  writeFileSync(file, JSON.stringify(task))
  const env = { TASK: file }
  const lines: string[] = []
  const onLine = (line: string) => void lines.push(line)
  const program = startProgram({ file: 'test/bench/watches-child.ts', env, flags, cwd: task.folder, onLine })
  program.child.on('message', (message) => onTurn(message as WatchesTurn))
  const code = await program.ended
  if (code !== 0) throw new Error(`the watches ended with ${code}: ${lines.join('\n')}`)
}

/** What a round of ours gave. */
interface Watched {
  readonly turns: readonly WatchesTurn[]
  /** How often one line of one connection was read in one minute, at most. */
  readonly most: number
  /** All addresses that the last turn asked. */
  readonly asked: readonly string[]
}

/** Many watches every five minutes for an hour of injected time, beside the same requests by nobody's watch. */
export const watches: Part = async ({ quick }) => {
  const [connections, turns, times] = quick ? [10, 4, 1] : [100, 13, 3]
  const owners = 2
  const local = await startRudder({})
  const rudders = await manyRudders(local)
  const rules = local.state.rules.filter(({ enabled, directives }) => enabled && directives.length > 0).slice(0, 5)
  const named = { connections, owners, rules: rules.map(({ displayName }) => displayName), turns }
  const urls = Array.from({ length: connections }, (_, n) => rudders.urlOf(n))
  const all = connections * owners * rules.length

  const round = async (bare?: readonly string[]): Promise<Watched> => {
    const folder = mkdtempSync(join(tmpdir(), 'coxswain-bench-watches-'))
    writeFileSync(join(folder, 'coxswain.yml'), settingsOf(urls))
    const env = { BENCH_READ: local.tokens.read, COXSWAIN_DATA: folder }
    const seen: WatchesTurn[] = []
    const asked: ReadonlyMap<string, number>[] = []
    try {
      await run({ ...named, folder, env, ...(bare && { bare }) }, (turn) => {
        seen.push(turn)
        asked.push(rudders.take())
      })
    } finally {
      rmSync(folder, { recursive: true, force: true })
    }
    const ofRules = (counts: ReadonlyMap<string, number>) =>
      [...counts].filter(([path]) => rules.some(({ id }) => path.includes(`/compliance/rules/${id}`)))
    // The first turn has the reads that made the watches, too.
    const later = asked.slice(1).map(ofRules)
    if (!bare && later.some((one) => one.length < connections * rules.length))
      throw new Error('not every line of every connection was read at each turn')
    const last = [...(asked.at(-1) ?? [])].flatMap(([path, many]) => Array<string>(many).fill(`${rudders.base}${path}`))
    return { turns: seen, most: Math.max(...later.flat().map(([, many]) => many)), asked: last }
  }

  try {
    const rounds: { ours: Watched; yardstick: Watched }[] = []
    for (let n = 0; n < times; n++) {
      const ours = await round()
      if (ours.turns.at(-1)?.alerts === 0) throw new Error('no watch raised an alert')
      rounds.push({ ours, yardstick: await round(ours.asked) })
    }
    const what = `${all.toLocaleString('en')} watches on ${connections} connections`
    const middle = ({ turns: some }: Watched, of: (turn: WatchesTurn) => number) => median(some.slice(1).map(of))
    const bare = 'the same requests and JSON.parse'
    const beside = (name: string, of: (turn: WatchesTurn) => number): Figure =>
      figureOf(
        { name: `${what}: ${name}`, unit: 'ms', yardstick: bare },
        rounds.map(({ ours, yardstick }) => ({ ours: middle(ours, of), yardstick: middle(yardstick, of) })),
      )
    const within = (name: string, unit: string, of: (watched: Watched) => number, aim: number): Figure =>
      figureOf(
        { name: `${what}: ${name}`, unit, yardstick: 'the aim', atMost: 1 },
        rounds.map(({ ours }) => ({ ours: of(ours), yardstick: aim })),
      )
    return [
      beside('all read once', ({ ms }) => ms),
      beside('event loop p99', ({ loopP99Ms }) => loopP99Ms),
      within('event loop p99, worst turn', 'ms', (one) => Math.max(...one.turns.map(({ loopP99Ms }) => loopP99Ms)), 50),
      figureOf(
        { name: `${what}: heap after an hour`, unit: 'MiB', yardstick: 'itself after 10 minutes', atMost: 1.1 },
        rounds.map(({ ours: { turns: some } }) => ({
          ours: some.at(-1)?.heapMiB ?? Number.NaN,
          yardstick: some[1]?.heapMiB ?? Number.NaN,
        })),
      ),
      within('reads of one line of a connection in a minute, at most', '', ({ most }) => most, 1),
    ]
  } finally {
    await rudders.close()
    await local.close()
  }
}
