import { execFileSync } from 'node:child_process'
import { envOf, fileText, repository, stagesOf } from '../ship/dockerfile.ts'

/** The bot as it is in the image, below the root of the repository. */
const folder = '.tmp/bench-bundle'

/** Makes the bundle of the image, and gives the file that starts it, with what the image sets for Node and for the allocator. */
export const bundled = (): { readonly file: string; readonly env: Readonly<Record<string, string>> } => {
  execFileSync(process.execPath, ['deploy/bundle.mjs', folder], { cwd: repository })
  const final = stagesOf(fileText('Dockerfile')).at(-1)
  const set = Object.entries(final ? envOf(final) : {})
  return {
    file: `${folder}/coxswain.js`,
    env: Object.fromEntries(set.filter(([name]) => /^(NODE_ENV$|MALLOC_)/.test(name))),
  }
}
