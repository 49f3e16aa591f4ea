import { mkdirSync } from 'node:fs'
import about from '../../package.json' with { type: 'json' }
import { commandsFolder, settingsNames } from '../app.ts'
import { type Command, loadCommands } from '../command/load.ts'
import { type Config, environment, readConfig } from '../config.ts'
import { UserError } from '../errors.ts'
import { hostClock } from '../host.ts'
import { type Running, start as startBot } from '../main.ts'
import { holdAlone } from '../store/alone.ts'
import { createLog } from '../telemetry/log.ts'
import { createRedactor } from '../vault/secret.ts'
import type { Log } from '../world.ts'
import { exitCodes } from './exit.ts'
import { isWatched, logCrashes, logEnd } from './log-end.ts'
import { untilSignal } from './signal.ts'

/** How long deliveries are still accepted after a signal to stop, in milliseconds: meanwhile a load balancer removes it. */
const leaveMs = 5_000

/** How long the bot stays after a SIGINT at least, in milliseconds: npm passes on what the terminal sent to both, and the second one kills a bot that is just ending. */
const echoMs = 300

const leave = async ({ app: { context }, open, retire }: Running): Promise<void> => {
  retire()
  // A socket brings nothing that another would not get, and on SQLite there is no other.
  if (open && context.store.engine === 'postgres') await context.world.clock.sleep(leaveMs)
}

const settings = (commands: readonly Command[], ifWrong?: string): Config =>
  readConfig({ env: environment(), systems: settingsNames(commands), ...(ifWrong !== undefined && { ifWrong }) })

/** `coxswain start`: the bot for Slack, until it gets a signal to stop; returns the exit code. It prints JSON lines only. */
export const startForSlack = async (): Promise<number> => {
  const program = { version: about.version }
  let log: Log = createLog({ level: 'info', redactor: createRedactor(), clock: hostClock, program })
  let uncrashed = logCrashes(log)
  try {
    const commands = await loadCommands(commandsFolder)
    return await running(settings(commands), commands, (its) => {
      uncrashed()
      uncrashed = logCrashes(its)
      log = its
    })
  } catch (error) {
    return logEnd(log, error)
  }
}

const running = async (config: Config, commands: readonly Command[], begun: (log: Log) => void): Promise<number> => {
  mkdirSync(config.dataFolder, { recursive: true, mode: 0o700 })
  const release = config.store.url ? undefined : holdAlone(config.store.file)
  const bot = await startBot(config, { commands })
  const { clock, log } = bot.app.context.world
  begun(log)
  bot.app.meter.watchProcess()
  let since = clock.now()
  let echo: Promise<void> | undefined
  try {
    const told = untilSignal(isWatched() ? undefined : reloading(bot, commands)).then((signal) => {
      since = clock.now()
      log.info('stopping', { signal })
      if (signal === 'SIGINT') echo = clock.sleep(echoMs)
      return leave(bot)
    })
    await Promise.race([told, bot.ended])
  } finally {
    await bot.stop()
    release?.()
    log.info('stopped', { ms: clock.now() - since })
    await echo
  }
  return exitCodes.done
}

/** Reads the settings again, one time after the other; if they can't be used, the bot goes on by those before. */
const reloading = (bot: Running, commands: readonly Command[]): (() => void) => {
  const { log } = bot.app.context.world
  const reload = async () => {
    const next = settings(commands, '; the ones before stay in use.')
    const restart = await bot.reload(next)
    const counts = { connections: next.connections.length, groups: next.groups.length }
    log.info('reloaded', { ...counts, ...(restart.length > 0 && { restartFor: restart.join(', ') }) })
    for (const warning of next.warnings) log.warn('settings', { warning })
  }
  let last = Promise.resolve()
  return () => {
    last = last.then(reload).catch((error: unknown) => {
      if (error instanceof UserError) log.error('reload.refused', { why: error.message })
      else log.error('reload.refused', {}, error)
    })
  }
}
