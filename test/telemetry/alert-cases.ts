/** What one bot publishes where an alert must fire, and what another publishes where it must not; both without `job`. */
export interface Case {
  /** Series as promtool writes them, a value a minute: `up{instance="a"} 1x20`. */
  readonly bad: readonly string[]
  readonly good: readonly string[]
  /** When the rule is looked at. */
  readonly at: string
  /** The labels of the alert beside `job` and `severity`. */
  readonly labels?: Readonly<Record<string, string>>
}

const both = (series: (instance: string) => string): readonly string[] => [series('a'), series('b')]
const gauge = (metric: string, bad: string, good: string, at: string, more: Partial<Case> = {}): Case => ({
  bad: [`${metric} ${bad}`],
  good: [`${metric} ${good}`],
  at,
  ...more,
})
const labelled = (metric: string, labels: Readonly<Record<string, string>>) =>
  `${metric}{${Object.entries(labels)
    .map(([name, value]) => `${name}="${value}"`)
    .join(',')}}`

/** A gauge whose labels the alert has too. */
const telling = (metric: string, labels: Readonly<Record<string, string>>, bad: string, good: string, at: string) =>
  gauge(labelled(metric, labels), bad, good, at, { labels })

const up = both((instance) => `up{instance="${instance}"} 1x200`)
const buckets = (...values: readonly (readonly [le: string, value: string])[]) =>
  values.map(([le, value]) => `coxswain_ack_seconds_bucket{kind="event",le="${le}"} ${value}`)
const connection = { connection: 'rudder/prod' }

