import { configurationDoc } from '../../src/config.ts'

/** Every variable that the bot knows, as `docs/configuration.md` lists them. */
export const knownVariables: readonly string[] = [
  ...(configurationDoc({}, '').split('## Environment')[1] ?? '').matchAll(/^\| `([A-Z_]+)` \|/gm),
].map(([, name = '']) => name)
