import { type Playground, startPlayground } from 'play/playground'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { chromiumPath, openChromium } from '../../packages/local-slack/test/chromium.ts'

const executable = chromiumPath()
const patience = { timeout: 20_000 }

describe.skipIf(executable === undefined)('the journey in a browser', () => {
  let [browser, playground, page]: [Browser?, Playground?, Page?] = []
  /** What went wrong in the page: errors, and what its policy refused. */
  const wrong: string[] = []

  beforeAll(async () => {
    browser = await openChromium(executable ?? '')
    playground = await startPlayground(0)
    page = await browser.newPage({ viewport: { width: 1200, height: 1000 } })
    page.setDefaultTimeout(patience.timeout)
    page.on('pageerror', (error) => wrong.push(error.message))
    page.on('console', (line) => line.type() === 'error' && wrong.push(line.text()))
  })
  afterAll(async () => {
    await browser?.close()
    await playground?.close()
  })

  /** What a person does in the page, and what is seen there. */
  const hands = () => {
    if (!page || !playground) throw new Error('nothing was opened')
    const [at, { slack }] = [page, playground]
    const messages = at.getByRole('article')
    const heading = (title: string | RegExp) => messages.filter({ has: at.getByRole('heading', { name: title }) })
    return {
      slack,
      /** The newest message with this title, once it is there. */
      shown: async (title: string | RegExp) => {
        await heading(title).last().waitFor()
        return heading(title).last()
      },
      open: async (who: string) => {
        await at.goto(`${slack.url}/?as=${slack.users[who]}&channel=${slack.channels.ops}`)
        await at.getByRole('textbox', { name: 'Message' }).waitFor()
      },
      openRoom: (id: string) => at.locator(`.sidebar [data-channel=${id}]`).click(),
      actAs: (name: string) => at.getByRole('radio', { name: new RegExp(`^${name}:`) }).check(),
      type: async (line: string) => {
        await at.getByRole('textbox', { name: 'Message' }).fill(line)
        await at.getByRole('button', { name: 'Send', exact: false }).click()
      },
      pull: async (lever: string) => {
        await at.getByRole('button', { name: 'Levers', exact: true }).click()
        await at.getByRole('button', { name: lever }).click()
        await at.getByText('Done', { exact: true }).waitFor()
        await at.getByRole('button', { name: 'Close levers' }).click()
      },
      dialog: at.getByRole('dialog'),
      count: (title: string | RegExp) => heading(title).count(),
    }
  }

  test('asked, read, confirmed, undone; by two where it is large; stale where it changed; refused where it must', async () => {
    const { open, openRoom, actAs, type, shown, pull, dialog, count } = hands()
    await open('ana')
    await type('/rudder compliance')
    const compliance = await shown(/^\d+% compliant/)
    expect(await compliance.textContent()).toContain('SSH hardening: 19 in error of 41 nodes')
    expect(await compliance.textContent()).toContain('401 nodes')

    // Disable, with its reach; then undo.
    await type('/rudder rule disable SSH hardening because lockout on jump hosts')
    const proposal = await shown('Disable rule “SSH hardening” on rudder/prod?')
    expect(await proposal.textContent()).toMatch(
      /Nodes that lose it41 .*Nothing is changed yet|41 nodes\. Nothing is changed yet/,
    )
    await proposal.locator('[data-action-id=confirm]').click()
    const applied = await shown('Applied: Disabled rule “SSH hardening” on rudder/prod')
    expect(await applied.textContent()).toContain('Confirmed byana@acme.example')
    expect(await applied.locator('[data-action-id=confirm]').count()).toBe(0)
    await applied.getByRole('button', { name: 'Undo' }).click()
    const back = await shown('Enable rule “SSH hardening” again on rudder/prod?')
    await back.locator('[data-action-id=confirm]').click()
    await shown('Enabled rule “SSH hardening” again on rudder/prod')

    // 400 nodes: asked once more, and a second person.
    await type('/rudder rule disable NTP client')
    const large = await shown('Disable rule “NTP client” on rudder/prod?')
    await large.locator('[data-action-id=confirm]').click()
    await dialog.getByRole('button', { name: 'Disable on 400 nodes' }).click()
    await shown(/^You have approved it/)
    expect(await count(/^✓ Applied: Disabled rule “NTP client”/)).toBe(0)
    await actAs('Marc')
    await (await shown('Disable rule “NTP client” on rudder/prod?')).locator('[data-action-id=confirm]').click()
    await dialog.getByRole('button', { name: 'Disable on 400 nodes' }).click()
    const both = await shown('Applied: Disabled rule “NTP client” on rudder/prod')
    expect(await both.textContent()).toContain('ana@acme.example, marc@acme.example')
    expect(await count(/^You have approved it/)).toBe(0)

    // Somebody else was faster.
    await actAs('Ana')
    await type('/rudder rule disable SSH hardening')
    await (await shown('Disable rule “SSH hardening” on rudder/prod?')).waitFor()
    await pull('Somebody edits SSH hardening')
    await (await shown('Disable rule “SSH hardening” on rudder/prod?')).locator('[data-action-id=confirm]').click()
    const stale = await shown('Not written: disable rule “SSH hardening” on rudder/prod')
    expect(await stale.textContent()).toContain('It was changed since you asked. Nothing was written.')
    const anew = await shown('Disable rule “SSH hardening” on rudder/prod?')
    await anew.locator('[data-action-id=cancel]').click()
    await shown('Cancelled: disable rule “SSH hardening” on rudder/prod')

    // A reader is refused, alone.
    await actAs('Rita')
    await type('/rudder rule disable SSH hardening')
    const refused = await shown(/^✗ Refused: You may read rules but not change rules/)
    expect(await refused.textContent()).toContain('Group rudder-operators has it')
    expect(await refused.textContent()).toContain('Only visible to you')
    await actAs('Marc')
    await expect.poll(() => count(/^✗ Refused/), patience).toBe(0)

    // In #staging a read is about staging, and a write says so; links lead somewhere.
    await openRoom('C0STAGING')
    await type('/rudder compliance')
    const read = await shown(/^\d+% compliant/)
    expect(await read.textContent()).toContain('on rudder/staging')
    const link = (await read.getByRole('link', { name: 'Open in Rudder' }).getAttribute('href')) ?? ''
    expect((await fetch(link)).status).toBe(200)
    await type('/rudder rule disable NTP client')
    await shown(/A change on rudder\/staging must say so/)
    expect(wrong).toEqual([])
  })
})
