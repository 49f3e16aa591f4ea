import { configurationDoc } from '../../src/config.ts'

/** Every variable that the bot knows, as `docs/configuration.md` lists them, and the one of Node that `deploy/` sets. */
export const knownVariables: readonly string[] = [
  ['', 'NODE_OPTIONS'],
  ...(configurationDoc({}, '').split('## Environment')[1] ?? '').matchAll(/^\| `([A-Z_]+)` \|/gm),
].map(([, name = '']) => name)
