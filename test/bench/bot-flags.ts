import { readFileSync } from 'node:fs'

const { scripts } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')) as {
  readonly scripts: { readonly start: string }
}

/** What `npm start` tells Node itself, so that what is measured is what runs. */
export const botFlags: readonly string[] = scripts.start.split(' ').filter((word) => word.startsWith('--'))
