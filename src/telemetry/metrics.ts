import { Counter, collectDefaultMetrics, Histogram, Registry } from 'prom-client'
import { figures, type Metrics } from '../world.ts'

const help: Readonly<Record<keyof typeof figures, string>> = {
  commands: 'Lines that people typed, by the command that they named and how they ended.',
  presses: 'Buttons that people pressed, by how it ended.',
  dropped: 'Requests to the public listener that were not run, by why.',
  slackCalls: 'Calls to Slack, by what became of them.',
  postsLost: 'Messages that did not reach the conversation they were for; the person was told elsewhere.',
  ack: 'Seconds until a delivery of Slack was acknowledged.',
  answer: 'Seconds until a delivery of Slack was answered.',
}

// Slack gives up at 3 seconds; a fleet is read in some tens.
const buckets = { ack: [0.005, 0.02, 0.05, 0.1, 0.25, 0.5, 1, 2, 3], answer: [0.1, 0.25, 0.5, 1, 2, 5, 10, 30, 60] }

const snake = (name: string): string => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)

/** The figures of this process, and their page for Prometheus. */
export interface Meter {
  readonly metrics: Metrics
  /** The page in Prometheus' text format. */
  page(): Promise<string>
  /** Adds what this process uses: memory, time, handles, delays. */
  watchProcess(): void
  readonly contentType: string
}

/** A meter whose labels are of closed sets: what is not in one is counted as `other`. `commands` are the names that were loaded. */
export const createMeter = (commands: readonly string[]): Meter => {
  const registry = new Registry()
  const closed = (name: keyof typeof figures, labels: object) =>
    Object.fromEntries(
      Object.entries(labels).map(([label, value]) => {
        const set: unknown = Reflect.get(figures[name], label)
        const known = set === 'name' ? commands : Array.isArray(set) ? set : []
        return [snake(label), known.includes(value) ? String(value) : 'other']
      }),
    )
  const labelNames = (name: keyof typeof figures) => Object.keys(figures[name]).map(snake)
  const common = (name: keyof typeof figures) => ({
    help: help[name],
    labelNames: labelNames(name),
    registers: [registry],
  })
  const counter = (name: keyof typeof figures) =>
    new Counter({ name: `coxswain_${snake(name)}_total`, ...common(name) })
  const counters = {
    commands: counter('commands'),
    presses: counter('presses'),
    dropped: counter('dropped'),
    slackCalls: counter('slackCalls'),
    postsLost: counter('postsLost'),
  }
  const timer = (name: 'ack' | 'answer') =>
    new Histogram({ name: `coxswain_${name}_seconds`, buckets: buckets[name], ...common(name) })
  const timers = { ack: timer('ack'), answer: timer('answer') }
  return {
    metrics: {
      count: (name, labels) => counters[name].inc(closed(name, labels)),
      time: (name, seconds, labels) => timers[name].observe(closed(name, labels), seconds),
    },
    page: () => registry.metrics(),
    watchProcess: () => collectDefaultMetrics({ register: registry, prefix: 'coxswain_' }),
    contentType: registry.contentType,
  }
}
