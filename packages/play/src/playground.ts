import { setTimeout } from 'node:timers/promises'
import { type LocalSlack, startLocalSlack } from 'local-slack'
import { createPage } from 'local-slack/page'
import { commandsFolder, settingsNames } from '../../../src/app.ts'
import { exitCodes } from '../../../src/cli/exit.ts'
import type { PlayParts } from '../../../src/cli/playground.ts'
import { untilSignal } from '../../../src/cli/signal.ts'
import { loadCommands } from '../../../src/command/load.ts'
import { readConfig } from '../../../src/config.ts'
import { UserError } from '../../../src/errors.ts'
import { type Running, start } from '../../../src/main.ts'
import { botScopes } from '../../../src/slack/scopes.ts'
import type { Clock } from '../../../src/world.ts'
import { createLevers } from './levers.ts'
import { accounts } from './people.ts'
import { slashCommands } from './slash-commands.ts'
import { startPlay } from './start-systems.ts'

/** The playground: the bot, a local Slack and the local systems, all on loopback. */
export interface Playground {
  readonly slack: LocalSlack
  readonly bot: Running
  close(): Promise<void>
}

/** Starts the real bot against a local Slack and local systems; reads nothing of this machine's own settings. */
export const startPlayground = async (port: number): Promise<Playground> => {
  const commands = await loadCommands(commandsFolder)
  let passed = 0
  const now = () => Date.now() + passed
  const clock: Clock = { now, sleep: (ms, signal) => setTimeout(ms, undefined, signal ? { signal } : {}) }
  const play = await startPlay({ now })
  const levers = createLevers(play, {
    pass: (ms) => {
      passed += ms
    },
  })
  const scopes = botScopes.map(({ scope }) => scope)
  const slack = await startLocalSlack({
    port,
    now,
    commands: slashCommands(commands),
    scopes,
    levers,
    limitsPosts: true,
    page: createPage,
    people: accounts,
  }).catch(async (error: unknown) => {
    await play.close()
    throw new UserError(
      `The playground cannot listen on port ${port} (${error instanceof Error && 'code' in error ? String(error.code) : 'unknown'}). Choose another: --port <number>.`,
    )
  })
  const env = {
    ...play.env,
    LOG_LEVEL: 'error',
    HOST: '127.0.0.1',
    PORT: '0',
    OPS_PORT: '0',
    SLACK_BOT_TOKEN: slack.botToken,
    SLACK_SIGNING_SECRET: slack.signingSecret,
    SLACK_API_URL: slack.apiUrl,
    // What it seals is gone when the playground ends.
    COXSWAIN_SEALING_KEY: 'of-the-playground-where-nothing-is-secret',
  }
  const config = readConfig({ env, systems: settingsNames(commands), folder: play.folder })
  const bot = await start(config, { commands, clock, limits: { briefMs: 0 } })
  slack.deliverTo(`${bot.open?.url}/slack/events`)
  return {
    slack,
    bot,
    close: async () => {
      await bot.stop()
      await slack.close()
      await play.close()
    },
  }
}

/** `coxswain play`: opens the playground until it is told to stop; gives the exit code. */
export const play: PlayParts['playground']['play'] = async (port, out) => {
  const chosen = Number(port ?? 3999)
  if (!Number.isInteger(chosen) || chosen < 0 || chosen > 65_535)
    throw new UserError('--port must be a whole number from 1 to 65535.')
  const playground = await startPlayground(chosen)
  out(`Coxswain playground: ${playground.slack.url}`)
  try {
    await Promise.race([untilSignal(), playground.bot.ended])
  } finally {
    await playground.close()
  }
  return exitCodes.done
}
