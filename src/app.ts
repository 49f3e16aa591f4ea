import { fileURLToPath } from 'node:url'
import about from '../package.json' with { type: 'json' }
import { checksOf } from './app/checks.ts'
import { sealerOf } from './app/sealer.ts'
import { watchLines } from './app/watch-lines.ts'
import { type Command, scopesOf, systemOf } from './command/command.ts'
import { loadCommands } from './command/load.ts'
import type { Config, StoredConfig, Systems } from './config.ts'
import { UserError } from './errors.ts'
import { hostClock, hostIds, hostWorld, nodeVersion } from './host.ts'
import type { Principal } from './policy/person.ts'
import { createPolicy } from './policy/policy.ts'
import * as registry from './registry.ts'
import { createActiveConfirmations } from './run/active-confirmations.ts'
import type { Context, People, Reachable } from './run/context.ts'
import { refuseExcess } from './run/doctor/strict.ts'
import { createLines } from './run/lines.ts'
import { live } from './run/live.ts'
import { ownKeysOf } from './run/personal-keys/own-keys.ts'
import { slackDisplay } from './slack/blocks/display.ts'
import { settleIfBehind } from './store/behind.ts'
import { openStore, type Store, type StoreOptions } from './store/db.ts'
import { connect } from './systems/connection.ts'
import { createTransport } from './systems/http.ts'
import type { Limits } from './systems/limits.ts'
import type { Operation } from './systems/operation.ts'
import type { System } from './systems/system.ts'
import { createLog } from './telemetry/log.ts'
import { createMeter, type Meter } from './telemetry/metrics.ts'
import { keyFile } from './vault/key-file.ts'
import { createRedactor, type Redactor } from './vault/secret.ts'
import { tokenSource } from './vault/tokens.ts'
import type { Clock, World } from './world.ts'

/** Every system that can be connected, by name. */
export const systems: readonly System[] = Object.values(registry).sort((a, b) => (a.name < b.name ? -1 : 1))

/** What each scope of all systems lets one do. */
export const scopesInWords: Readonly<Record<string, string>> = Object.assign({}, ...systems.map(({ scopes }) => scopes))

/** The commands that come with the bot. */
export const commandsFolder = fileURLToPath(new URL('../commands/', import.meta.url))

/** What the settings may name: the scopes and parameters of all operations, and the scopes of the bot's own commands. */
export const settingsNames = (commands: readonly Command[]): Systems => {
  const own = commands.filter((command) => systemOf(command) === 'cox').flatMap(scopesOf)
  const of = ({ operations, unit, tags = {}, settings, mistakes }: System) => {
    const all = Object.values(operations as Readonly<Record<string, Operation>>)
    const scopes = (some: readonly Operation[]) => [...new Set(some.map(({ scope }) => scope))]
    return {
      unit: unit.many,
      tags: Object.values(tags).map(({ scope }) => scope),
      // Repeated for each operation: the narrowest token is the one that serves the fewest.
      scopes: all.map(({ scope }) => scope),
      internal: scopes(all.filter(({ shape }) => shape.internal === 'handshake' || shape.internal === 'mint')),
      alone: scopes(all.filter(({ shape }) => shape.internal === 'mint')),
      opening: scopes(all.filter(({ shape }) => shape.internal === 'handshake' && !shape.optional)),
      ...(settings && { settings }),
      ...(mistakes && { mistakes }),
      sensitive: scopes(all.filter(({ shape }) => shape.sensitive)),
      parameters: [
        ...new Set(
          all.flatMap(({ endpoint }) => [...endpoint.matchAll(/\{([^{}]+)\}/g)].map(([, name]) => name ?? '')),
        ),
      ],
    }
  }
  const bot = { scopes: [...new Set(own)], internal: [], sensitive: [], parameters: [], watch: watchLines(commands) }
  return { ...Object.fromEntries(systems.map((system) => [system.name, of(system)])), cox: bot }
}

/** What a test or the playground replaces. */
export interface Overrides {
  readonly world?: World
  /** Of the real world only the clock. */
  readonly clock?: Clock
  readonly people?: People
  readonly commands?: readonly Command[]
  readonly limits?: Partial<Limits>
  /** Log lines, already redacted. */
  readonly log?: (line: string) => void
}

