import { type Rendered, toBlocks } from '../message/blocks.ts'
import type { List, Message, See } from '../message/message.ts'
import type { Words } from './face.ts'
import { permalink } from './permalink.ts'
import { asTyped } from './typed.ts'

/** Messages as Block Kit, their lines as they are typed in this workspace, with links to its messages if its `url` is known. */
export const createRender =
  (words: Words, url: () => string | undefined = () => undefined) =>
  (message: Message, { id, run }: { readonly id: string; readonly run?: string }): Rendered => {
    const { asked, next, lists } = message
    const shown = {
      ...message,
      ...(asked && { asked: { ...asked, line: asTyped(asked.line, words) } }),
      ...(next && { next: next.map((line) => asTyped(line, words)) }),
      ...(lists && message.tone === 'help' && { lists: lists.map((list) => commandsIn(list, words)) }),
    }
    const addressOf = (at: NonNullable<See['at']>) => permalink(url(), at)
    return toBlocks(shown, { id, addressOf, ...(run !== undefined && { run }) })
  }

/** In help, what has a name or stands alone is a command. */
const commandsIn = (list: List, words: Words): List => ({
  ...list,
  items: list.items.map((item) => {
    if (typeof item === 'string') return asTyped(item, words)
    return item.name ? { ...item, name: asTyped(item.name, words) } : item
  }),
})
