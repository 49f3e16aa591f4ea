import { clip } from '../../message/clip.ts'
import type { Display } from '../../message/display.ts'
import type { Message } from '../../message/message.ts'
import { nearIn, timed } from '../../message/moments.ts'
import type { Block } from './block.ts'
import { toBlocks } from './blocks.ts'
import { LIMITS, weight } from './limits.ts'
import { rowsHeld, weighRow } from './table.ts'

/** The longest that the `block_id` of a message can be. */
const id = '0'.repeat(100)
/** That of an answer: its post and its version. */
const answerId = '0'.repeat(50)
const leftOut = 'too much for one message'

/** Whether Slack shows an answer without leaving out anything for want of room. */
const fits = (message: Message): boolean =>
  !JSON.stringify(toBlocks(message, { id: answerId, run: answerId }).blocks).includes(leftOut)

/**
 * Whether Slack shows all lists of a message whole: no title, name or item is cut, and nothing beside them is left out.
 * It looks at the blocks themselves, which are as long as they can become.
 */
const showsLists = (message: Message): boolean => {
  if (textsOf(message).some((text) => text.length > LIMITS.weight.max)) return false
  const { blocks } = toBlocks(message, { id })
  if (JSON.stringify(blocks).includes(leftOut)) return false
  const shown = blocks.flatMap(textsIn)
  let at = 0
  return wordsOf(message).every((words) => {
    at = shown.indexOf(words, at) + 1
    return at > 0
  })
}

/** Whether Slack shows all of a text that is to be confirmed, to the letter. */
const showsVerbatim = (message: Message): boolean => {
  const { verbatim } = message
  if (verbatim === undefined) return true
  const { blocks } = toBlocks(message, { id })
  if (blocks.reduce((sum, block) => sum + weight(block), 0) > LIMITS.weight.max) return false
  return blocks.flatMap(textsIn).includes(verbatim.lines.map(whole).join('\n'))
}

/** What a message of Slack holds. */
export const slackDisplay: Display = { fits, showsLists, showsVerbatim, weighRow, rowsHeld }

const textsOf = ({ lists = [] }: Message): readonly string[] =>
  lists.flatMap(({ title, items }) => [
    title,
    ...items.flatMap((item) => (typeof item === 'string' ? [item] : [item.name ?? '', item.text])),
  ])

/** The texts of the lists in the order in which they are shown, each as long as it is, and moments apart. */
const wordsOf = (message: Message): readonly string[] => {
  const near = nearIn(message)
  const pieces = (text: string) => timed(text, near).map((piece) => (typeof piece === 'string' ? piece : piece.said))
  return (message.lists ?? []).flatMap(({ title, items }) => [
    whole(title),
    ...items.flatMap((item) => {
      const { name = '', text } = typeof item === 'string' ? { text: item } : item
      if (name === '') return pieces(whole(text) || '–')
      return [whole(name), ...(text === '' ? [] : pieces(`: ${whole(text)}`))]
    }),
  ])
}

const whole = (text: string) => clip(text, Number.POSITIVE_INFINITY)

interface Nested {
  readonly type?: unknown
  readonly text?: unknown
  readonly fallback?: unknown
  readonly elements?: unknown
}

/** The texts in rich text, in order; nothing else holds lists. */
const textsIn = (block: Block): readonly string[] => (block.type === 'rich_text' ? textsWithin(block) : [])

const textsWithin = ({ type, text, fallback, elements }: Nested): readonly string[] => {
  if (type === 'text' && typeof text === 'string') return [text]
  if (type === 'date' && typeof fallback === 'string') return [fallback]
  return Array.isArray(elements) ? (elements as readonly Nested[]).flatMap(textsWithin) : []
}
