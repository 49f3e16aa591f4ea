import type { z } from 'zod'
import { messageBlocks } from './blocks.ts'
import { initialValues, oneFocus } from './initial.ts'
import { LIMITS } from './numbers.ts'
import { sentence, sentences } from './sentence.ts'
import { view } from './view.ts'
import { together, uniqueIds } from './whole.ts'

export { LIMITS } from './numbers.ts'

/** What Slack would say of the blocks of a message, one sentence each; none where it takes them. */
export const checkBlocks = (blocks: unknown): string[] => {
  const found = read(messageBlocks, blocks, 'blocks')
  return Array.isArray(found)
    ? found
    : [...uniqueIds(found.data, ['blocks']), ...initialValues(found.data, ['blocks']), ...together(found.data)]
}

/** What Slack would say of a modal or a home tab, one sentence each; none where it takes it. */
export const checkView = (asked: unknown): string[] => {
  const found = read(view, asked, 'view')
  if (Array.isArray(found)) return found
  const { data } = found
  const unsent = data.type === 'modal' && data.submit === undefined
  return [
    ...(JSON.stringify(asked).length > LIMITS.viewSize.max ? [sentence('view_too_large', ['view'])] : []),
    ...uniqueIds(data.blocks, ['view', 'blocks']),
    ...initialValues(data.blocks, ['view', 'blocks']),
    ...oneFocus(data.blocks, ['view', 'blocks']),
    ...data.blocks.flatMap(({ type }, at) =>
      unsent && type === 'input'
        ? [sentence('must define `submit` to use an `input` block in modals', ['view', 'blocks', at, 'input'])]
        : [],
    ),
  ]
}

/** What Slack would say of the text that goes with blocks; none where it takes it. */
export const checkText = (text: unknown): string[] => {
  if (typeof text !== 'string') return [sentence('must provide a string', ['text'])]
  if (text.trim() === '') return [sentence('no_text', ['text'])]
  return text.length > LIMITS.text.max ? [sentence('msg_too_long', ['text'])] : []
}

function read<T extends z.ZodType>(schema: T, value: unknown, root: string): string[] | { data: z.output<T> } {
  const parsed = schema.safeParse(value, { reportInput: true })
  return parsed.success ? { data: parsed.data } : sentences(parsed.error.issues, root)
}
