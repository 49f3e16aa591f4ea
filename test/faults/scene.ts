import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import type { Play } from 'play/systems'
import { expect, onTestFinished } from 'vitest'
import type { App } from '../../src/app.ts'
import { ask } from '../../src/run/ask.ts'
import { confirm } from '../../src/run/confirm.ts'
import type { Reply } from '../../src/run/reply.ts'
import { presentReply } from '../../src/run/settle.ts'
import { sweep } from '../../src/run/sweep.ts'
import { getProposal, type Proposal } from '../../src/store/proposals.ts'
import type { FaultPoint, Faults } from '../../src/world.ts'
import { person } from '../bot.ts'
import { setScene } from '../scene.ts'
import type { Engine } from '../store/engines.ts'
import { type Child, startChild } from './children.ts'
import { openReplica, type Place } from './replica.ts'
import { type SharedTime, sharedTime } from './time.ts'

/** One proposal that waits, a Rudder, a replica in this process, and whoever else is started. */
export interface Scene {
  readonly play: Play<'rudder'>
  readonly time: SharedTime
  /** The proposal, asked for by Ana: to disable “SSH hardening”, where nothing else is said. */
  readonly proposal: string
  /** A replica that lives on, in this process. */
  readonly here: App
  /** Marc confirms in another process, which waits or is killed at `stopAt`. */
  confirming(stopAt: FaultPoint): Child
  /** Another process, which sweeps and waits or is killed at `stopAt`. */
  sweeping(stopAt: FaultPoint): Child
  /** Another process that sweeps and lets Ana confirm, to its end: its last line. */
  bystander(): Promise<string | undefined>
  /** Ana, or somebody else, confirms on the replica here. */
  confirm(who?: string): Promise<Reply>
  sweep(): Promise<void>
  /** One more replica in this process, as if it had started now. */
  another(faults: Faults): Promise<App>
  row(): Promise<Proposal>
  reply(): Promise<Reply>
  /** How often the rule was asked to be changed, whatever came of it. */
  posts(): number
  /** How often anything was asked. */
  requests(): number
  /** Whether the rule is enabled on Rudder, or all is as it was before. */
  enabled(): boolean
  /** The acts of one kind on the record; the chain must be whole, and so must the file of SQLite. */
  acts(kind: string): Promise<number>
}

/** What is asked for, and whether Rudder is still as it was before. */
export interface About {
  readonly line: string
  untouched(state: Play['rudder']['prod']['state']): boolean
}

/** To disable “SSH hardening”. */
export const disabling: About = {
  line: 'rudder rule disable SSH hardening',
  untouched: ({ rules }) => rules.find(({ displayName }) => displayName === 'SSH hardening')?.enabled === true,
}

const noFaults: Faults = { at: async () => {} }

/** Starts everything and asks; `prepare` changes Rudder before. All ends with the test. */
export const startScene = async (
  engine: Pick<Engine, 'fresh'>,
  prepare: (play: Play<'rudder'>) => void = () => {},
  about: About = disabling,
): Promise<Scene> => {
  let time: SharedTime | undefined
  const start = Date.UTC(2026, 10, 1, 9)
  const { play, rudder, database } = await setScene(engine, { now: () => time?.now() ?? start })
  time = sharedTime(join(play.folder, 'time'), start)
  prepare(play)
  const place: Place = { env: play.env, folder: play.folder, database, time: time.file }
  const another = async (faults: Faults) => {
    const app = await openReplica(place, faults)
    onTestFinished(() => app.close())
    return app
  }
  const here = await another(noFaults)
  const { context } = here
  const asking = ask(context, { principal: person('ana'), line: about.line })
  let step = await asking.next()
  while (!step.done) step = await asking.next()
  const { proposal } = step.value
  if (proposal === undefined) throw new Error(`not proposed: ${step.value.message.title}`)
  return {
    play,
    time,
    proposal,
    here,
    another,
    confirming: (stopAt) => startChild({ place, stopAt, confirms: { proposal, principal: person('marc') } }),
    sweeping: (stopAt) => startChild({ place, stopAt, sweeps: true }),
    bystander: async () => {
      const orders = { place, sweeps: true, confirms: { proposal, principal: person('ana') } }
      return (await startChild(orders).end()).at(-1)
    },
    confirm: (who = 'ana') => confirm(context, { proposal, principal: person(who) }),
    sweep: () => sweep(context),
    row: async () => {
      const row = await getProposal(context.store.db, proposal)
      if (!row) throw new Error('the proposal is gone')
      return row
    },
    reply: () => presentReply(context, proposal),
    posts: () => rudder.requests.filter(({ method }) => method !== 'GET').length,
    requests: () => rudder.requests.length,
    enabled: () => about.untouched(rudder.state),
    acts: async (kind) => {
      expect(await context.store.audit.verify()).toMatchObject({ ok: true })
      if (database.file !== undefined) expect(integrity(database.file)).toBe('ok')
      const acts = await context.store.audit.recent(100)
      return acts.filter((act) => act.kind === kind).length
    },
  }
}

const integrity = (file: string): unknown => {
  const database = new DatabaseSync(file, { readOnly: true, timeout: 5_000 })
  try {
    return database.prepare('pragma integrity_check').get()?.integrity_check
  } finally {
    database.close()
  }
}
