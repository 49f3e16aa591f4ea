import type { Command } from '../../command/command.ts'
import { manifestOf } from '../../slack/manifest.ts'
import type { Answers, InitConnection } from './answers.ts'
import { variableOf } from './settings.ts'

// Servers and mail programs cut longer addresses.
const longest = 4000

/** Slack's page that makes an app from this manifest; undefined if the address would be too long to be opened. */
export const appLink = (manifest: object): string | undefined => {
  const link = `https://api.slack.com/apps?new_app=1&manifest_json=${encodeURIComponent(JSON.stringify(manifest))}`
  return link.length > longest ? undefined : link
}

const socketMode =
  'You gave no address, so this is an app for Socket Mode: the bot opens a socket to Slack, and nobody needs to reach it. For requests over HTTP instead: npm run coxswain -- manifest --url https://… prints that manifest, to paste under App Manifest; then put SLACK_SIGNING_SECRET into .env in place of SLACK_APP_TOKEN.'

const copyFromSlack = (publicUrl: string | undefined): string =>
  publicUrl === undefined
    ? 'From the Slack app copy the Bot User OAuth Token (OAuth & Permissions) into .env; and under Basic Information, “App-Level Tokens”, generate one with the scope connections:write, and copy it there too.'
    : 'From the Slack app copy the Bot User OAuth Token (OAuth & Permissions) and the Signing Secret (Basic Information) into .env.'

const makeTokens = (connected: InitConnection): string =>
  connected.system.setup.next(connected.system.setup.tokens.map((token) => variableOf(connected, token)))

/** What to do when the files are written. */
export const nextSteps = ({ connections, publicUrl }: Answers, commands: readonly Command[]): string => {
  const url = publicUrl === undefined ? {} : { url: publicUrl }
  const systems = connections.map(({ system }) => system.name)
  const link = appLink(manifestOf({ commands, systems, own: 'cox', prefix: '', ...url }))
  const paste = `npm run coxswain -- manifest${publicUrl === undefined ? '' : ` --url ${publicUrl}`}`
  const steps = [
    copyFromSlack(publicUrl),
    ...connections.map(makeTokens),
    'npm run coxswain -- doctor, which says what is still missing or wrong.',
    'npm start, then in Slack: /cox help, and /invite @coxswain in the channels where it shall answer.',
  ]
  return [
    'Written: coxswain.yml, and .env that only you can read.',
    '',
    link === undefined
      ? `Make the Slack app: open https://api.slack.com/apps?new_app=1, choose “from a manifest”, and paste what this prints: ${paste}`
      : 'Slack makes the app from this manifest; open it, choose your workspace, then Install:',
    ...(link === undefined ? [] : ['', link]),
    '',
    ...(publicUrl === undefined ? [socketMode, ''] : []),
    'Next:',
    ...steps.map((step, at) => `${at + 1}. ${step}`),
  ].join('\n')
}
