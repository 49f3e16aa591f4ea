import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client'
import { type Counted, figures, type Metrics, type Sample, type TimedFigure } from '../world.ts'
import { published } from './table.ts'

// Slack gives up at 3 seconds; a fleet is read in some tens.
const buckets: Readonly<Record<TimedFigure, number[]>> = {
  ack: [0.005, 0.02, 0.05, 0.1, 0.25, 0.5, 1, 2, 3],
  answer: [0.1, 0.25, 0.5, 1, 2, 5, 10, 30, 60],
  systemCall: [0.05, 0.1, 0.25, 0.5, 1, 2, 5, 10, 30, 60],
}

const prefix = 'coxswain_'

/** The figures of this process, and their page for Prometheus. */
export interface Meter {
  readonly metrics: Metrics
  /** The page in Prometheus' text format, with what was read for it. */
  page(samples: readonly Sample[]): Promise<string>
  /** Adds what this process uses: memory, time, handles, delays. */
  watchProcess(): void
  readonly contentType: string
}

/** The values of the sets that are known only when the process starts, by the word that `figures` has for each. */
export type LabelValues = Readonly<
  Record<'command' | 'connection' | 'scope' | 'token' | 'version' | 'node', readonly string[]>
>

type Name = keyof typeof figures

/** `outboxWaiting` → `outbox_waiting`: names and labels as Prometheus writes them. */
export const snake = (name: string): string => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)

/** Every combination of the labels of a figure; none if a set is known only when the process starts. */
const combinations = (name: Name): readonly Readonly<Record<string, string>>[] =>
  Object.entries(figures[name] as Readonly<Record<string, readonly string[] | string>>).reduce<
    readonly Readonly<Record<string, string>>[]
  >(
    (all, [label, set]) =>
      typeof set === 'string' ? [] : all.flatMap((one) => set.map((value) => ({ ...one, [snake(label)]: value }))),
    [{}],
  )

/** A meter whose labels are of closed sets: what is not in one is counted as `other`. */
export const createMeter = (names: LabelValues): Meter => {
  const registry = new Registry()
  const setOf = (set: unknown): readonly unknown[] =>
    Array.isArray(set) ? set : Object.hasOwn(names, String(set)) ? names[set as keyof LabelValues] : []
  const closed = (name: Name, labels: object) =>
    Object.fromEntries(
      Object.entries(labels).map(([label, value]) => {
        const known = setOf(Reflect.get(figures[name], label)).includes(value)
        return [snake(label), known ? String(value) : 'other']
      }),
    )
  const about = (name: Name, into: Registry) => ({
    name: published[name].name,
    help: published[name].help,
    labelNames: Object.keys(figures[name]).map(snake),
    registers: [into],
  })
  const of = (kind: string) => (Object.keys(figures) as Name[]).filter((name) => published[name].kind === kind)
  const counters = new Map(of('counter').map((name) => [name, new Counter(about(name, registry))]))
  // Prometheus sees no rise in what was not there before: the first lost message must count.
  for (const [name, counter] of counters) for (const labels of combinations(name)) counter.inc(labels, 0)
  const timers = new Map(
    of('histogram').map((name) => [
      name,
      new Histogram({ ...about(name, registry), buckets: buckets[name as TimedFigure] }),
    ]),
  )
  /** What was not read is left out: neither an old value nor a zero is shown for it. */
  const read = (samples: readonly Sample[]): Promise<string> => {
    const now = new Registry()
    for (const [figure, some] of Map.groupBy(samples, (one) => one.figure)) {
      const gauge = new Gauge(about(figure, now))
      for (const { labels, value } of some) gauge.set(closed(figure, labels), value)
    }
    return now.metrics()
  }
  return {
    metrics: {
      count: (name: Counted, labels: object) => counters.get(name)?.inc(closed(name, labels)),
      time: (name: TimedFigure, seconds: number, labels: object) =>
        timers.get(name)?.observe(closed(name, labels), seconds),
    },
    page: async (samples) => `${await registry.metrics()}\n${await read(samples)}`,
    watchProcess: () => {
      collectDefaultMetrics({ register: registry, prefix })
      // Gauges that are named like counters; the ones by type say the same.
      for (const what of ['handles', 'requests', 'resources'])
        registry.removeSingleMetric(`${prefix}nodejs_active_${what}_total`)
    },
    contentType: registry.contentType,
  }
}
