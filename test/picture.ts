// `npm run picture`: takes the picture of the README from the page of the playground. Look at it before you commit it.
import { join } from 'node:path'
import { startPlayground } from 'play/playground'
import type { Locator, Page } from 'playwright-core'
import { chromiumPath, openChromium } from '../packages/local-slack/test/chromium.ts'

const file = join(import.meta.dirname, '../docs/images/ask-confirm-done.png')
const line = '/rudder rule disable SSH hardening because lockout, INC-4312'

interface Panel {
  readonly says: string
  readonly png: Buffer
}

/** Asks and confirms in the page, and takes each step as it is seen there. */
const steps = async (page: Page, address: string): Promise<readonly Panel[]> => {
  await page.goto(address)
  const box = page.getByRole('textbox', { name: 'Message' })
  await box.fill('/rudder rule')
  await page.getByRole('listbox').waitFor()
  await page.waitForTimeout(500) // it moves in
  const offered = await page.getByRole('listbox').boundingBox()
  const composer = await page.locator('.composer').boundingBox()
  if (!offered || !composer) throw new Error('nothing is completed')
  const top = offered.y - 48 // its head line is above it
  const clip = { ...composer, y: top, height: composer.y + composer.height - top }
  const asked = { says: '1  Ask', png: await page.screenshot({ clip }) }
  await box.fill(line)
  await box.press('Escape')
  await box.press('Enter')
  const message = page.getByRole('article').last()
  const taken = async (button: string, says: string): Promise<[Locator, Panel]> => {
    const found = message.locator(`[data-action-id=${button}]`)
    await found.waitFor()
    await page.mouse.move(0, 0)
    return [found, { says, png: await message.screenshot() }]
  }
  const [yes, proposal] = await taken('confirm', '2  Read what will happen, and confirm')
  await yes.click()
  const [, done] = await taken('undo', '3  Done, and read back')
  return [asked, proposal, done]
}

const figure = ({ says, png }: Panel) =>
  `<figure><figcaption>${says}</figcaption><img src="data:image/png;base64,${png.toString('base64')}"></figure>`

const look = `
  body { margin: 0; padding: 28px; width: 1400px; box-sizing: border-box; display: grid; grid-template-columns: 1fr 1fr;
    gap: 24px; background: #123238; font-family: Lato, sans-serif; }
  div { display: grid; gap: 20px; align-content: space-between; }
  figure { margin: 0; }
  figcaption { color: #fff; font-size: 20px; font-weight: 700; margin: 0 0 10px 4px; white-space: pre; }
  img { display: block; width: 100%; border-radius: 10px; background: #fff; }`

const [executable] = [chromiumPath()]
if (executable === undefined) process.exit(1)
const browser = await openChromium(executable)
const playground = await startPlayground(0)
try {
  const { url, users, channels } = playground.slack
  const page = await browser.newPage({ viewport: { width: 872, height: 1100 } })
  const [asked, proposal, done] = await steps(page, `${url}/?as=${users.ana}&channel=${channels.ops}`)
  if (!asked || !proposal || !done) throw new Error('a step is missing')
  const paper = await browser.newPage({ viewport: { width: 1400, height: 700 } })
  await paper.setContent(`<style>${look}</style><div>${figure(asked)}${figure(done)}</div>${figure(proposal)}`)
  await paper.screenshot({ path: file, fullPage: true })
  console.log(file)
} finally {
  await browser.close()
  await playground.close()
}
