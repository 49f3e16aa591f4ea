import type { Replicas, Sample, Seat } from './replicas.ts'
import type { Verdict } from './verdict.ts'

/** By how much something may be greater at the end than at the beginning, as a ratio, and in its own unit at least. */
interface Bound {
  readonly name: string
  readonly unit: string
  readonly of: (sample: Sample) => number | undefined
  readonly ratio: number
  readonly least: number
}

const bounds: readonly Bound[] = [
  { name: 'heap after collection', unit: 'MiB', of: ({ heapMiB }) => heapMiB, ratio: 1.15, least: 5 },
  { name: 'memory', unit: 'MiB', of: ({ rssMiB }) => rssMiB, ratio: 1.2, least: 20 },
  { name: 'open files', unit: '', of: ({ files }) => files, ratio: 1.25, least: 12 },
  { name: 'active resources', unit: '', of: ({ resources }) => resources, ratio: 1.25, least: 12 },
]

/** The straight line through the last two thirds of the samples: where it begins and where it ends. */
const trend = (all: readonly (readonly [at: number, value: number])[]): readonly [from: number, to: number] => {
  const points = all.slice(Math.floor(all.length / 3))
  const mean = (values: readonly number[]) => values.reduce((sum, one) => sum + one, 0) / values.length
  const [x, y] = [mean(points.map(([at]) => at)), mean(points.map(([, value]) => value))]
  const spread = points.reduce((sum, [at]) => sum + (at - x) ** 2, 0)
  const slope = spread === 0 ? 0 : points.reduce((sum, [at, value]) => sum + (at - x) * (value - y), 0) / spread
  const at = (time = x) => y + slope * (time - x)
  return [at(points[0]?.[0]), at(points.at(-1)?.[0])]
}

/** Memory and handles of the replica that lived from the beginning to the end stay as they were. */
export const checkSteady = ({ name, samples }: Pick<Seat, 'name' | 'samples'>): readonly Verdict[] =>
  bounds.map(({ name: what, unit, of, ratio, least }) => {
    const values = samples.flatMap((sample): [number, number][] => {
      const value = of(sample)
      return value === undefined || Number.isNaN(value) ? [] : [[sample.at, value]]
    })
    const [from, to] = trend(values)
    const grown = `${(to / from).toFixed(2)} (${from.toFixed(1)} to ${to.toFixed(1)} ${unit}, ${values.length} samples)`
    const isSteady = to <= Math.max(from * ratio, from + least)
    return {
      what: `${what} flat`,
      found: grown.replace(' ,', ','),
      wrong:
        values.length < 3 ? ['too few samples'] : isSteady ? [] : [`the ${name} replica’s ${what} grew by ${grown}`],
    }
  })

// What the database says while it is away; whoever asks meanwhile is told.
const away =
  /57P0\d|08\d{3}|ECONNREFUSED|ECONNRESET|EPIPE|Connection terminated|Client has encountered a connection error|terminating connection|database system is|timeout exceeded when trying to connect|connection timeout/
// What goes wrong with Slack and Rudder and is told where it belongs.
const told = ['sweep', 'post.lost', 'outbox.lost', 'outbox.plain']

interface Line {
  readonly level: number
  readonly msg: string
  readonly error?: string
  readonly code?: string
  readonly why?: string
}

const parsed = (line: string): Line | undefined => {
  try {
    return JSON.parse(line)
  } catch {
    return undefined
  }
}

/** Nothing fell over, and nothing is in the logs but that others were away. */
export const checkLogs = ({ lines, seats }: Pick<Replicas, 'lines' | 'seats'>): Verdict => {
  const wrong = new Map<string, number>()
  const add = (words: string) => wrong.set(words, (wrong.get(words) ?? 0) + 1)
  let errors = 0
  for (const { line } of lines) {
    const one = parsed(line)
    if (one === undefined) {
      if (line.trim() !== '' && !line.startsWith('Coxswain takes')) add(`not a line of the log: ${line}`)
      continue
    }
    if (one.level < 50) continue
    errors += 1
    const text = `${one.error ?? ''} ${one.code ?? ''} ${one.why ?? ''}`.trim()
    const isOurs = /^(Type|Range|Reference|Syntax|Assertion)Error/.test(text)
    if (isOurs || !(told.includes(one.msg) || away.test(text))) add(`${one.msg}: ${text}`)
  }
  for (const { name, fallen } of seats)
    for (const code of fallen) add(`the ${name} replica ended by itself with ${code}`)
  return {
    what: 'no unhandled errors',
    found: `${lines.length} lines logged, ${errors} errors`,
    wrong: [...wrong].map(([words, times]) => `${times} × ${words}`),
  }
}
