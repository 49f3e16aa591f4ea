import { UserError } from '../errors.ts'
import type { TerminalBot } from './open.ts'

/** What `packages/play` has for the command line: a file for each, loaded when its verb is called. */
export interface PlayParts {
  readonly playground: { play(port: string | undefined, out: (text: string) => void): Promise<number> }
  readonly terminal: { open(as: string | undefined): Promise<TerminalBot> }
}

const files = new URL('../../packages/play/src/', import.meta.url)

/** Loads a part of the playground; throws UserError if it is not installed, as in the production image. */
export const playPart = async <P extends keyof PlayParts>(part: P): Promise<PlayParts[P]> => {
  const { href } = new URL(`${part}.ts`, files)
  try {
    return (await import(href)) as PlayParts[P]
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ERR_MODULE_NOT_FOUND')) throw error
    throw new UserError(
      'The playground is not installed here; it is in packages/play of the repository: clone that, then run npm ci and npm run play.',
    )
  }
}
