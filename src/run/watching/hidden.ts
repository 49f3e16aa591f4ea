import { whenOf } from './happen.ts'
import { isDirect } from './read-watch.ts'
import type { WatchAnswer } from './watch-read.ts'
import type { Watched } from './watched.ts'

/** Why an answer may not be posted for everybody; undefined if it may. */
export const hiddenBecause = (watched: Watched, { seen }: Pick<WatchAnswer, 'seen'>): string | undefined => {
  if (whenOf(watched) || seen.privacy !== 'rows' || isDirect(watched.row.channel)) return undefined
  return 'What it reads is for whoever asks, unless the command ends in “here”.'
}
