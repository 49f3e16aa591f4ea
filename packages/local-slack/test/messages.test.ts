import { describe, expect, test } from 'vitest'
import { refusal, startSlack, withButtons } from './start-slack.ts'

const divider = { type: 'divider' }

describe('posting', () => {
  test('where the bot is, by id, by name, and to a person', async () => {
    const { slack, client } = await startSlack()
    const posted = await client.chat.postMessage({ channel: 'C0OPS', text: 'by id', blocks: [divider] })
    expect(posted).toMatchObject({ channel: 'C0OPS', message: { bot_id: slack.ids.bot, app_id: slack.ids.app } })
    await client.chat.postMessage({ channel: '#staging', text: 'by name' })
    expect(await client.chat.postMessage({ channel: 'U07ANA', text: 'to Ana' })).toMatchObject({
      channel: slack.direct('ana'),
    })
    const [byId] = slack.seen('ops', 'rita')
    expect(byId).toMatchObject({ ts: posted.ts, user: slack.ids.botUser, text: 'by id' })
    // As in Slack, a block that was given no id has one.
    expect(byId?.blocks?.[0]?.block_id).toMatch(/^\w+$/)
    expect(slack.seen('staging').map(({ text }) => text)).toEqual(['by name'])
    expect(slack.seen(slack.direct('ana'), 'ana')).toHaveLength(1)
    expect(slack.seen(slack.direct('ana'), 'marc')).toEqual([])
    expect(slack.seen('ops', 'gus')).toEqual([])
  })

  test('where the bot is not, or nobody may', async () => {
    const { slack, client } = await startSlack()
    const why = async (channel: string) => (await refusal(client.chat.postMessage({ channel, text: 'x' }))).error
    slack.mark('staging', 'archived', true)
    expect(await why('C0RANDOM')).toBe('not_in_channel')
    expect(await why('G0WARROOM')).toBe('channel_not_found')
    expect(await why('C0NONE')).toBe('channel_not_found')
    expect(await why('C0STAGING')).toBe('is_archived')
    slack.invite('war-room')
    await client.chat.postMessage({ channel: 'G0WARROOM', text: 'x' })
    slack.wake('ops')
    expect(await why('C0OPS')).toBe('not_in_channel')
  })

  test('chat:write.public opens the public ones', async () => {
    const { client } = await startSlack({ scopes: ['chat:write', 'chat:write.public'] })
    expect((await client.chat.postMessage({ channel: 'C0RANDOM', text: 'x' })).ok).toBe(true)
  })

  test('what it says', async () => {
    const { client } = await startSlack()
    const why = async (content: object) => {
      const said = client.apiCall('chat.postMessage', { channel: 'C0OPS', ...content })
      const { error, response_metadata: more } = await refusal(said)
      return [error, ...((more?.messages as string[] | undefined) ?? [])]
    }
    expect(await why({})).toEqual(['no_text'])
    expect(await why({ text: '', blocks: [] })).toEqual(['no_text'])
    expect(await why({ text: 'x'.repeat(4_001) })).toEqual(['msg_too_long'])
    expect(await why({ text: 'x', blocks: 'no json' })).toEqual(['invalid_blocks_format'])
    expect(await why({ text: 'x', blocks: [divider, { type: 'actions', elements: [] }] })).toEqual([
      'invalid_blocks',
      '[ERROR] must provide at least 1 items [json-pointer:/blocks/1/elements]',
    ])
    expect((await why({ text: 'x', blocks: [{ type: 'no-such' }] }))[0]).toBe('invalid_blocks')
    expect((await why({ text: 'x', blocks: Array.from({ length: 51 }, () => divider) }))[0]).toBe('invalid_blocks')
    const section = { type: 'section', text: { type: 'plain_text', text: 'x'.repeat(2_900) } }
    expect((await why({ text: 'x', blocks: [section, section, section, section, section] }))[0]).toBe(
      'msg_blocks_too_long',
    )
    const table = { type: 'table', rows: [[{ type: 'raw_text', text: 'a' }]] }
    expect((await why({ text: 'x', blocks: [table, table] }))[0]).toBe('invalid_attachments')
    expect((await client.chat.postMessage({ channel: 'C0OPS', text: '', blocks: [divider] })).ok).toBe(true)
  })

  test('in a thread; an answer to an answer is in the same one', async () => {
    const { slack, client } = await startSlack()
    const { ts = '' } = await client.chat.postMessage({ channel: 'C0OPS', text: 'parent' })
    const reply = await client.chat.postMessage({ channel: 'C0OPS', text: 'first', thread_ts: ts })
    await client.chat.postMessage({ channel: 'C0OPS', text: 'second', thread_ts: reply.ts ?? '' })
    expect(slack.seen('ops').map(({ thread_ts: thread, replies }) => [thread, replies])).toEqual([
      ...[
        [undefined, 2],
        [ts, undefined],
      ],
      [ts, undefined],
    ])
    const nowhere = client.chat.postMessage({ channel: 'C0OPS', text: 'x', thread_ts: '1.000000' })
    expect(await refusal(nowhere)).toMatchObject({ error: 'thread_not_found' })
  })

  test('each ts is newer than the one before, though the clock stands still', async () => {
    const { slack, client } = await startSlack()
    for (const text of ['a', 'b', 'c']) await client.chat.postMessage({ channel: 'C0OPS', text })
    const all = slack.seen('ops').map(({ ts }) => ts)
    expect(all).toEqual([...new Set(all)].toSorted())
  })
})

