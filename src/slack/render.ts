import type { List, Message, See } from '../message/message.ts'
import { retyped } from '../message/texts.ts'
import type { Rendered } from '../outbox/rendered.ts'
import { toBlocks } from './blocks/blocks.ts'
import { permalink } from './permalink.ts'
import type { SlashPrefixes } from './typed.ts'
import { lineAsTyped } from './typed.ts'
import type { Workspace } from './workspace.ts'

/** How one message is rendered: its id, the run whose lines its buttons run, and whether it is in a thread. */
export interface Drawn {
  readonly id: string
  readonly run?: string
  readonly inThread?: boolean
}

type Own = Pick<Workspace, 'url' | 'name'>

/**
 * Messages as Block Kit, their lines as they are typed in this workspace, with links to its messages if it is known. In
 * threads there are no slash commands, so lines begin with a mention there.
 */
export const createRender =
  (words: SlashPrefixes, workspace: () => Own | undefined = () => undefined) =>
  (given: Message, { id, run, inThread }: Drawn): Rendered => {
    const ours = workspace()
    const slash = inThread && ours ? `@${ours.name} ` : undefined
    const typed = (line: string) => lineAsTyped(line, words, slash)
    const message = retyped(given, (line) => `${slash ?? ''}${typed(line)}`)
    const { asked, next, lists } = message
    const shown = {
      ...message,
      ...(asked && { asked: { ...asked, line: typed(asked.line) } }),
      ...(next && { next: next.map(typed) }),
      ...(lists && message.tone === 'help' && { lists: lists.map((list) => commandsIn(list, typed)) }),
    }
    const addressOf = (at: NonNullable<See['at']>) => permalink(ours?.url, at)
    return toBlocks(shown, { id, addressOf, ...(run !== undefined && { run }), ...(slash && { slash }) })
  }

/** In help, an item with a name, or one that is alone, is a command. */
const commandsIn = (list: List, typed: (line: string) => string): List => ({
  ...list,
  items: list.items.map((item) => {
    if (typeof item === 'string') return typed(item)
    return item.name ? { ...item, name: typed(item.name) } : item
  }),
})
