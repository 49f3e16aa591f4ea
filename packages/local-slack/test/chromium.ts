import { existsSync } from 'node:fs'
import { type Browser, chromium } from 'playwright-core'

const places = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome']

/** Where this machine has a Chromium; undefined where it has none, which is told once. */
export const chromiumPath = (): string | undefined => {
  const found = places.find((path) => existsSync(path))
  if (found === undefined) console.warn(`No Chromium (${places.join(', ')}): what is seen in a browser is NOT tested.`)
  return found
}

/** Opens a Chromium without a window. */
export const openChromium = (executablePath: string): Promise<Browser> =>
  chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu'] })