describe('to one person', () => {
  test('nobody else sees it, and it cannot be edited or linked to', async () => {
    const { slack, client } = await startSlack()
    const { message_ts: ts = '' } = await client.chat.postEphemeral({ channel: 'C0OPS', user: 'U07ANA', text: 'psst' })
    expect(slack.seen('ops', 'ana')).toMatchObject([{ ts, text: 'psst', onlyFor: 'U07ANA' }])
    expect([slack.seen('ops', 'marc'), slack.seen('ops')]).toEqual([[], []])
    const [channel, text] = ['C0OPS', 'x']
    expect(await refusal(client.chat.update({ channel, ts, text }))).toMatchObject({ error: 'message_not_found' })
    expect(await refusal(client.chat.delete({ channel, ts }))).toMatchObject({ error: 'message_not_found' })
    expect(await refusal(client.chat.getPermalink({ channel, message_ts: ts }))).toMatchObject({
      error: 'message_not_found',
    })
  })

  test('who is not there, and where the bot is not', async () => {
    const { client } = await startSlack()
    const why = async (channel: string, user: string) =>
      (await refusal(client.chat.postEphemeral({ channel, user, text: 'x' }))).error
    expect(await why('C0OPS', 'U09GUS')).toBe('user_not_in_channel')
    expect(await why('C0RANDOM', 'U07ANA')).toBe('not_in_channel')
    expect(await why('G0WARROOM', 'U07ANA')).toBe('channel_not_found')
  })
})

describe('editing', () => {
  test('blocks that are not given stay, an empty list clears them, and it shows that it was edited', async () => {
    const { slack, client } = await startSlack()
    const { ts = '' } = await client.chat.postMessage({ channel: 'C0OPS', ...withButtons('Go') })
    await client.chat.update({ channel: 'C0OPS', ts, text: 'new' })
    expect(slack.seen('ops')).toMatchObject([{ ts, text: 'new', blocks: [{ block_id: 'row' }] }])
    expect(slack.seen('ops')[0]?.edited).toBeDefined()
    await client.chat.update({ channel: 'C0OPS', ts, text: 'bare', blocks: [] })
    expect(slack.seen('ops')).toMatchObject([{ text: 'bare', blocks: [] }])
  })

  test('only its own, only what is there, and never in an archived channel', async () => {
    const { slack, client } = await startSlack()
    await slack.type('ana', 'ops', 'mine')
    const [theirs] = slack.seen('ops')
    const update = async (ts = '') => (await refusal(client.chat.update({ channel: 'C0OPS', ts, text: 'x' }))).error
    expect(await update(theirs?.ts)).toBe('cant_update_message')
    expect(await update('1.000000')).toBe('message_not_found')
    const { ts = '' } = await client.chat.postMessage({ channel: 'C0OPS', text: 'ours' })
    slack.mark('ops', 'archived', true)
    expect(await update(ts)).toBe('is_inactive')
    slack.mark('ops', 'archived', false)
    expect(await refusal(client.chat.delete({ channel: 'C0OPS', ts: theirs?.ts ?? '' }))).toMatchObject({
      error: 'cant_delete_message',
    })
    await client.chat.delete({ channel: 'C0OPS', ts })
    expect(slack.seen('ops').map(({ text }) => text)).toEqual(['mine'])
  })

  test('a link to a message', async () => {
    const { slack, client } = await startSlack()
    const { ts = '' } = await client.chat.postMessage({ channel: 'C0OPS', text: 'x' })
    expect((await client.chat.getPermalink({ channel: 'C0OPS', message_ts: ts })).permalink).toBe(
      `${slack.url}/archives/C0OPS/p${ts.replace('.', '')}`,
    )
  })
})
