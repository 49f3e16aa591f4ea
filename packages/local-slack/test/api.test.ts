import { describe, expect, test } from 'vitest'
import { allScopes, clientOf, refusal, startSlack } from './start-slack.ts'

const form = (url: string, body: string, headers: Record<string, string> = {}) =>
  fetch(url, { method: 'POST', body, headers: { 'content-type': 'application/x-www-form-urlencoded', ...headers } })

describe('the token', () => {
  test('says which app of which workspace it is', async () => {
    const { slack, client } = await startSlack()
    const { team, bot, app, botUser } = slack.ids
    expect(await client.auth.test()).toMatchObject({ team_id: team, bot_id: bot, user_id: botUser })
    expect(await client.bots.info({ bot })).toMatchObject({ bot: { app_id: app, user_id: botUser } })
    expect((await client.auth.test()).response_metadata?.scopes).toEqual(allScopes)
    expect(await client.team.info()).toMatchObject({ team: { id: team, domain: 'acme' } })
  })

  test('without one, with a wrong one, in the form, and never recorded', async () => {
    const { slack } = await startSlack()
    expect(await refusal(clientOf(slack, 'xoxb-wrong').auth.test())).toMatchObject({ error: 'invalid_auth' })
    expect(await (await form(`${slack.apiUrl}auth.test`, '')).json()).toEqual({ ok: false, error: 'not_authed' })
    expect(await (await form(`${slack.apiUrl}auth.test`, `token=${slack.botToken}`)).json()).toMatchObject({ ok: true })
    expect(slack.calls.map(({ answered }) => answered)).toEqual(['invalid_auth', 'not_authed', 'ok'])
    expect(JSON.stringify(slack.calls)).not.toContain('xoxb')
  })

  test('without the scope that a method needs', async () => {
    const { client } = await startSlack({ scopes: ['chat:write'] })
    expect(await refusal(client.users.info({ user: 'U07ANA' }))).toMatchObject({
      error: 'missing_scope',
      needed: 'users:read',
      provided: 'chat:write',
    })
    expect(await refusal(client.conversations.info({ channel: 'C0OPS' }))).toMatchObject({ error: 'missing_scope' })
  })

  test('a scope for public channels does not open private ones', async () => {
    const { slack, client } = await startSlack({ scopes: ['channels:read'] })
    slack.invite('war-room')
    await client.conversations.info({ channel: 'C0OPS' })
    expect(await refusal(client.conversations.info({ channel: 'G0WARROOM' }))).toMatchObject({ needed: 'groups:read' })
  })

  test('an unknown method, always with status 200', async () => {
    const { slack, client } = await startSlack()
    expect(await refusal(client.apiCall('no.such'))).toMatchObject({ error: 'unknown_method' })
    expect((await form(`${slack.apiUrl}no.such`, '')).status).toBe(200)
  })
})

describe('arguments', () => {
  const bodies = {
    'application/x-www-form-urlencoded': 'channel=C0OPS&text=hi&blocks=%5B%7B%22type%22%3A%22divider%22%7D%5D',
    'application/json; charset=utf-8': '{"channel":"C0OPS","text":"hi","blocks":[{"type":"divider"}]}',
    'multipart/form-data; boundary=x': `--x\r\nContent-Disposition: form-data; name="channel"\r\n\r\nC0OPS\r\n--x\r\nContent-Disposition: form-data; name="text"\r\n\r\nhi\r\n--x\r\nContent-Disposition: form-data; name="blocks"\r\n\r\n[{"type":"divider"}]\r\n--x--\r\n`,
  }
  test.for(Object.entries(bodies))('as %s', async ([type, body]) => {
    const { slack } = await startSlack()
    const headers = { 'content-type': type, authorization: `Bearer ${slack.botToken}` }
    expect(await (await form(`${slack.apiUrl}chat.postMessage`, body, headers)).json()).toMatchObject({ ok: true })
    expect(slack.calls[0]?.args).toEqual({ channel: 'C0OPS', text: 'hi', blocks: [{ type: 'divider' }] })
    expect(slack.seen('ops')).toMatchObject([{ text: 'hi', blocks: [{ type: 'divider' }] }])
  })

  test('that cannot be read, that are missing, and that are too long', async () => {
    const { slack } = await startSlack()
    const headers = { 'content-type': 'application/json', authorization: `Bearer ${slack.botToken}` }
    const posted = async (body: string) => form(`${slack.apiUrl}chat.postMessage`, body, headers)
    expect(await (await posted('{"channel":')).json()).toMatchObject({ error: 'invalid_form_data' })
    expect(await (await posted('{}')).json()).toMatchObject({ error: 'invalid_arguments' })
    expect((await posted(`"${'x'.repeat(5_000_001)}"`)).status).toBe(413)
  })
})

