import { describe, expect, test } from 'vitest'
import { type Got, payloadOf, refusal, startSlack, withButtons } from './start-slack.ts'

const plain = (text: string) => ({ type: 'plain_text' as const, text })

const modal = (more: object = {}) => ({
  type: 'modal' as const,
  callback_id: 'reason',
  private_metadata: 'p_1',
  title: plain('Why?'),
  submit: plain('Disable'),
  blocks: [
    {
      type: 'input' as const,
      block_id: 'why',
      label: plain('Reason'),
      element: { type: 'plain_text_input' as const, action_id: 'text', min_length: 3, max_length: 20 },
    },
  ],
  ...more,
})

/** A trigger of Ana's, fresh. */
const started = async (options = {}) => {
  const all = await startSlack(options)
  const { slack, bot, client } = all
  const trigger = async (): Promise<string> => {
    await slack.type('ana', 'ops', '/rudder')
    return new URLSearchParams(bot.got.at(-1)?.body).get('trigger_id') ?? ''
  }
  const open = async (view: object = modal()) =>
    client.views.open({ trigger_id: await trigger(), view: view as ReturnType<typeof modal> })
  return { ...all, trigger, open }
}

describe('a trigger', () => {
  test('opens one modal, within three seconds', async () => {
    const { slack, client, trigger, watch } = await started()
    const first = await trigger()
    watch.now += 3_000
    const { view } = await client.views.open({ trigger_id: first, view: modal() })
    expect(view).toMatchObject({
      callback_id: 'reason',
      private_metadata: 'p_1',
      team_id: 'T0ACME',
      state: { values: {} },
    })
    expect(slack.view('ana')).toMatchObject({ id: view?.id, title: 'Why?', submit: 'Disable' })
    expect(slack.view('marc')).toBeUndefined()
    const why = async (trigger_id: string) => (await refusal(client.views.open({ trigger_id, view: modal() }))).error
    expect(await why(first)).toBe('exchanged_trigger_id')
    const late = await trigger()
    watch.now += 3_001
    expect(await why(late)).toBe('expired_trigger_id')
    expect(await why('none')).toBe('invalid_trigger_id')
  })

  test('is not used up by a modal that Slack does not take', async () => {
    const { client, trigger } = await started()
    const trigger_id = await trigger()
    const error = await refusal(client.views.open({ trigger_id, view: modal({ title: plain('x'.repeat(25)) }) }))
    expect(error).toMatchObject({
      error: 'invalid_arguments',
      response_metadata: { messages: [expect.stringContaining('[json-pointer:/view/title/text')] },
    })
    expect((await client.views.open({ trigger_id, view: modal() })).ok).toBe(true)
  })

  test('of a press, and a modal on a modal, three at most', async () => {
    const { slack, client, bot } = await started()
    const { ts = '' } = await client.chat.postMessage({ channel: 'C0OPS', ...withButtons('Why') })
    await slack.press('marc', { channel: 'C0OPS', ts }, 'Why')
    const triggerOf = (got: Got | undefined) => String(payloadOf(got as Got).trigger_id)
    const early = await refusal(client.views.push({ trigger_id: triggerOf(bot.got[0]), view: modal() }))
    expect(early.error).toBe('not_found')
    await slack.press('marc', { channel: 'C0OPS', ts }, 'Why')
    const first = await client.views.open({ trigger_id: triggerOf(bot.got[1]), view: modal() })
    bot.says = { body: JSON.stringify({ response_action: 'errors', errors: { why: 'no' } }) }
    const push = async (title: string) => {
      await slack.submit('marc', { text: 'because' })
      return client.views.push({ trigger_id: triggerOf(bot.got.at(-1)), view: modal({ title: plain(title) }) })
    }
    expect((await push('two')).view).toMatchObject({ previous_view_id: first.view?.id, root_view_id: first.view?.id })
    await push('three')
    expect(slack.view('marc')?.title).toBe('three')
    expect((await refusal(push('four'))).error).toBe('push_limit_reached')
  })
})

describe('an update', () => {
  test('by id or by the name of the app, and not over a newer one', async () => {
    const { slack, client, open } = await started()
    const { view } = await open(modal({ external_id: 'x1' }))
    const [view_id, hash] = [view?.id ?? '', view?.hash ?? '']
    await client.views.update({ external_id: 'x1', view: modal({ external_id: 'x1', title: plain('two') }) })
    expect(slack.view('ana')?.title).toBe('two')
    expect((await refusal(client.views.update({ view_id, hash, view: modal() }))).error).toBe('hash_conflict')
    await client.views.update({ view_id, view: modal({ title: plain('three') }) })
    expect(slack.view('ana')).toMatchObject({ id: view_id, title: 'three' })
    expect((await refusal(client.views.update({ view_id: 'V0', view: modal() }))).error).toBe('not_found')
  })
})