/** Each rule, with at least one way in which it must fire. */
export const cases: Readonly<Record<string, readonly Case[]>> = {
  CoxswainDown: [
    { bad: both((instance) => `up{instance="${instance}"} 0x20`), good: up, at: '10m' },
    // Its targets are gone, as in a cluster.
    { bad: ['up{instance="a"} 1x10 stale'], good: up, at: '90m' },
  ],
  CoxswainReplicaDown: [
    { bad: ['up{instance="a"} 1x60', 'up{instance="b"} 0x60'], good: up, at: '20m' },
    { bad: ['up{instance="a"} 1x200', 'up{instance="b"} 1x100 stale'], good: up, at: '115m' },
  ],
  CoxswainRestarts: [telling('coxswain_process_start_time_seconds', { instance: 'a' }, '0+60x30', '5x30', '25m')],
  CoxswainCannotHearSlack: [
    {
      bad: both((instance) => `coxswain_slack_ready{instance="${instance}"} 0x20`),
      good: ['coxswain_slack_ready{instance="a"} 1x20', 'coxswain_slack_ready{instance="b"} 0x20'],
      at: '10m',
    },
  ],
  CoxswainReplicaCannotHearSlack: [
    {
      bad: ['coxswain_slack_ready{instance="a"} 1x30', 'coxswain_slack_ready{instance="b"} 0x30'],
      good: both((instance) => `coxswain_slack_ready{instance="${instance}"} 1x30`),
      at: '20m',
      labels: { instance: 'b' },
    },
  ],
  CoxswainLoopHangs: [telling('coxswain_loop_age_seconds', { instance: 'a', loop: 'sweep' }, '700x10', '5x10', '5m')],
  CoxswainDatabaseAway: [gauge('coxswain_database_up', '0x10', '1x10', '5m')],
  CoxswainDatabaseTakesNoWrites: [
    {
      bad: ['coxswain_database_up 1x10', 'coxswain_database_writable 0x10'],
      good: ['coxswain_database_up 1x10', 'coxswain_database_writable 1x10'],
      at: '5m',
    },
  ],
  CoxswainDatabaseRefuses: [telling('coxswain_database_refusals_total', { why: 'full' }, '0+1x30', '0 0 1x30', '20m')],
  CoxswainDiskFull: [
    {
      bad: ['coxswain_disk_free_bytes 4000000000x20', 'coxswain_disk_size_bytes 100000000000x20'],
      good: ['coxswain_disk_free_bytes 50000000000x20', 'coxswain_disk_size_bytes 100000000000x20'],
      at: '10m',
    },
    {
      bad: ['coxswain_disk_free_bytes 50000000x20', 'coxswain_disk_size_bytes 200000000x20'],
      good: ['coxswain_disk_free_bytes 150000000x20', 'coxswain_disk_size_bytes 200000000x20'],
      at: '10m',
    },
  ],
  CoxswainDiskFills: [gauge('coxswain_disk_free_bytes', '100000000000-100000000x480', '100000000000x480', '450m')],
  CoxswainBackupOld: [gauge('coxswain_backup_age_seconds', '180000x20', '80000x20', '15m')],
  CoxswainNeverBackedUp: [
    {
      bad: ['coxswain_database_up 1x1600'],
      good: ['coxswain_database_up 1x1600', 'coxswain_backup_age_seconds 5x1600'],
      at: '1500m',
    },
  ],
  CoxswainCommandsFail: [
    {
      bad: ['coxswain_commands_total{ending="failed"} 0+1x30', 'coxswain_commands_total{ending="done"} 0+3x30'],
      good: ['coxswain_commands_total{ending="failed"} 0+1x30', 'coxswain_commands_total{ending="done"} 0+30x30'],
      at: '20m',
    },
  ],
  CoxswainCommandsBurnFast: [
    {
      bad: ['coxswain_commands_total{ending="failed"} 0+1x90', 'coxswain_commands_total{ending="done"} 0+3x90'],
      good: ['coxswain_commands_total{ending="failed"} 0+1x90', 'coxswain_commands_total{ending="done"} 0+30x90'],
      at: '70m',
    },
    // It was so, and is over.
    {
      bad: ['coxswain_commands_total{ending="failed"} 0+5x90', 'coxswain_commands_total{ending="done"} 0+5x90'],
      good: ['coxswain_commands_total{ending="failed"} 0+5x60 300x30', 'coxswain_commands_total{ending="done"} 0+5x90'],
      at: '70m',
    },
  ],
  CoxswainCommandsBurnSlow: [
    {
      bad: ['coxswain_commands_total{ending="failed"} 0+1x400', 'coxswain_commands_total{ending="done"} 0+9x400'],
      good: ['coxswain_commands_total{ending="failed"} 0+1x400', 'coxswain_commands_total{ending="done"} 0+30x400'],
      at: '370m',
    },
  ],
  CoxswainWatchesStopped: [gauge('coxswain_watch_next_seconds', '-400x20', '-200x20', '10m')],
  CoxswainWatchesGetNoAnswer: [
    // Every five minutes without an answer, and beside it one that reads well.
    {
      bad: ['coxswain_watch_last_success_seconds 4000x100', 'coxswain_watch_next_seconds 200x100'],
      good: ['coxswain_watch_last_success_seconds 200x100', 'coxswain_watch_next_seconds 200x100'],
      at: '60m',
    },
    // Once a day, and due soon.
    {
      bad: ['coxswain_watch_last_success_seconds 0+60x1480', 'coxswain_watch_next_seconds 200x1480'],
      good: ['coxswain_watch_last_success_seconds 0+60x1380 0+60x100', 'coxswain_watch_next_seconds 82800-60x1380'],
      at: '23h',
    },
  ],
  CoxswainMessagesWait: [gauge('coxswain_outbox_oldest_seconds', '400x20', '20x20', '10m')],
  CoxswainMessagesLost: [telling('coxswain_posts_lost_total', { why: 'refused' }, '0x10 1x40', '3x50', '20m')],
  CoxswainAcksLate: [
    {
      bad: buckets(['2', '0x30'], ['3', '0+10x30'], ['+Inf', '0+10x30']),
      good: buckets(['2', '0+10x30'], ['3', '0+10x30'], ['+Inf', '0+10x30']),
      at: '20m',
    },
  ],
  CoxswainSystemDoesNotAnswer: [
    {
      bad: both((instance) => `${labelled('coxswain_breaker_open', { ...connection, instance })} 1x20`),
      good: [
        `${labelled('coxswain_breaker_open', { ...connection, instance: 'a' })} 1x20`,
        `${labelled('coxswain_breaker_open', { ...connection, instance: 'b' })} 0x20`,
      ],
      at: '10m',
      labels: connection,
    },
  ],
  CoxswainSystemRefuses: [
    telling('coxswain_system_calls_total', { ...connection, outcome: 'auth' }, '0 1x20', '1x20', '10m'),
  ],
  CoxswainOutcomeUnknown: [gauge('coxswain_proposals{stage="unknown"}', '1x30', '0x30', '20m')],
  CoxswainChangeStuck: [gauge('coxswain_proposals{stage="sending"}', '1x30', '0x30', '20m')],
  CoxswainRecordShrank: [gauge('coxswain_audit_rows', '9x10 5x10', '9x20', '15m')],
  CoxswainTokenExpires: [
    telling('coxswain_token_left_seconds', { ...connection, token: 'reader' }, '259200x10', '2592000x10', '5m'),
  ],
  CoxswainCheckupWrong: [gauge('coxswain_findings{level="wrong"}', '1x10', '0x10', '5m')],
  CoxswainNotCheckedUp: [gauge('coxswain_checkup_age_seconds', '200000x10', '5x10', '5m')],
  CoxswainForgeries: [telling('coxswain_dropped_total', { why: 'signature' }, '0+5x30', '0+1x30', '20m')],
  CoxswainVersionsDiffer: [
    {
      bad: [
        'coxswain_build_info{instance="a",version="0.1.0"} 1x90',
        'coxswain_build_info{instance="b",version="0.2.0"} 1x90',
      ],
      good: both((instance) => `coxswain_build_info{instance="${instance}",version="0.1.0"} 1x90`),
      at: '70m',
    },
  ],
}
