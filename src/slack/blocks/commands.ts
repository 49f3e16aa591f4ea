import { clip } from '../../message/clip.ts'
import type { List, Message } from '../../message/message.ts'
import { withSlash } from './opening.ts'
import { type BlockPart, leftOut, MOST, things } from './part.ts'
import { type Piece, rich, text } from './rich.ts'

/**
 * The lists of help in one block, a line each, so that a message has room for all of them: what has a name or stands
 * alone is a command, as it is typed.
 */
export const commands = ({ lists = [] }: Message, slash: string): BlockPart => {
  const total = lists.reduce((sum, { items }) => sum + items.length, 0)
  return things(
    lists.flatMap(({ title, items }) =>
      items.slice(0, MOST).map((item, at) => ({ item, title: at === 0 ? title : '' })),
    ),
    ({ item, title }, at) => [
      ...text(title === '' ? '' : `${at === 0 ? '' : '\n'}${clip(title, 200)}\n`, 'bold'),
      ...worded(item, slash),
    ],
    (first) => {
      const elements = [...first.flat(), ...text(leftOut(total - first.length, 'command'))]
      return elements.length === 0 ? [] : rich({ type: 'rich_text_section', elements })
    },
  )
}

function worded(item: List['items'][number], slash: string): Piece[] {
  const { name = '', text: said } = typeof item === 'string' ? { text: item } : item
  const command = (line: string) => text(clip(withSlash(line, slash), 200), 'code')
  if (name === '') return [...command(said || '–'), ...text('\n')]
  return [...command(name), ...text(`${said === '' ? '' : `: ${clip(said, 500)}`}\n`)]
}
