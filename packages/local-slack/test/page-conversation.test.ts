import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, beforeEach, describe, expect, onTestFinished, test } from 'vitest'
import { type LocalSlack, startLocalSlack } from '../src/index.ts'
import { createPage } from '../src/page/serve.ts'
import { chromiumPath, openChromium } from './chromium.ts'

const executable = chromiumPath()
const lever = { id: 'down', group: 'Rudder', label: 'Rudder is down', help: 'Nothing answers.', on: false }

describe.skipIf(executable === undefined)('a conversation in a browser', { timeout: 60_000 }, () => {
  const bundled = createPage() // once for all
  let browser: Browser
  let slack: LocalSlack
  let page: Page

  beforeAll(async () => {
    browser = await openChromium(executable ?? '')
  })
  afterAll(() => browser?.close())
  beforeEach(async () => {
    const levers = { list: () => [lever], pull: async () => {} }
    slack = await startLocalSlack({ commands: [], scopes: ['chat:write'], page: () => bundled, levers })
    page = await browser.newPage({ viewport: { width: 1200, height: 900 } })
    onTestFinished(async () => {
      await page.close()
      await slack.close()
    })
  })

  const open = async (channel: string | undefined) => {
    await page.goto(`${slack.url}/?as=${slack.users.ana}&channel=${channel}`)
    await page.getByRole('textbox', { name: 'Message' }).waitFor()
  }
  const send = async (line: string) => {
    const box = page.getByRole('textbox', { name: 'Message' })
    await box.fill(line)
    await box.press('Enter')
  }

  test('/invite brings the bot into a channel, and says if it is there already', async () => {
    await open(slack.channels.random)
    await page.getByRole('button', { name: 'Invite Coxswain' }).waitFor()
    await send('/invite @Coxswain')
    await page.getByText('has joined the channel').waitFor()
    await send('/invite @Coxswain')
    await page.getByText('Coxswain is already in this channel.').waitFor()
  })

  test('who scrolled up and sends a line sees what follows', async () => {
    for (let line = 0; line < 40; line += 1) await slack.type('ana', 'ops', `line ${line}`)
    await open(slack.channels.ops)
    const list = page.getByRole('log')
    await list.evaluate((element) => element.scrollTo({ top: 0 }))
    await page.waitForTimeout(100)
    await send('one more')
    await expect.poll(() => list.evaluate((one) => one.scrollHeight - one.scrollTop - one.clientHeight)).toBeLessThan(2)
  })

  test('on a phone nothing is wider than the screen, and the composer and the levers can be reached', async () => {
    await page.setViewportSize({ width: 390, height: 844 })
    await slack.type('ana', 'ops', 'x'.repeat(300))
    await open(slack.channels.ops)
    const fits = () => page.locator('html').evaluate(({ scrollWidth }) => scrollWidth <= 390)
    expect(await fits()).toBe(true)
    for (const one of [page.getByRole('textbox', { name: 'Message' }), page.getByText('xxx')]) {
      const box = await one.boundingBox()
      expect(box && box.x >= 0 && box.x + box.width <= 390 && box.y + box.height <= 844).toBe(true)
    }
    await page.getByRole('button', { name: 'Levers' }).click()
    await page.getByText('Rudder is down').waitFor()
    expect(await fits()).toBe(true)
  })
})
