import type { Message } from '../../src/message/message.ts'
import type { LocalRudder, Rule } from '../../src/playground/rudder/index.ts'
import type { Principal } from '../../src/policy/person.ts'
import { cancel, confirm } from '../../src/run/confirm.ts'
import type { People } from '../../src/run/means.ts'
import type { Reply } from '../../src/run/reply.ts'
import { presentReply } from '../../src/run/settle.ts'
import { sweep } from '../../src/run/sweep.ts'
import { undo } from '../../src/run/undo.ts'
import type { AuditEntry } from '../../src/store/audit.ts'
import { getProposal, type Proposal } from '../../src/store/proposals.ts'
import type { Limits } from '../../src/systems/http.ts'
import type { FaultPoint, Log, OutboxFaultPoint } from '../../src/world.ts'
import { person, startBot, type TestBot } from '../bot.ts'
import { setScene } from '../scene.ts'
import type { Engine } from '../store/engines.ts'
import { type TestWorld, testWorld } from '../world.ts'

/** A world where a wait passes at once, moving the clock, and where a test can step in at a fault point. */
export interface FlowWorld extends TestWorld {
  readonly steps: Map<FaultPoint | OutboxFaultPoint, () => void | Promise<void>>
}

export const flowWorld = (log?: Log): FlowWorld => {
  const steps: FlowWorld['steps'] = new Map()
  const inner = testWorld({ ...(log && { log }), faults: { at: async (point) => steps.get(point)?.() } })
  return { ...inner, clock: { now: inner.clock.now, sleep: (ms) => inner.advance(Math.ceil(ms)) }, steps }
}

export interface SceneOptions {
  /** The settings file of the playground, changed. */
  readonly settings?: (yaml: string) => string
  readonly people?: People
  readonly env?: (rudder: LocalRudder) => Readonly<Record<string, string>>
  readonly limits?: Partial<Limits>
  readonly log?: Log
}

type Who = string | Principal

const principal = (who: Who): Principal => (typeof who === 'string' ? person(who) : who)

/** A bot, its local systems and a database: everything that a journey needs. */
export const startScene = async (engine: Pick<Engine, 'fresh'>, options: SceneOptions = {}) => {
  const world = flowWorld(options.log)
  const { settings } = options
  const { play, rudder, database, rewrite } = await setScene(engine, { now: () => world.clock.now(), settings })
  const start = () =>
    startBot({
      play,
      database,
      world,
      ...(options.people && { people: options.people }),
      ...(options.env && { env: options.env(rudder) }),
      ...(options.limits && { limits: options.limits }),
    })
  const bot = await start()
  return { play, world, database, rewrite, start, ...withBot(bot, rudder) }
}

/** The short forms of what a person does with one bot. */
export const withBot = (bot: TestBot, rudder: LocalRudder) => {
  const { means } = bot
  const click = (proposal: string | undefined, who: Who) => ({ proposal: proposal ?? '', principal: principal(who) })
  return {
    bot,
    rudder,
    means,
    ask: bot.ask,
    /** Asks for a write and gives the id of the proposal. */
    propose: async (line: string, who?: string): Promise<string> => {
      const { proposal, message } = await bot.ask(line, who)
      if (proposal === undefined) throw new Error(`no proposal: ${message.title}`)
      return proposal
    },
    confirm: (proposal: string | undefined, who: Who = 'ana'): Promise<Reply> => confirm(means, click(proposal, who)),
    cancel: (proposal: string | undefined, who: Who = 'ana'): Promise<Reply> => cancel(means, click(proposal, who)),
    undo: (proposal: string | undefined, who: Who = 'ana'): Promise<Reply> => undo(means, click(proposal, who)),
    shown: (proposal: string | undefined): Promise<Reply> => presentReply(means, proposal ?? ''),
    sweep: () => sweep(means),
    rule: (name: string): Rule => ruleOf(rudder, name),
    posts: () => rudder.requests.filter(({ method }) => method !== 'GET'),
    row: async (proposal: string): Promise<Proposal> => {
      const row = await getProposal(means.store.db, proposal)
      if (!row) throw new Error('no such proposal')
      return row
    },
    /** All acts on the record, oldest first. */
    acts: async (): Promise<AuditEntry[]> => (await means.store.audit.recent(1_000)).reverse(),
  }
}

export type Scene = Awaited<ReturnType<typeof startScene>>

/** A rule of a local Rudder by name, to be read and changed. */
export const ruleOf = (rudder: LocalRudder, name: string): Rule => {
  const rule = rudder.state.rules.find(({ displayName }) => displayName === name)
  if (!rule) throw new Error(`no rule ${name}`)
  return rule
}

/** A group of a local Rudder by name, to be read and changed. */
export const groupOf = (rudder: LocalRudder, name: string): LocalRudder['state']['groups'][number] => {
  const group = rudder.state.groups.find(({ displayName }) => displayName === name)
  if (!group) throw new Error(`no group ${name}`)
  return group
}

/** Makes the DMZ group, and so the rule SSH hardening, reach this many nodes. */
export const growDmz = (rudder: LocalRudder, nodes: number): void => {
  groupOf(rudder, 'DMZ Linux').nodeIds = rudder.state.nodes.slice(0, nodes).map(({ id }) => id)
}

/** More people from 50, 100, 200 and 300 nodes on. */
export const manyLimits = (yaml: string): string => {
  const rule = (nodes: number, people: number) =>
    `  - scopes: [rudder:rules:write]\n    people: ${people}\n    when: { nodes: ${nodes} }\n`
  const rules = [rule(50, 2), rule(100, 3), rule(200, 4), rule(300, 5)].join('')
  return yaml.replace(/approvals:\n[\s\S]*?\n\n/, `approvals:\n${rules}\n`)
}

/** Turns change validation on for the nodes of the DMZ. */
export const superviseDmz = ({ state }: LocalRudder): void => {
  state.validation.installed = true
  state.settings.enable_change_request = true
  state.validation.supervised = state.groups
    .filter(({ displayName }) => displayName === 'DMZ Linux')
    .map(({ id }) => id)
}

/** What a message says in sentences, one a line. */
export const saidIn = ({ title, lead, notes = [], fields = [] }: Message): string =>
  [title, lead ?? '', ...notes, ...fields.map(({ label, value }) => `${label}: ${value}`)].join('\n')
