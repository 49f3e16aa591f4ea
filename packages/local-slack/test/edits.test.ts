import { expect, test } from 'vitest'
import { type Got, payloadOf, startSlack, withButtons } from './start-slack.ts'

// biome-ignore lint/suspicious/noExplicitAny: tests look at events of every shape
const envelope = (got: Got | undefined): any => JSON.parse(got?.body ?? 'null')

test('a mention that is edited comes again: the same ts, another event id, and edited', async () => {
  const { slack, bot } = await startSlack()
  await slack.type('ana', 'ops', '@coxswain compliance')
  const [message] = slack.seen('ops')
  if (!message) throw new Error('nothing is seen')
  await slack.edit('ana', message, '@coxswain compliance now')
  const [first, again] = bot.got.map(envelope)
  expect(again.event).toMatchObject({ type: 'app_mention', ts: first.event.ts, edited: { user: 'U07ANA' } })
  expect(again.event_id).not.toBe(first.event_id)
  expect(slack.seen('ops')[0]?.text).toBe('<@U0COXSWAIN> compliance now')
  await expect(slack.edit('marc', message, 'x')).rejects.toThrow('marc wrote no message')
})

test('in direct messages the bot is told what changed', async () => {
  const { slack, bot } = await startSlack()
  const direct = slack.direct('ana')
  await slack.type('ana', direct, 'one')
  const [message] = slack.seen(direct)
  if (!message) throw new Error('nothing is seen')
  await slack.edit('ana', message, 'two')
  expect(envelope(bot.got[1]).event).toMatchObject({
    type: 'message',
    subtype: 'message_changed',
    hidden: true,
    channel_type: 'im',
    message: { text: 'two', ts: message.ts },
    previous_message: { text: 'one' },
  })
  const { event } = envelope(bot.got[1])
  expect(event.user).toBeUndefined()
})

test('a file, and whatever else comes with a text', async () => {
  const { slack, bot } = await startSlack()
  await slack.type('ana', slack.direct('ana'), 'look', { file: 'a.png' })
  await slack.type('ana', slack.direct('ana'), 'look', { event: { subtype: 'me_message' } })
  expect(envelope(bot.got[0]).event).toMatchObject({ subtype: 'file_share', text: 'look', files: [{ name: 'a.png' }] })
  expect(envelope(bot.got[1]).event).toMatchObject({ subtype: 'me_message', text: 'look' })
})

test('a channel of another organization: its team is outside, ours in the authorizations', async () => {
  const { slack, bot, client } = await startSlack()
  slack.mark('partners', 'hosted', true)
  await slack.type('ana', 'partners', '@coxswain look')
  expect(envelope(bot.got[0])).toMatchObject({ team_id: 'T0OTHER', authorizations: [{ team_id: 'T0ACME' }] })
  const { ts = '' } = await client.chat.postMessage({ channel: 'C0PARTNERS', ...withButtons('Go') })
  await slack.press('ana', { channel: 'C0PARTNERS', ts }, 'Go')
  expect(payloadOf(bot.got[1] ?? { body: '' })).toMatchObject({ team: { id: 'T0OTHER' }, user: { team_id: 'T0ACME' } })
})

test('an Enterprise Grid: people belong to the organization, and payloads name it', async () => {
  const { slack, bot, client } = await startSlack({ enterprise: 'E0ACME' })
  expect(await client.auth.test()).toMatchObject({ enterprise_id: 'E0ACME', team_id: 'T0ACME' })
  const { user } = await client.users.info({ user: 'U07ANA' })
  expect(user).toMatchObject({ enterprise_user: { enterprise_id: 'E0ACME', teams: ['T0ACME'] } })
  expect(user).not.toHaveProperty('team_id')
  await slack.type('ana', 'ops', '/rudder compliance')
  expect(new URLSearchParams(bot.got[0]?.body).get('enterprise_id')).toBe('E0ACME')
})

test('an installation in the whole organization, and a bot that belongs to no app', async () => {
  const wide = await startSlack({ installed: 'organization' })
  expect(await wide.client.auth.test()).toMatchObject({ is_enterprise_install: true, team_id: 'E0ACME' })
  const legacy = await startSlack({ installed: 'legacy' })
  expect((await legacy.client.bots.info({ bot: 'B0COXSWAIN' })).bot).not.toHaveProperty('app_id')
})
