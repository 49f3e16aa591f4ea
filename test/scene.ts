import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type LocalSlackOptions, startLocalSlack } from 'local-slack'
import { slashCommands } from 'play/slash-commands'
import { type Play, startPlay } from 'play/systems'
import { onTestFinished } from 'vitest'
import { botScopes } from '../src/slack/scopes.ts'
import { loadedCommands } from './loaded.ts'
import type { Engine } from './store/engines.ts'

/** What a scene has around its bots. */
export interface Around {
  /** The time of the local systems, of this machine if absent. */
  readonly now?: () => number
  /** The settings file of the playground, changed. */
  readonly settings?: ((yaml: string) => string) | undefined
  /** The newest API of prod. */
  readonly api?: number | undefined
  /** The release of prod, such as `8.3.0`, where it matters. */
  readonly release?: string | undefined
  /** Systems that are started beside Rudder. */
  readonly beside?: readonly ('lens' | 'redash' | 'rill')[] | undefined
}

/** Local systems and a database, which outlive the bots of a test and end with it. */
export const setScene = async (
  { fresh }: Pick<Engine, 'fresh'>,
  { now, settings, api, release, beside = [] }: Around = {},
) => {
  const play: Play<'rudder'> & Partial<Pick<Play<'lens' | 'redash' | 'rill'>, 'lens' | 'redash' | 'rill'>> =
    await startPlay({
      only: ['rudder', ...beside],
      ...(now && { now }),
      ...(api !== undefined && { rudder: { api, ...(release && { release }) } }),
    })
  onTestFinished(() => play.close())
  const rewrite = (change: (yaml: string) => string): void => {
    const file = join(play.folder, 'coxswain.yml')
    writeFileSync(file, change(readFileSync(file, 'utf8')))
  }
  if (settings) rewrite(settings)
  const { settings: database } = await fresh()
  return { play, rudder: play.rudder.prod, database, rewrite }
}

/** The same with a local Slack; `env` leads a bot to all of it, but for the secret with which Slack's payloads come. */
export const setSlackScene = async (
  engine: Pick<Engine, 'fresh'>,
  around: Around = {},
  options: Partial<LocalSlackOptions> = {},
) => {
  const scene = await setScene(engine, around)
  const slack = await startLocalSlack({
    ...(around.now && { now: around.now }),
    commands: slashCommands(await loadedCommands()),
    scopes: botScopes.map(({ scope }) => scope),
    ...options,
  })
  onTestFinished(() => slack.close())
  const env: Readonly<Record<string, string>> = {
    ...scene.play.env,
    HOST: '127.0.0.1',
    PORT: '0',
    OPS_PORT: '0',
    SLACK_BOT_TOKEN: slack.botToken,
    SLACK_API_URL: slack.apiUrl,
  }
  return { ...scene, slack, env }
}