describe('a submission', () => {
  test('carries the modal and what was typed, and closes it', async () => {
    const { slack, bot, open } = await started()
    const { view } = await open()
    const delivered = await slack.submit('ana', { text: 'locked out' })
    expect(delivered).toMatchObject({ kind: 'submission', status: 200 })
    expect(payloadOf(bot.got.at(-1) as Got)).toMatchObject({
      type: 'view_submission',
      user: { id: 'U07ANA', team_id: 'T0ACME' },
      team: { id: 'T0ACME' },
      api_app_id: slack.ids.app,
      trigger_id: expect.any(String),
      view: {
        id: view?.id,
        callback_id: 'reason',
        private_metadata: 'p_1',
        state: { values: { why: { text: { type: 'plain_text_input', value: 'locked out' } } } },
      },
    })
    expect(slack.view('ana')).toBeUndefined()
    await expect(slack.submit('ana', {})).rejects.toThrow('no modal is open for ana')
  })

  test('what Slack itself finds wrong never reaches the bot', async () => {
    const { slack, bot, open } = await started()
    await open()
    const before = bot.got.length
    await expect(slack.submit('ana', {})).rejects.toThrow('Please complete this required field.')
    await expect(slack.submit('ana', { text: 'no' })).rejects.toThrow('at least 3')
    await expect(slack.submit('ana', { text: 'x'.repeat(21) })).rejects.toThrow('no more than 20')
    expect(slack.view('ana')?.errors).toEqual({ why: 'Please enter no more than 20 characters.' })
    expect(bot.got).toHaveLength(before)
  })

  test('errors, another version, one on top, and all closed', async () => {
    const { slack, bot, open } = await started()
    await open()
    const submit = async (said: object) => {
      bot.says = { body: JSON.stringify(said), headers: { 'content-type': 'application/json' } }
      await slack.submit('ana', { text: 'because' })
      return slack.view('ana')
    }
    const wrong = await submit({ response_action: 'errors', errors: { why: 'Name an incident.' } })
    expect(wrong?.errors).toEqual({ why: 'Name an incident.' })
    const next = await submit({ response_action: 'update', view: modal({ title: plain('Sure?') }) })
    expect(next).toMatchObject({ id: wrong?.id, title: 'Sure?' })
    expect(next).not.toHaveProperty('errors')
    expect((await submit({ response_action: 'push', view: modal({ title: plain('Top') }) }))?.title).toBe('Top')
    expect((await submit({}))?.title).toBe('Sure?')
    await submit({ response_action: 'push', view: modal() })
    expect(await submit({ response_action: 'clear' })).toBeUndefined()
  })

  test.for([
    { status: 500 },
    { afterMs: 1_000 },
    { body: '{"response_action":"update","view":{}}' },
    { body: 'thanks' },
  ])('an answer that Slack does not take leaves it open: %j', async (says) => {
    const { slack, bot, open } = await started({ ackMs: 100 })
    await open()
    bot.says = says
    await slack.submit('ana', { text: 'because' })
    expect(slack.view('ana')?.title).toBe('Why?')
  })

  test('choices, several choices, and what was left empty', async () => {
    const { slack, bot, open } = await started()
    const options = ['a', 'b', 'c'].map((value) => ({ text: plain(value.toUpperCase()), value }))
    const input = (block_id: string, element: object, optional = false) => ({
      type: 'input',
      block_id,
      label: plain(block_id),
      optional,
      element: { action_id: block_id, ...element },
    })
    await open(
      modal({
        blocks: [
          input('one', { type: 'static_select', options }),
          input('some', { type: 'checkboxes', options }),
          input('day', { type: 'datepicker' }),
          input('none', { type: 'plain_text_input' }, true),
          input('unset', { type: 'radio_buttons', options }, true),
        ],
      }),
    )
    await expect(slack.submit('ana', { one: 'z', some: 'a', day: '2026-11-20' })).rejects.toThrow('choose one of these')
    await slack.submit('ana', { one: 'b', some: 'a\nc', day: '2026-11-20' })
    expect(payloadOf(bot.got.at(-1) as Got).view.state.values).toEqual({
      one: { one: { type: 'static_select', selected_option: options[1] } },
      some: { some: { type: 'checkboxes', selected_options: [options[0], options[2]] } },
      day: { day: { type: 'datepicker', selected_date: '2026-11-20' } },
      none: { none: { type: 'plain_text_input', value: null } },
      unset: { unset: { type: 'radio_buttons', selected_option: null } },
    })
  })
})
