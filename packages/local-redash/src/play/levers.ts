import type { RedashFaults } from '../faults.ts'
import type { LocalRedash } from '../local-redash.ts'

/** Something to happen to a local Redash; with `isOn` a switch. */
export interface Lever {
  readonly id: string
  readonly group: string
  readonly label: string
  readonly help: string
  /** Of a switch: whether it is on. */
  readonly isOn?: () => boolean
  pull(on: boolean): void
}

type Simple = 'down' | 'redisDown' | 'killsJobs' | 'losesJobs' | 'refused'

/** What the page's drawer can make happen to a local Redash. */
export const leversOf = (redash: LocalRedash): readonly Lever[] => {
  const { faults, state } = redash
  const group = 'Redash prod'
  const fault = (id: string, name: Simple, label: string, help: string): Lever => ({
    id,
    group,
    label,
    help,
    isOn: () => faults[name],
    pull: (on) => {
      faults[name] = on
    },
  })
  const set = <K extends keyof RedashFaults>(name: K, on: RedashFaults[K], off: RedashFaults[K]) => ({
    isOn: () => faults[name] === on,
    pull: (isOn: boolean) => {
      faults[name] = isOn ? on : off
    },
  })
  const source = state.sources.find(({ id }) => id === 1)
  const query = state.queries.find(({ id }) => id === 1)
  const dashboard = state.dashboards.find(({ id }) => id === 1)
  return [
    {
      id: 'edit',
      group,
      label: 'Somebody renames Daily orders',
      help: 'The query is renamed in Redash’s own pages; pulled again, it has its old name.',
      pull: () => {
        if (!query) return
        query.name = query.name === 'Daily orders' ? 'Orders of each day' : 'Daily orders'
        Object.assign(query, { updatedAt: query.updatedAt + 60_000, lastModifiedBy: 2 })
      },
    },
    {
      id: 'board',
      group,
      label: 'Somebody changes Sales overview',
      help: 'The dashboard is saved in Redash’s own pages, so it has a new version.',
      pull: () => {
        if (dashboard) dashboard.version += 1
      },
    },
    fault('down', 'down', 'Redash is down', 'Nothing answers.'),
    { id: 'slow', group, label: 'Redash is slow', help: 'Each answer takes a second.', ...set('slow', 1_000, 0) },
    fault('redis', 'redisDown', 'Its Redis is down', 'Every answer is an Internal Server Error.'),
    fault('refused', 'refused', 'The keys are replaced', 'Redash accepts no key of the bot any more.'),
    {
      id: 'paused',
      group,
      label: 'The data source is paused',
      help: 'Redash refuses to run queries on it, and gives the reason.',
      isOn: () => source?.paused !== undefined,
      pull: (on) => {
        if (source) source.paused = on ? 'maintenance until Monday' : undefined
      },
    },
    {
      id: 'stuck',
      group,
      label: 'Runs never end',
      help: 'A run that begins now is started and never done.',
      ...set('stuck', 'started', false),
    },
    fault('killed', 'killsJobs', 'Workers are killed', 'A run that begins now fails, and Redash doesn’t say why.'),
    fault('lost', 'losesJobs', 'Redash forgets its runs', 'Every look at a run is an Internal Server Error.'),
    {
      id: 'cancel',
      group,
      label: 'Somebody cancels all runs',
      help: 'In Redash’s own pages; whoever waits for the same run is affected.',
      pull: () => {
        for (const job of redash.state.jobs)
          if (job.endedAt === undefined) job.cancelledAt = job.startedAt ?? job.enqueuedAt
      },
    },
  ]
}
