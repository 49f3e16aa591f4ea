import { mkdirSync } from 'node:fs'
import { commandsFolder, settingsNames } from '../app.ts'
import { loadCommands } from '../command/load.ts'
import { environment, readConfig } from '../config.ts'
import { type Running, start as startBot } from '../main.ts'
import { holdAlone } from '../store/alone.ts'
import { exitCodes } from './exit.ts'
import { untilSignal } from './signal.ts'

/** How long deliveries are still accepted after a signal to stop, in milliseconds: meanwhile a load balancer removes it. */
const leaveMs = 5_000

const leave = async ({ app: { context }, open, retire }: Running): Promise<void> => {
  retire()
  // A socket brings nothing that another would not get, and on SQLite there is no other.
  if (open && context.store.engine === 'postgres') await context.world.clock.sleep(leaveMs)
}

/** `coxswain start`: the bot for Slack, until it gets a signal to stop; returns the exit code. */
export const startForSlack = async (note: (text: string) => void): Promise<number> => {
  const commands = await loadCommands(commandsFolder)
  const config = readConfig({ env: environment(), systems: settingsNames(commands) })
  mkdirSync(config.dataFolder, { recursive: true, mode: 0o700 })
  const release = config.store.url ? undefined : holdAlone(config.store.file)
  const bot = await startBot(config, { commands })
  bot.app.meter.watchProcess()
  const takes = bot.open ? `takes Slack's requests at ${bot.open.url}/slack/events` : 'opens its own socket to Slack'
  note(`Coxswain ${takes}; health and figures are at ${bot.ops.url}.`)
  try {
    await Promise.race([untilSignal().then(() => leave(bot)), bot.ended])
  } finally {
    await bot.stop()
    release?.()
  }
  return exitCodes.done
}
