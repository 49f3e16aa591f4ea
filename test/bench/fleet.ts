import { createReadStream, createWriteStream, mkdtempSync, rmSync, statSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { largePath, type Size, startLargeRudder } from '../large-fleet.ts'
import { figureOf } from './figure.ts'
import type { Took } from './fleet-child.ts'
import type { Part } from './part.ts'
import { startProgram } from './program.ts'

/** The document in a file, so that making it takes no time while it is read; and what Rudder says of itself. */
const written = async (size: Size, file: string): Promise<string> => {
  const local = await startLargeRudder(size)
  try {
    const headers = { 'x-api-token': local.tokens.read }
    const { body } = await fetch(`${local.url}${largePath}`, { headers })
    if (!body) throw new Error('no document')
    await pipeline(Readable.fromWeb(body), createWriteStream(file))
    return await (await fetch(`${local.url}/api/latest/info`, { headers })).text()
  } finally {
    await local.close()
  }
}

/** Serves the file as Rudder would. */
const serving = async (file: string, info: string) => {
  const server = createServer((request, response) => {
    if (request.url?.endsWith('/info')) return void response.end(info)
    response.writeHead(200, { 'content-type': 'application/json', 'content-length': statSync(file).size })
    pipeline(createReadStream(file, { highWaterMark: 256 * 1024 }), response).catch(() => {})
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const close = () => new Promise((resolve) => server.close(resolve).closeAllConnections())
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/rudder`, close }
}

const reading = async (url: string, who: 'ours' | 'parse', nodes: number): Promise<Took> => {
  const env = { URL: url, TOKEN: 'of the bench', CHILD: who }
  const program = startProgram({ file: 'test/bench/fleet-child.ts', env, cwd: tmpdir() })
  let took: Took | undefined
  program.child.once('message', (message) => {
    took = message as Took
  })
  const code = await program.ended
  if (took === undefined) throw new Error(`${who} ended with ${code}`)
  if (took.nodes !== nodes) throw new Error(`${who} read ${took.nodes} of ${nodes} nodes`)
  return took
}

/** The compliance of a whole fleet with its rules in one answer, beside JSON.parse of the same body. */
export const fleet: Part = async ({ quick }) => {
  const size = quick ? { nodes: 2_000, rules: 30 } : { nodes: 20_000, rules: 30 }
  const folder = mkdtempSync(join(tmpdir(), 'coxswain-bench-fleet-'))
  const file = join(folder, 'compliance.json')
  try {
    const info = await written(size, file)
    const server = await serving(file, info)
    try {
      const rounds: { ours: Took; yardstick: Took }[] = []
      // The policy server is a node too.
      const nodes = size.nodes + 1
      for (let n = 0; n < (quick ? 2 : 5); n++) {
        const yardstick = await reading(server.url, 'parse', nodes)
        rounds.push({ yardstick, ours: await reading(server.url, 'ours', nodes) })
      }
      const what = `${size.nodes.toLocaleString('en')} nodes × ${size.rules} rules, ${Math.round(statSync(file).size / 1e6)} MB`
      const figure = (name: string, unit: string, of: (took: Took) => number) =>
        figureOf(
          { name: `${what}: ${name}`, unit, yardstick: 'JSON.parse of the whole' },
          rounds.map(({ ours, yardstick }) => ({ ours: of(ours), yardstick: of(yardstick) })),
        )
      return [
        figure('time', 'ms', ({ ms }) => ms),
        figure('memory at most', 'MiB', ({ mib }) => mib),
        figure('longest hold of the event loop', 'ms', ({ blockMs }) => blockMs),
      ]
    } finally {
      await server.close()
    }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
