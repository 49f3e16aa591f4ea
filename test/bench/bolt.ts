import bolt from '@slack/bolt'

// A bare Bolt app, as its documents show it: what ours is held against. It acknowledges; with SYSTEM it also fetches that and posts it.
const {
  SLACK_BOT_TOKEN = '',
  SLACK_SIGNING_SECRET = '',
  SLACK_API_URL = '',
  PORT = '',
  SYSTEM,
  PLAY_PROD_READ,
} = process.env

const receiver = new bolt.HTTPReceiver({
  signingSecret: SLACK_SIGNING_SECRET,
  logLevel: bolt.LogLevel.ERROR,
  customRoutes: [{ path: '/healthz', method: 'GET', handler: (_, response) => void response.end('ok') }],
})
const app = new bolt.App({
  token: SLACK_BOT_TOKEN,
  receiver,
  logLevel: bolt.LogLevel.ERROR,
  clientOptions: { slackApiUrl: SLACK_API_URL },
})
app.command(/.*/, async ({ ack, client, command }) => {
  await ack()
  if (SYSTEM === undefined) return
  const answer = await fetch(SYSTEM, { headers: { 'X-API-Token': PLAY_PROD_READ ?? '' } })
  const { data } = (await answer.json()) as { data: { rules: { displayName: string; enabled: boolean }[] } }
  const lines = data.rules.slice(0, 30).map(({ displayName, enabled }) => `${displayName}: ${enabled}`)
  await client.chat.postMessage({ channel: command.channel_id, text: lines.join('\n') })
})
await app.start({ port: Number(PORT), host: '127.0.0.1' })
