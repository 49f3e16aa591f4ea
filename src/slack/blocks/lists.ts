import { clip } from '../../message/clip.ts'
import type { List, Message } from '../../message/message.ts'
import { nearIn } from '../../message/moments.ts'
import { count } from '../../message/time.ts'
import { type BlockPart, leftOut, things, uncut } from './part.ts'
import { dated, lines, listPassage, type Piece, rich, text } from './rich.ts'

const MOST = 8

/** The first lists, `most` of them or 8, each with its title, names in bold, and how many are left out. */
export const lists = (message: Message): ((most: number) => BlockPart[]) => {
  const { lists = [] } = message
  const near = nearIn(message)
  const prepared = lists.slice(0, MOST).map((list) => {
    const title = lines(text(clip(list.title, 200), 'bold'))
    const unseen = Math.max(0, (list.total ?? 0) - list.items.length)
    return things(
      list.items,
      (item) => worded(item, near),
      (first, left) =>
        rich(
          ...title,
          ...listPassage(first, list.ordered ? 'ordered' : 'bullet'),
          ...lines(text(left + unseen > 0 ? `… and ${count(left + unseen)} more` : '')),
        ),
    )
  })
  return (most) => {
    const [shown, more] = [prepared.slice(0, most), lists.slice(most)]
    if (more.length === 0) return shown
    const titles = more.slice(0, 8).map(({ title }) => clip(title, 60))
    return [...shown, uncut(rich(...lines(text(clip(`${leftOut(more.length, 'list')}: ${titles.join(', ')}`, 300)))))]
  }
}

function worded(item: List['items'][number], near: number | undefined): Piece[] {
  const { name = '', text: said } = typeof item === 'string' ? { text: item } : item
  const sentence = clip(said, 500)
  if (name === '') return dated(sentence || '–', near)
  return [...text(clip(name, 200), 'bold'), ...dated(sentence === '' ? '' : `: ${sentence}`, near)]
}
