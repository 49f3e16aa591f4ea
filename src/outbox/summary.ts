import { clip } from '../message/clip.ts'
import type { Message } from '../message/message.ts'
import type { Gist } from '../store/posts.ts'
import type { Within } from '../store/summaries.ts'

/** How long a line may be, so that Slack shows all of them in one message. */
const longest = 150

/** One message that stands for several, as they are now: those that are not over come first. */
export const summaryMessage = (posts: readonly Within[]): Message => {
  const gists = posts.map(({ gist }) => gist)
  const open = gists.filter(({ isOver }) => !isOver)
  const over = gists.filter(({ isOver }) => isOver)
  const [first = '', ...others] = new Set(gists.map(({ on }) => on))
  const on = others.length === 0 ? first : `${others.length + 1} connections`
  const ping = open[0]?.ping
  const lines = (some: readonly Gist[]) => some.map(({ text }) => clip(text, longest))
  return {
    tone: 'answer',
    ...(ping !== undefined && { ping }),
    title:
      open.length > 0
        ? `${gists.length} ALERTS ${on}: ${open.length === gists.length ? 'all are open' : `${open.length} still open`}`
        : `OVER ${on}: all ${gists.length} alerts in this message have ended`,
    lead: 'Slack takes about one message a second here, so these alerts share one. It is kept up to date and has no buttons; “/cox watches” says more.',
    lists: [
      ...(open.length > 0 ? [{ title: 'Open', items: lines(open) }] : []),
      ...(over.length > 0 ? [{ title: 'Over', items: lines(over) }] : []),
    ],
  }
}
