import { commandsFolder, namesOf } from '../app.ts'
import { type Command, loadCommands } from '../command/load.ts'
import { usage } from '../command/usage.ts'
import { readConfig } from '../config.ts'
import { UserError } from '../errors.ts'
import { hostWorld } from '../host.ts'
import { type Running, start } from '../main.ts'
import { createLevers } from '../playground/levers.ts'
import { startPlay } from '../playground/play.ts'
import { type LocalSlack, startLocalSlack } from '../playground/slack/index.ts'
import { createPage } from '../playground/slack/page/serve.ts'
import { manifestOf } from '../slack/manifest.ts'
import { botScopes } from '../slack/scopes.ts'
import { createLog } from '../telemetry/log.ts'
import { createRedactor } from '../vault/secret.ts'
import { exitCodes } from './exit.ts'
import { untilSignal } from './signal.ts'

/** The slash commands of the local workspace, as the manifest has them, with lines to complete to. */
export const slashCommands = (commands: readonly Command[]) => {
  const systems = [...new Set(commands.map(({ words }) => words[0] ?? ''))]
  const { features } = manifestOf({ commands, systems, own: 'cox', prefix: '' })
  return features.slash_commands.map(({ command, description, usage_hint }) => ({
    command,
    description,
    hint: usage_hint,
    completions: commands
      .map((one) => usage(one))
      .filter((line) => `/${line}`.startsWith(`${command} `))
      .map((line) => line.slice(command.length)),
  }))
}

/** The playground: the bot, a local Slack and the local systems, all on loopback. */
export interface Playground {
  readonly slack: LocalSlack
  readonly bot: Running
  close(): Promise<void>
}

/** Starts the real bot against a local Slack and local systems; reads nothing of this machine's own settings. */
export const startPlayground = async (port: number): Promise<Playground> => {
  const commands = await loadCommands(commandsFolder)
  const { clock: real } = hostWorld(createLog({ level: 'silent', redactor: createRedactor() }))
  let passed = 0
  const clock = { ...real, now: () => real.now() + passed }
  const now = clock.now
  const play = await startPlay({ now })
  const levers = createLevers(play, {
    pass: (ms) => {
      passed += ms
    },
  })
  const scopes = botScopes.map(({ scope }) => scope)
  const slack = await startLocalSlack({
    ...{ port, now, commands: slashCommands(commands), scopes, levers, limitsPosts: true, page: createPage },
  }).catch(async (error: unknown) => {
    await play.close()
    throw new UserError(
      `The playground cannot listen on port ${port} (${error instanceof Error && 'code' in error ? String(error.code) : 'unknown'}). Choose another: --port <number>.`,
    )
  })
  const env = {
    ...play.env,
    ...{ LOG_LEVEL: 'error', HOST: '127.0.0.1', PORT: '0', OPS_PORT: '0' },
    ...{ SLACK_BOT_TOKEN: slack.botToken, SLACK_SIGNING_SECRET: slack.signingSecret, SLACK_API_URL: slack.apiUrl },
  }
  const config = readConfig({ env, systems: namesOf(commands), folder: play.folder })
  const bot = await start(config, { commands, clock })
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
export const play = async (port: string | undefined, out: (text: string) => void): Promise<number> => {
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