/** The bot without a face: what the terminal, Slack and the tests call. */
export interface App {
  readonly context: Context
  readonly redactor: Redactor
  readonly meter: Meter
  /**
   * From now on lines go by the connections, groups, approvals and people of these settings; what is in progress ends by the
   * ones before. Throws UserError, and changes nothing, if they can't be used.
   */
  reload(config: Config): Promise<void>
  /** Waits for writes in progress, then closes everything. */
  close(): Promise<void>
}

/** Where the store of the settings is; the audit key is made at the first start if SQLite is used and none is set. */
export const storeOptions = (
  { store: { url, file }, auditKey, auditKeyFile, auditMarkFile }: StoredConfig,
  world: World,
): StoreOptions => ({
  ...(url ? { url: () => url.reveal() } : { file }),
  ...(auditMarkFile !== undefined && file !== ':memory:' && { mark: auditMarkFile }),
  world,
  auditKey: auditKey ?? keyFile(auditKeyFile),
})

/**
 * Opens the store for writing, settled as after a restore if it was set back to an older state; throws UserError if
 * the audit key is not the one that its record was signed with.
 */
const openToWrite = async (options: StoreOptions): Promise<Store> => {
  const store = await openStore(options)
  if (await store.audit.fits()) {
    const settled = await settleIfBehind(store, options.world)
    if (settled) options.world.log.error('store.behind', { unsure: settled.unsure, unposted: settled.unposted })
    return store
  }
  await store.close()
  throw new UserError(
    'The audit key is not the one that the record in the database was signed with. Put the former key back (COXSWAIN_AUDIT_KEY, or the file audit.key beside the database). If it is lost, the record cannot be verified any more: keep that database aside and begin with a new one.',
  )
}

/** A redactor that knows every secret of the settings. */
export const redactorOf = (config: Config): Redactor => {
  const redactor = createRedactor()
  for (const secret of config.secrets) redactor.add(secret)
  redactor.redact('')
  return redactor
}

/** The sets of the figures' labels that are known now. */
const setsOf = (config: Config, commands: readonly Command[], names: Systems) => ({
  command: commands.map(({ name }) => name),
  connection: config.connections.map(({ id }) => id),
  scope: Object.values(names).flatMap(({ scopes }) => scopes),
  token: config.connections.flatMap(({ tokens }) => tokens.map(({ name }) => name)),
  version: [about.version],
  node: [nodeVersion],
})

/**
 * The connections of the settings, none of them asked yet; people's own keys are found in `keys`. `close` waits for their
 * writes.
 */
export const reach = (
  config: Config,
  world: World,
  names: Systems,
  { limits: given = {}, keys }: Pick<Overrides, 'limits'> & { readonly keys?: Pick<Context, 'store' | 'sealer'> } = {},
) => {
  const reached = config.connections.map((one) => {
    const system = systems.find(({ name }) => name === one.system)
    if (!system) throw new Error(`${one.system} is not a system`)
    const id = one.id as `${string}/${string}`
    const limits = { ...(one.concurrency !== undefined && { sockets: one.concurrency }), ...given }
    const transport = createTransport({ ...one, id, limits }, world)
    const { scopes = [], alone = [] } = names[one.system] ?? {}
    const bot = tokenSource(one.tokens, scopes, alone)
    const tokens = system.personalKeys && keys ? { ...bot, own: ownKeysOf(keys, id) } : bot
    const connection = connect(system, { ...one, id, ...limits }, tokens, transport, world)
    const reachable: Reachable = { connection, name: one.name, isDefault: one.isDefault, channels: one.channels }
    return { transport, reachable }
  })
  return {
    connections: reached.map(({ reachable }) => reachable),
    close: async () => void (await Promise.all(reached.map(({ transport }) => transport.close()))),
  }
}

