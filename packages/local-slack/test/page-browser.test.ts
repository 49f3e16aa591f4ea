import { createServer, type IncomingMessage, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Browser, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { Lever } from '../src/index.ts'
import { type LocalSlack, startLocalSlack } from '../src/index.ts'
import { createPage } from '../src/page/serve.ts'
import { chromiumPath, openChromium } from './chromium.ts'

const executable = chromiumPath()
const scopes = ['commands', 'chat:write', 'files:write', 'users:read', 'users:read.email', 'im:history']
const commands = [
  {
    command: '/rudder',
    description: 'Ask Rudder',
    hint: 'help',
    completions: ['compliance [rule]', 'rule show <rule>'],
  },
]

const plain = (text: string) => ({ type: 'plain_text', text })
const button = (action_id: string, text: string, more: object = {}) => ({
  type: 'button',
  action_id,
  text: plain(text),
  value: 'v',
  ...more,
})
const actions = (...elements: object[]) => ({ type: 'actions', block_id: 'acts', elements })

describe.skipIf(executable === undefined)('the page in a browser', { timeout: 60_000 }, () => {
  const bundled = createPage() // once for all
  let browser: Browser
  let slack: LocalSlack
  let bot: Server
  let page: Page
  /** What went wrong in the page: errors, and what its policy refused. */
  let wrong: string[]
  let levers: Lever[]
  /** What the bot got, and what it answers with. */
  let got: Record<string, unknown>[]
  let answer: (payload: Record<string, unknown>) => unknown

  const api = async (method: string, args: object) => {
    const headers = { authorization: `Bearer ${slack.botToken}`, 'content-type': 'application/json' }
    const response = await fetch(`${slack.apiUrl}${method}`, { method: 'POST', headers, body: JSON.stringify(args) })
    const said = (await response.json()) as { ok: boolean; error?: string; ts: string }
    expect(said).toMatchObject({ ok: true })
    return said
  }
  const say = (blocks: readonly object[], text = 'text') =>
    api('chat.postMessage', { channel: slack.channels.ops, text, blocks })
  const open = async (as = 'ana') => {
    await page.goto(`${slack.url}/?as=${slack.users[as]}&channel=${slack.channels.ops}`)
    await page.getByRole('textbox', { name: 'Message' }).waitFor()
  }
  const last = () => page.getByRole('article').last()

  beforeAll(async () => {
    browser = await openChromium(executable ?? '')
  })
  afterAll(() => browser?.close())
  beforeEach(async () => {
    ;[wrong, got, answer] = [[], [], () => '']
    levers = [{ id: 'down', group: 'Rudder', label: 'Rudder is down', help: 'Nothing answers.', on: false }]
    bot = createServer(async (request: IncomingMessage, response) => {
      let body = ''
      for await (const some of request) body += some
      const form = new URLSearchParams(body)
      const payload = JSON.parse(form.get('payload') ?? JSON.stringify(Object.fromEntries(form)))
      got.push(payload)
      const said = await answer(payload)
      response.writeHead(200, { 'content-type': typeof said === 'string' ? 'text/plain' : 'application/json' })
      response.end(typeof said === 'string' ? said : JSON.stringify(said))
    })
    await new Promise<void>((resolve) => bot.listen(0, '127.0.0.1', resolve))
    const pull = async (id: string, on?: boolean) => {
      levers = levers.map((one) => (one.id === id && on !== undefined ? { ...one, on } : one))
    }
    slack = await startLocalSlack({ commands, scopes, page: () => bundled, levers: { list: () => levers, pull } })
    slack.deliverTo(`http://127.0.0.1:${(bot.address() as AddressInfo).port}/`)
    page = await browser.newPage({ viewport: { width: 1200, height: 900 } })
    page.on('pageerror', (error) => wrong.push(error.message))
    page.on('console', (line) => line.type() === 'error' && wrong.push(line.text()))
  })
  afterEach(async () => {
    await page?.close()
    await slack?.close()
    await new Promise((resolve) => bot.close(resolve))
    expect(wrong).toEqual([])
  })

  test('a command is completed, sent and answered; the words of the bot come without a reload', async () => {
    await open()
    await page.getByText('Type /rudder to see what Coxswain understands.').waitFor()
    const box = page.getByRole('textbox', { name: 'Message' })
    await box.pressSequentially('/ru')
    await box.press('Enter')
    expect(await box.inputValue()).toBe('/rudder ')
    await box.pressSequentially('compl')
    expect(await page.getByRole('option').allTextContents()).toEqual(['/rudder compliance [rule]'])
    await box.press('Tab')
    await box.press('Enter')
    await expect.poll(() => got).toEqual([expect.objectContaining({ command: '/rudder', text: 'compliance' })])
    await say([{ type: 'header', text: plain('97% compliant') }])
    await page.getByRole('heading', { name: '97% compliant' }).waitFor()
  })

  test('what a name says is never more than text', async () => {
    const bad = '<!channel> <@U07ANA> *x* <https://evil.example|y> <b>z</b> &amp; :not_one:'
    const safe = bad.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
    const cell = { type: 'rich_text_section', elements: [{ type: 'text', text: bad }] }
    await say([
      { type: 'header', text: plain(bad) },
      { type: 'section', text: { type: 'mrkdwn', text: `\`${safe}\`` }, fields: [plain(bad)] },
      { type: 'context', elements: [plain(bad)] },
      { type: 'rich_text', elements: [cell, { type: 'rich_text_list', style: 'bullet', elements: [cell] }] },
      { type: 'table', rows: [[{ type: 'raw_text', text: bad }], [{ type: 'rich_text', elements: [cell] }]] },
      actions(button('a', 'Go', { url: 'https://example.com' })),
    ])
    await say([
      {
        type: 'rich_text',
        elements: [
          { type: 'rich_text_section', elements: [{ type: 'link', url: 'javascript:alert(1)', text: 'Press' }] },
        ],
      },
    ])
    await open()
    await last().getByText('Press').waitFor()
    expect(await page.locator('article').getByText(bad, { exact: true }).count()).toBe(8)
    expect(await page.locator('article').locator('.mention, a, article b b').count()).toBe(0)
  })

  test('a button is marked until its message changes; one with a question asks it first', async () => {
    const confirm = {
      title: plain('Delete it?'),
      text: plain('For good.'),
      confirm: plain('Delete'),
      deny: plain('Keep'),
    }
    const { ts } = await say([actions(button('yes', 'Confirm'), button('del', 'Remove', { confirm, style: 'danger' }))])
    await open()
    await page.getByRole('button', { name: 'Confirm' }).click()
    await page.locator('[aria-busy=true]').waitFor()
    await expect.poll(() => got.length).toBe(1)
    expect(got[0]).toMatchObject({ actions: [{ action_id: 'yes', value: 'v' }], user: { id: slack.users.ana } })
    await api('chat.update', {
      channel: slack.channels.ops,
      ts,
      text: 'Done',
      blocks: [actions(button('yes', 'Confirm'), button('del', 'Remove', { confirm }))],
    })
    await page.getByText('(edited)').waitFor()
    expect(await page.locator('[aria-busy=true]').count()).toBe(0)

    await page.getByRole('button', { name: 'Remove' }).click()
    await page.getByRole('dialog', { name: 'Delete it?' }).getByRole('button', { name: 'Keep' }).click()
    await page.getByRole('button', { name: 'Remove' }).click()
    await page.keyboard.press('Escape')
    expect(await page.getByRole('dialog').count()).toBe(0)
    await page.getByRole('button', { name: 'Remove' }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'Delete', exact: true }).click()
    await expect.poll(() => got.length).toBe(2)
    expect(got[1]).toMatchObject({ actions: [{ action_id: 'del' }] })

    // The question stays while the message changes under it.
    await page.getByRole('button', { name: 'Remove' }).click()
    const again = { ...actions(button('del', 'Remove', { confirm })), block_id: 'others' }
    await api('chat.update', { channel: slack.channels.ops, ts, text: 'Going on', blocks: [again] })
    await page.getByRole('button', { name: 'Confirm' }).waitFor({ state: 'detached' })
    await page.getByRole('dialog').getByRole('button', { name: 'Delete', exact: true }).click()
    await expect.poll(() => got.length).toBe(3)
  })

  test('menus tell what was chosen, with the keyboard as well', async () => {
    const options = ['one', 'two'].map((value) => ({ text: plain(`Option ${value}`), value }))
    await say([
      actions(
        { type: 'static_select', action_id: 'pick', placeholder: plain('Which?'), options },
        { type: 'overflow', action_id: 'more', options },
      ),
    ])
    await open()
    await page.getByRole('combobox', { name: 'Which?' }).selectOption('two')
    await expect.poll(() => got.length).toBe(1)
    expect(got[0]).toMatchObject({ actions: [{ action_id: 'pick', selected_option: { value: 'two' } }] })
    await page.getByRole('button', { name: 'More' }).press('Enter')
    await page.getByRole('menuitem', { name: 'Option one' }).press('ArrowDown')
    await page.keyboard.press('Enter')
    await expect.poll(() => got.length).toBe(2)
    expect(got[1]).toMatchObject({ actions: [{ action_id: 'more', selected_option: { value: 'two' } }] })
  })

  test('a modal opens, says what is wrong, keeps what was typed and closes', async () => {
    await say([actions(button('why', 'Give a reason'))])
    const view = {
      type: 'modal',
      callback_id: 'c',
      title: plain('Why?'),
      submit: plain('Send'),
      close: plain('Back'),
      blocks: [
        {
          type: 'input',
          block_id: 'reason',
          label: plain('Reason'),
          element: { type: 'plain_text_input', action_id: 'reason', multiline: true },
        },
        {
          type: 'input',
          block_id: 'who',
          label: plain('Tell'),
          optional: true,
          element: {
            type: 'checkboxes',
            action_id: 'who',
            options: ['oncall', 'owners'].map((value) => ({ text: plain(value), value })),
          },
        },
      ],
    }
    answer = async ({ type, trigger_id }) => {
      if (type === 'block_actions') await api('views.open', { trigger_id, view })
      if (type !== 'view_submission' || got.filter((one) => one.type === type).length > 1) return ''
      return { response_action: 'errors', errors: { reason: 'Name a ticket.' } }
    }
    await open()
    await page.getByRole('button', { name: 'Give a reason' }).click()
    const modal = page.getByRole('dialog', { name: 'Why?' })
    const reason = modal.getByRole('textbox', { name: 'Reason' })
    await modal.getByRole('button', { name: 'Send' }).click()
    await modal.getByText('Please complete this required field.').waitFor()
    await reason.fill('because')
    await modal.getByLabel('oncall').check()
    await modal.getByLabel('owners').check()
    await modal.getByRole('button', { name: 'Send' }).click()
    await modal.getByText('Name a ticket.').waitFor()
    expect(await reason.inputValue()).toBe('because')
    await reason.fill('INC-1')
    await modal.getByRole('button', { name: 'Send' }).click()
    await modal.waitFor({ state: 'detached' })
    expect(got.at(-1)).toMatchObject({
      view: {
        state: {
          values: {
            reason: { reason: { value: 'INC-1' } },
            who: { who: { selected_options: [{ value: 'oncall' }, { value: 'owners' }] } },
          },
        },
      },
    })
  })

  test('an answer for one is marked and seen by nobody else; another person has their own unread marks', async () => {
    await open()
    await api('chat.postEphemeral', { channel: slack.channels.ops, user: slack.users.ana, text: 'Only *this*' })
    await last().getByText('Only visible to you').waitFor()
    await api('chat.postMessage', { channel: slack.channels.staging, text: `<@${slack.users.marc}> look` })
    const staging = page.getByRole('navigation').getByRole('button', { name: 'staging' })
    await expect.poll(() => staging.getAttribute('class')).toContain('is-unread')
    await page.getByRole('radio', { name: /^Marc:/ }).check()
    await expect.poll(() => staging.textContent()).toBe('staging1')
    expect(page.url()).toContain(`as=${slack.users.marc}`)
    expect(await page.getByText('Only visible to you').count()).toBe(0)
    await staging.click()
    await last().getByText('look').waitFor()
    await expect.poll(() => staging.textContent()).toBe('staging')
  })

  test('a thread opens beside the channel and is answered there', async () => {
    const { ts } = await say([{ type: 'header', text: plain('The root') }])
    await api('chat.postMessage', { channel: slack.channels.ops, thread_ts: ts, text: 'Reply of the bot' })
    await open()
    await page.getByRole('button', { name: '1 reply' }).click()
    const thread = page.getByRole('complementary', { name: 'Thread' })
    await thread.getByText('Reply of the bot').waitFor()
    await thread.getByRole('textbox', { name: 'Reply' }).fill('A < B & C')
    await page.keyboard.press('Enter')
    await thread.getByText('A < B & C').waitFor()
    await page.getByRole('button', { name: '2 replies' }).waitFor()
    await page.reload()
    await thread.getByText('A < B & C').waitFor()
  })

  test('levers are pulled, and the bot is invited where it is not', async () => {
    await page.goto(`${slack.url}/?as=${slack.users.ana}&channel=${slack.channels.random}&panel=levers`)
    const down = page.getByRole('switch', { name: 'Rudder is down' })
    await down.click()
    await expect.poll(() => down.getAttribute('aria-checked')).toBe('true')
    await page.getByRole('button', { name: 'Invite Coxswain' }).click()
    await page.getByRole('button', { name: 'Invite Coxswain' }).waitFor({ state: 'detached' })
  })
})