describe('people', () => {
  test('a member, a guest, a stranger, the bot, and somebody who is changed', async () => {
    const { slack, client } = await startSlack()
    const info = async (who: string) => (await client.users.info({ user: slack.users[who] ?? who })).user
    expect(await info('ana')).toMatchObject({
      id: 'U07ANA',
      team_id: 'T0ACME',
      deleted: false,
      is_restricted: false,
      profile: { email: 'ana@acme.example' },
    })
    expect(await info('gus')).toMatchObject({ is_restricted: true, profile: { email: 'gus@partner.example' } })
    const sam = await info('sam')
    expect(sam).toMatchObject({ is_stranger: true, team_id: 'T0OTHER' })
    expect(sam?.profile).not.toHaveProperty('email')
    expect(await info('coxswain')).toMatchObject({ is_bot: true })
    expect(await refusal(info('U0NOBODY'))).toMatchObject({ error: 'user_not_found' })

    slack.change('ana', { deleted: true, email: 'ana@elsewhere.example' })
    expect(await info('ana')).toMatchObject({ deleted: true, profile: { email: 'ana@elsewhere.example' } })
  })

  test('no e-mail without the scope for it', async () => {
    const { client } = await startSlack({ scopes: ['users:read'] })
    expect((await client.users.info({ user: 'U07ANA' })).user?.profile).not.toHaveProperty('email')
    expect(await refusal(client.users.lookupByEmail({ email: 'ana@acme.example' }))).toMatchObject({
      needed: 'users:read.email',
    })
  })

  test('by e-mail, all of them, and their groups', async () => {
    const { slack, client } = await startSlack()
    expect((await client.users.lookupByEmail({ email: 'ANA@acme.example' })).user?.id).toBe('U07ANA')
    expect(await refusal(client.users.lookupByEmail({ email: 'sam@other.example' }))).toMatchObject({
      error: 'users_not_found',
    })
    slack.change('marc', { deleted: true })
    expect(await refusal(client.users.lookupByEmail({ email: 'marc@acme.example' }))).toBeTruthy()
    const { members = [] } = await client.users.list({})
    expect(members.map(({ id }) => id)).toEqual(['U07ANA', 'U03MARC', 'U05RITA', 'U09GUS', slack.ids.botUser])
    const { usergroups = [] } = await client.usergroups.list({ include_users: true })
    expect(usergroups).toMatchObject([{ handle: 'rudder-operators', users: ['U07ANA', 'U03MARC'] }])
    expect((await client.usergroups.users.list({ usergroup: usergroups[0]?.id ?? '' })).users).toHaveLength(2)
    expect(await refusal(client.usergroups.users.list({ usergroup: 'S0' }))).toMatchObject({ error: 'no_such_subteam' })
  })
})

describe('conversations', () => {
  test('public with and without the bot, shared, private, direct', async () => {
    const { slack, client } = await startSlack()
    const info = async (channel: string) => (await client.conversations.info({ channel })).channel
    expect(await info('C0OPS')).toMatchObject({ name: 'ops', is_member: true, is_private: false, is_ext_shared: false })
    expect(await info('C0RANDOM')).toMatchObject({ is_member: false })
    expect(await info('C0PARTNERS')).toMatchObject({ is_ext_shared: true })
    expect(await refusal(info('G0WARROOM'))).toMatchObject({ error: 'channel_not_found' })
    expect(await refusal(info('C0NONE'))).toMatchObject({ error: 'channel_not_found' })
    expect(await info(slack.direct('rita'))).toMatchObject({ is_im: true, user: 'U05RITA' })

    slack.invite('war-room')
    expect(await info('G0WARROOM')).toMatchObject({ is_private: true, is_member: true })
    slack.wake('ops')
    slack.mark('staging', 'shared', true)
    slack.mark('staging', 'archived', true)
    slack.mark('random', 'pending', true)
    expect(await info('C0OPS')).toMatchObject({ is_member: false })
    expect(await info('C0RANDOM')).toMatchObject({ is_ext_shared: false, is_pending_ext_shared: true })
    slack.mark('random', 'pending', false)
    expect(await info('C0RANDOM')).toMatchObject({ is_pending_ext_shared: false })
    expect(await info('C0STAGING')).toMatchObject({ is_ext_shared: true, is_archived: true })
  })

  test('lists of channels and of who is in them', async () => {
    const { slack, client } = await startSlack()
    const names = async (args: object) => (await client.conversations.list(args)).channels?.map(({ name }) => name)
    expect(await names({})).toEqual(['ops', 'staging', 'random', 'partners'])
    slack.invite('war-room')
    slack.mark('random', 'archived', true)
    const types = 'public_channel,private_channel'
    expect(await names({ types, exclude_archived: true })).toEqual(['ops', 'staging', 'partners', 'war-room'])
    expect((await client.conversations.list({ types: 'im' })).channels).toHaveLength(5)
    const members = async (channel: string) => (await client.conversations.members({ channel })).members
    expect(await members('C0OPS')).toEqual(['U07ANA', 'U03MARC', 'U05RITA', slack.ids.botUser])
    expect(await members('C0PARTNERS')).toContain('U0SAM')
    expect(await members('C0RANDOM')).not.toContain(slack.ids.botUser)
  })

  test('a direct one, opened', async () => {
    const { slack, client } = await startSlack()
    const { channel } = await client.conversations.open({ users: 'U07ANA' })
    expect(channel?.id).toBe(slack.direct('ana'))
    expect(await refusal(client.conversations.open({ users: 'U0' }))).toMatchObject({ error: 'user_not_found' })
  })
})

test('emoji on messages', async () => {
  const { client } = await startSlack()
  const { ts = '' } = await client.chat.postMessage({ channel: 'C0OPS', text: 'hi' })
  const eyes = { channel: 'C0OPS', timestamp: ts, name: 'eyes' }
  await client.reactions.add(eyes)
  expect(await refusal(client.reactions.add(eyes))).toMatchObject({ error: 'already_reacted' })
  await client.reactions.remove(eyes)
  expect(await refusal(client.reactions.remove(eyes))).toMatchObject({ error: 'no_reaction' })
  expect(await refusal(client.reactions.add({ ...eyes, name: 'not a name' }))).toMatchObject({ error: 'invalid_name' })
})
