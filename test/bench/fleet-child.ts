import { monitorEventLoopDelay } from 'node:perf_hooks'
import { hostClock, hostWorld } from '../../src/host.ts'
import { connect } from '../../src/systems/connection.ts'
import { createTransport } from '../../src/systems/http.ts'
import { rudder, tallyEach } from '../../src/systems/rudder/index.ts'
import type { CompliancePart } from '../../src/systems/rudder/shapes/index.ts'
import { createLog } from '../../src/telemetry/log.ts'
import { createRedactor, Secret } from '../../src/vault/secret.ts'
import { tokenSource } from '../../src/vault/tokens.ts'

/** What a reader took: milliseconds, the longest time for which nothing else had its turn, and its memory at most. */
export interface Took {
  readonly ms: number
  readonly blockMs: number
  readonly mib: number
  readonly nodes: number
}

// One reader in a process of its own, as CHILD says: `ours`, the bot's own way, or `parse`, the whole body at once.
const { URL: url = '', TOKEN: token = '', CHILD: who = '' } = process.env

async function* parsed(): AsyncGenerator<CompliancePart> {
  const answer = await fetch(`${url}/api/compliance/nodes?level=2`, { headers: { 'x-api-token': token } })
  const { data } = JSON.parse(await answer.text()) as { data: { nodes: CompliancePart[] } }
  yield* data.nodes
}

const ours = () => {
  const world = hostWorld(createLog({ level: 'error', redactor: createRedactor(), clock: hostClock }))
  const id = 'rudder/bench'
  const scopes = ['rudder:compliance:read', 'rudder:info:read']
  const tokens = tokenSource([{ name: 'reader', secret: new Secret(() => token), scopes }], scopes)
  const connection = connect(rudder, { id, url }, tokens, createTransport({ id, url }, world), world)
  return connection.each(rudder.operations.nodesCompliance, { query: { level: 2 } }) as AsyncIterable<CompliancePart>
}

const delay = monitorEventLoopDelay({ resolution: 1 })
// The timer has to have been there once before anything can hold it up.
delay.enable()
await new Promise((resolve) => setTimeout(resolve, 100))
delay.reset()
const from = performance.now()
const counts = await tallyEach(who === 'ours' ? ours() : parsed())
const ms = performance.now() - from
await new Promise((resolve) => setTimeout(resolve, 20))
const took: Took = {
  ms,
  blockMs: delay.max / 1e6,
  mib: process.resourceUsage().maxRSS / 1024,
  nodes: Object.values(counts).reduce((sum, one) => sum + one, 0),
}
process.send?.(took, () => process.exit(0))
