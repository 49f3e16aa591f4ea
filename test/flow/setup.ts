import type { LocalRudder, Rule } from 'local-rudder'
import type { Message } from '../../src/message/message.ts'
import type { People } from '../../src/run/context.ts'
import type { Limits } from '../../src/systems/limits.ts'
import type { Faults, Log } from '../../src/world.ts'
import { startBot, type TestBot } from '../bot.ts'
import { setScene } from '../scene.ts'
import type { Engine } from '../store/engines.ts'
import { type TestWorld, testWorld } from '../world.ts'
import { acting } from './acting.ts'

/** A world where a wait passes at once, moving the clock, and where a test can step in at a fault point. */
export interface FlowWorld extends TestWorld {
  readonly steps: Map<Parameters<Faults['at']>[0], () => void | Promise<void>>
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
  /** The newest API of prod. */
  readonly api?: number
  /** The release of prod, where it matters; with `api`. */
  readonly release?: string
  /** Systems that are started beside Rudder. */
  readonly beside?: readonly ('lens' | 'redash' | 'rill')[]
}

/** A bot, its local systems and a database: everything that a journey needs. */
export const startScene = async (engine: Pick<Engine, 'fresh'>, options: SceneOptions = {}) => {
  const world = flowWorld(options.log)
  const { settings, api, release, beside } = options
  const around = { now: () => world.clock.now(), settings, api, release, beside }
  const { play, rudder, database, rewrite } = await setScene(engine, around)
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

/** The short forms of what a person does with one bot and one Rudder. */
export const withBot = (bot: TestBot, rudder: LocalRudder) => ({
  ...acting(bot),
  rudder,
  rule: (name: string): Rule => ruleOf(rudder, name),
  posts: () => rudder.requests.filter(({ method }) => method !== 'GET'),
})

export type Scene = Awaited<ReturnType<typeof startScene>>

/** A rule of a local Rudder by name, to be read and changed. */
export const ruleOf = (rudder: LocalRudder, name: string): Rule => {
  const rule = rudder.state.rules.find(({ displayName }) => displayName === name)
  if (!rule) throw new Error(`no rule ${name}`)
  return rule
}

/** A directive of a local Rudder by name, to be read and changed. */
export const directiveOf = (rudder: LocalRudder, name: string): LocalRudder['state']['directives'][number] => {
  const directive = rudder.state.directives.find(({ displayName }) => displayName === name)
  if (!directive) throw new Error(`no directive ${name}`)
  return directive
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
