import { setImmediate } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { loadedCommands } from '../loaded.ts'
import { runs } from '../runs.ts'
import { createRandom } from './random.ts'
import { targetsOf } from './targets.ts'

/** How long the event loop may be held by one input, in milliseconds. */
const longestMs = 100
const seed = 13

/** What the thread of the event loop worked, in milliseconds: what others do on this machine is not in it. */
const timed = (work: () => void): number => {
  const since = process.threadCpuUsage()
  work()
  const { user, system } = process.threadCpuUsage(since)
  return (user + system) / 1000
}

test('no line, payload, body or message breaks a reader or holds the event loop', async () => {
  const targets = targetsOf(await loadedCommands())
  const inputs = runs(400, 100_000)
  const failures: string[] = []
  const longest = new Map<string, { ms: number; input: number }>()
  for (let input = 0; input < inputs; input++) {
    // A message takes many times as long as any other input.
    const at = input % 20 === 19 ? targets.length - 1 : input % (targets.length - 1)
    const [name, target] = targets[at] ?? []
    if (name === undefined || target === undefined) break
    const work = target(createRandom(seed + input))
    await setImmediate()
    try {
      let ms = timed(work)
      // A machine that is busy, or a heap that is cleared, stalls anybody: what is slow by itself is slow each time.
      for (let again = 0; again < 3 && ms > longestMs; again++) ms = Math.min(ms, timed(work))
      if (ms > longestMs) failures.push(`${name}, input ${input}: ${ms.toFixed(0)} ms`)
      if (ms > (longest.get(name)?.ms ?? -1)) longest.set(name, { ms, input })
    } catch (error) {
      failures.push(`${name}, input ${input}: ${error instanceof Error ? error.stack : String(error)}`)
    }
  }
  const stalls = [...longest].map(([name, { ms, input }]) => `${name} ${ms.toFixed(1)} ms (input ${input})`)
  console.log([`${inputs} inputs; the longest stall: ${stalls.join(', ')}`, ...failures.slice(0, 20)].join('\n'))
  expect(failures).toEqual([])
}, 1_800_000)
