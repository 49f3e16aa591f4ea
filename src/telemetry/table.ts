import type { figures } from '../world.ts'

/** How one figure is published: what kind it is, its name for Prometheus, and one sentence on what it says. */
export interface Published {
  readonly kind: 'counter' | 'histogram' | 'gauge'
  readonly name: string
  readonly help: string
}

const counter = (name: string, help: string): Published => ({ kind: 'counter', name: `coxswain_${name}_total`, help })
const timer = (name: string, help: string): Published => ({ kind: 'histogram', name: `coxswain_${name}_seconds`, help })
const gauge = (name: string, help: string): Published => ({ kind: 'gauge', name: `coxswain_${name}`, help })

/** Every figure as it is published; the page for Prometheus and docs/metrics.md are made from this. */
export const published: Readonly<Record<keyof typeof figures, Published>> = {
  commands: counter('commands', 'Lines that people typed, by the command that they named and how they ended.'),
  presses: counter('presses', 'Buttons that people pressed, by how it ended.'),
  dropped: counter('dropped', 'Deliveries that were not run, by why.'),
  slackCalls: counter('slack_calls', 'Calls to Slack, by what became of them.'),
  postsLost: counter('posts_lost', 'Messages that did not reach their conversation; the person was told elsewhere.'),
  postsCoalesced: counter('posts_coalesced', 'Alerts that share a message with others because Slack limited the bot.'),
  postsRepeated: counter('posts_repeated', 'Messages that were sent again although they may have arrived.'),
  systemCalls: counter('system_calls', 'Calls to systems with all their tries, by how they ended.'),
  databaseRefusals: counter(
    'database_refusals',
    'Transactions that failed because of the database itself: it did not answer, its disk was full, or it was read-only.',
  ),
  ack: timer('ack', 'Seconds until a delivery of Slack was acknowledged. Slack gives up at 3.'),
  answer: timer('answer', 'Seconds until a delivery of Slack was answered.'),
  systemCall: timer('system_call', 'Seconds that a call to a system took, with all its tries.'),
  build: gauge('build_info', 'Always 1: which version runs, on which Node and database.'),
  slackReady: gauge('slack_ready', '1 while Slack can be heard, else 0.'),
  loopAge: gauge('loop_age_seconds', 'Seconds since a loop of the bot last turned; each turns every few seconds.'),
  databaseUp: gauge(
    'database_up',
    '1 where the database answered this scrape, else 0, and then what it holds is left out.',
  ),
  databaseWritable: gauge(
    'database_writable',
    '1 while the database takes the writes of this replica, else 0. One is made at least every 15 seconds.',
  ),
  databaseAnswer: gauge('database_answer_seconds', 'Seconds that the database took to answer this scrape.'),
  replicas: gauge('replicas', 'Replicas that were alive on this database in the last minutes.'),
  outboxWaiting: gauge(
    'outbox_waiting',
    'Messages that Slack does not have yet: new, to be edited, to be told elsewhere.',
  ),
  outboxOldest: gauge(
    'outbox_oldest_seconds',
    'Age in seconds of the oldest new message that waits; 0 where none does.',
  ),
  watchLastSuccess: gauge(
    'watch_last_success_seconds',
    'Seconds since a watch last got an answer; left out while no watch is active.',
  ),
  watchNext: gauge(
    'watch_next_seconds',
    'Seconds until the next watch is due, negative if it is overdue; left out while no watch is active.',
  ),
  proposals: gauge(
    'proposals',
    'Proposals that are not at their end. `unknown`: the outcome is still being looked at.',
  ),
  auditRows: gauge('audit_rows', 'The number of the newest row of the audit chain. It never falls.'),
  auditAge: gauge('audit_age_seconds', 'Age in seconds of the newest row of the audit chain.'),
  locked: gauge('locked', '1 for a connection on which nothing is written until it is unlocked, else 0.'),
  breakerOpen: gauge('breaker_open', '1 while a system that did not answer is left alone, else 0.'),
  connectionAnswered: gauge(
    'connection_answered_seconds',
    'Seconds since a system last answered a call of this replica well; left out before the first.',
  ),
  tokenLeft: gauge(
    'token_left_seconds',
    'Seconds until a token expires, if the system says; negative once it has expired.',
  ),
  findings: gauge('findings', 'Lines of the last checkup (`coxswain doctor`), by level.'),
  checkupAge: gauge('checkup_age_seconds', 'Seconds since the last checkup, which is made daily.'),
  backupAge: gauge(
    'backup_age_seconds',
    'Age in seconds of the newest backup that `coxswain backup` finished; left out before the first.',
  ),
  diskFree: gauge('disk_free_bytes', 'Bytes that are free where the SQLite file is; left out with PostgreSQL.'),
  diskSize: gauge('disk_size_bytes', 'Size in bytes of the disk that the SQLite file is on; left out with PostgreSQL.'),
}
