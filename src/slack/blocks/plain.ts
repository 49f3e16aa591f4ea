import type { TimedText } from '../../message/moments.ts'
import type { Block } from './block.ts'
import { isDate } from './rich.ts'

/** A text object of Slack. */
export type Text = Readonly<{ type: 'plain_text' | 'mrkdwn'; text: string; [key: string]: unknown }>

/** Text that Slack takes literally; without `emoji: false` it would make pictures of `:names:`. */
export const plain = (said: string): Text => ({
  type: 'plain_text',
  text: said.trim() === '' ? '–' : said,
  emoji: false,
})

/** Mark-up, of words and numbers of ours alone; `verbatim` keeps Slack from looking for links and names in it. */
export const mrkdwn = (said: string): Text => ({ type: 'mrkdwn', text: said })

/** A moment that a text has, on the reader's own clock: its numbers are ours, so nothing can break out of the mark-up. */
export const onClock = ({ at, isWhole, said }: Exclude<TimedText, string>): Text =>
  isDate(at)
    ? mrkdwn(`<!date^${Math.floor(at / 1000)}^${isWhole ? '{date_num} {time}' : '{time}'}|${said}>`)
    : plain(said)

/** Small, quiet text; the only place where Slack has such, so it can hold no rich text. */
export const context = (...elements: readonly Text[]): Block[] =>
  elements.length === 0 ? [] : [{ type: 'context', elements }]

/** Text as it may stand in mark-up and in the text of a message: no mention, link or date can begin in it. */
export const escaped = (said: string): string =>
  said.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