/** What the settings name in Slack: channels by their ids, each with what for, and the people of groups. */
export const namedIn = ({ connections, groups, shared, openChannels, operators, alerts, watches }: Config) => {
  const uses: readonly (readonly [string, string])[] = [
    ...(operators === undefined ? [] : [[operators, 'operators'] as const]),
    ...connections.flatMap(({ id, channels }) => channels.map((channel) => [channel, id] as const)),
    ...groups.flatMap(({ name, channels = [] }) => channels.map((channel) => [channel, `group ${name}`] as const)),
    ...shared.map((channel) => [channel, 'shared'] as const),
    ...openChannels.map((channel) => [channel, 'answers'] as const),
    ...Object.keys(alerts.channels).map((channel) => [channel, 'alerts'] as const),
    ...watches.map(({ channel, name }) => [channel, `watch ${name}`] as const),
  ]
  // Slack reports nothing about direct messages with somebody, and there is nothing to fix.
  const named = Map.groupBy(
    uses.filter(([channel]) => !channel.startsWith('D')),
    ([channel]) => channel,
  )
  return { groups, channels: new Map([...named].map(([id, some]) => [id, some.map(([, use]) => use)])) }
}

/** What follows the settings while the bot runs. */
const following = (
  config: Config,
  {
    world,
    names,
    limits,
    store,
  }: Pick<Overrides, 'limits'> & {
    readonly world: World
    readonly names: Systems
    readonly store: Store
  },
) => {
  const sealer = sealerOf(config, world)
  const keys = { store, sealer }
  const { connections, close } = reach(config, world, names, { keys, ...(limits && { limits }) })
  const { groups, approvals, identity } = config
  const sensitive = Object.values(names).flatMap((of) => of.sensitive)
  const policy = createPolicy({ groups, approvals, identity, sensitive, words: scopesInWords })
  return { config, connections, policy, sealer, checks: checksOf(config, connections, async () => store, world), close }
}

/** How long what was replaced is kept for what is in progress, in milliseconds. */
const keptMs = 15 * 60_000

/** Puts everything together: the one place that knows all parts. Throws UserError if a part cannot start. */
export const createApp = async (config: Config, overrides: Overrides = {}): Promise<App> => {
  const redactor = redactorOf(config)
  const commands = overrides.commands ?? (await loadCommands(commandsFolder))
  const names = settingsNames(commands)
  let now: { readonly config: Config } = { config }
  const meter = createMeter(live(() => setsOf(now.config, commands, names)))
  const replica = (overrides.world?.ids ?? hostIds).id()
  const program = { version: about.version, replica }
  const log = createLog({ level: config.logLevel, redactor, clock: hostClock, program }, overrides.log)
  const world = overrides.world ?? {
    ...hostWorld(log, meter.metrics),
    ...(overrides.clock && { clock: overrides.clock }),
  }
  for (const warning of config.warnings) world.log.warn('settings', { warning })
  const store = await openToWrite(storeOptions(config, world))
  const made = { world, names, store, ...(overrides.limits && { limits: overrides.limits }) }
  let followed = following(config, made)
  now = followed
  const replaced = new Set<() => Promise<void>>()
  const closing = new AbortController()
  const activeConfirmations = createActiveConfirmations(world.clock)
  const fixed = {
    world,
    store,
    commands,
    people: overrides.people ?? { fresh: async (principal: Principal) => principal },
    shared: config.shared,
    replica,
    activeConfirmations,
    lines: createLines(),
    display: slackDisplay,
    program: { version: about.version, node: nodeVersion, startedAt: world.clock.now() },
  }
  const contextNow = (): Context => {
    const { connections, policy, sealer, checks } = followed
    const { openChannels, alerts } = followed.config
    return { ...fixed, connections, policy, sealer, checks, openChannels, alerts }
  }
  let context = contextNow()
  return {
    redactor,
    meter,
    context: live(() => context),
    reload: async (next) => {
      for (const secret of next.secrets) redactor.add(secret)
      const wanted = following(next, made)
      if (next.doctor === 'strict')
        await refuseExcess(wanted.connections, world).catch(async (error: unknown) => {
          await wanted.close()
          throw error
        })
      const { close } = followed
      followed = wanted
      now = wanted
      context = contextNow()
      replaced.add(close)
      world.clock.sleep(keptMs, closing.signal).then(
        () => {
          replaced.delete(close)
          return close()
        },
        () => {},
      )
    },
    close: async () => {
      closing.abort()
      await activeConfirmations.drain()
      await Promise.all([followed.close, ...replaced].map((close) => close()))
      await store.close()
      log.end()
    },
  }
}
