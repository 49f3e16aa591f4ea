import { type LocalSlack, type LocalSlackOptions, startLocalSlack } from 'local-slack'
import { slashCommands } from 'play/slash-commands'
import { type Play, startPlay } from 'play/systems'
import { commandsFolder } from '../../src/app.ts'
import { loadCommands } from '../../src/command/load.ts'
import { botScopes } from '../../src/slack/scopes.ts'

/** Where a bot works, as plain data: what it is started with. */
export interface Account {
  /** With the settings file in it. */
  readonly folder: string
  readonly env: Readonly<Record<string, string>>
}

/** A local Slack and local systems that bots in other processes work with. */
export interface Town extends Account {
  readonly slack: LocalSlack
  readonly play: Play<'rudder'>
  close(): Promise<void>
}

/** Milliseconds since 1970, with what Date.now() leaves out. */
export const preciseNow = (): number => performance.timeOrigin + performance.now()

/** Starts the town in real time, in this process; `nodes` are those that Rudder manages. */
export const startTown = async ({
  nodes = 400,
  ...options
}: { readonly nodes?: number } & Partial<LocalSlackOptions> = {}): Promise<Town> => {
  const play = await startPlay({ only: ['rudder'], rudder: { nodes }, now: preciseNow })
  const slack = await startLocalSlack({
    now: preciseNow,
    commands: slashCommands(await loadCommands(commandsFolder)),
    scopes: botScopes.map(({ scope }) => scope),
    ...options,
  })
  return {
    slack,
    play,
    folder: play.folder,
    env: {
      ...play.env,
      LOG_LEVEL: 'warn',
      SLACK_API_URL: slack.apiUrl,
      SLACK_BOT_TOKEN: slack.botToken,
      SLACK_SIGNING_SECRET: slack.signingSecret,
    },
    close: async () => {
      await slack.close()
      await play.close()
    },
  }
}
