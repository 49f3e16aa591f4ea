import { spawn } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { LocalRudder } from 'local-rudder'
import { beforeAll, expect, onTestFinished, test } from 'vitest'
import { compileCache } from '../compile-cache.ts'
import { largePath, startLargeRudder } from '../large-fleet.ts'
import { isFull } from '../runs.ts'
import type { LargeOrders } from './large-child.ts'

const program = fileURLToPath(new URL('large-child.ts', import.meta.url))
/** The heap in MiB grows with the fleet: in neither suite does all of it fit. */
const { nodes, heap } = isFull() ? { nodes: 20_000, heap: 160 } : { nodes: 6_000, heap: 80 }
const limit = 512 * 2 ** 20

let local: LocalRudder
let folder = ''
beforeAll(async () => {
  local = await startLargeRudder({ nodes, rules: 30 })
  folder = mkdtempSync(join(tmpdir(), 'coxswain-large-'))
  const settings = `connections:
  rudder/prod:
    url: ${local.url}
    tokens:
      - { name: reader, secret: env:READ, scopes: ["rudder:*:read"] }
groups:
  - { name: everybody, description: Anybody may look., owner: marc@acme.example, api_scopes: ["rudder:*:read"], includes: "*" }
identity:
  domains: [acme.example]
`
  writeFileSync(join(folder, 'coxswain.yml'), settings)
  return async () => {
    await local.close()
    rmSync(folder, { recursive: true })
  }
}, 120_000)

/** A memory cgroup (version 1 or 2) for what a test starts, where this machine lets us make one. */
const cgroup = (): string | undefined => {
  for (const [root, file] of [
    ['/sys/fs/cgroup/memory', 'memory.limit_in_bytes'],
    ['/sys/fs/cgroup', 'memory.max'],
  ] as const) {
    const path = join(root, `coxswain-test-${process.pid}-${Date.now()}`)
    try {
      mkdirSync(path)
    } catch {
      continue
    }
    onTestFinished(() => {
      try {
        rmdirSync(path)
      } catch {
        // What it held may not be gone yet; an empty group costs nothing.
      }
    })
    try {
      writeFileSync(join(path, file), String(limit))
      return path
    } catch {
      // A folder that is no cgroup, or one without memory.
    }
  }
  return undefined
}

/** Runs a child in little memory: its heap is limited by Node, and all of it by a cgroup where there can be one. */
const inLittleMemory = async (does: LargeOrders['does']) => {
  const env = { READ: local.tokens.read, LOG_LEVEL: 'silent' }
  const group = cgroup()
  const args = [`--max-old-space-size=${heap}`, program, JSON.stringify({ folder, env, does } satisfies LargeOrders)]
  const enter = group === undefined ? '' : `echo $$ > ${group}/cgroup.procs; `
  const child = spawn('sh', ['-c', `${enter}exec "$0" "$@"`, process.execPath, ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { PATH: process.env.PATH ?? '', ...compileCache },
  })
  onTestFinished(() => void child.kill('SIGKILL'))
  let [out, err] = ['', '']
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    out += text
  })
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    err += text
  })
  const code = await new Promise<number | string | null>((resolve) =>
    child.on('close', (code, signal) => resolve(code ?? signal)),
  )
  return { code, out, err }
}

test(`the compliance of ${nodes} nodes with 30 rules each is read in little memory`, {
  timeout: 240_000,
}, async () => {
  const { code, out, err } = await inLittleMemory('nodes')
  expect({ code, err }).toMatchObject({ code: 0 })
  // The policy server is a node, and has the rules too.
  expect(JSON.parse(out)).toEqual({ nodes: nodes + 1, rules: (nodes + 1) * 30 })
})

test('and what people ask of such a fleet is answered', { timeout: 240_000 }, async () => {
  // The local Rudder works out every check of every node anew for each answer; a real one keeps them.
  for (const directive of local.state.directives) directive.components = ['Service']
  const { code, out, err } = await inLittleMemory({ line: 'rudder compliance' })
  expect({ code, err }).toMatchObject({ code: 0 })
  expect(out).toContain(`${(nodes + 1).toLocaleString('en')} nodes`)
  expect(JSON.parse(out)).toMatchObject({ title: expect.stringMatching(/^\d+% compliant/) })
})

test('the same document read whole does not fit', { timeout: 240_000 }, async () => {
  const { code, err } = await inLittleMemory({ whole: `${local.url}${largePath}`, token: local.tokens.read })
  // Node ends at its own limit, or the kernel at that of the group.
  expect(code === 'SIGKILL' ? 'out of memory' : err).toContain('out of memory')
})

test('one that is cut off is noticed', { timeout: 240_000 }, async () => {
  local.faults.cutBody = true
  local.faults.only = (_, path) => path.includes('/compliance/nodes')
  onTestFinished(() => {
    local.faults.cutBody = false
  })
  const { out } = await inLittleMemory({ line: 'rudder compliance' })
  expect(out).toContain('was cut off')
})
