import { type Rendered, toBlocks } from '../message/blocks.ts'
import type { Message } from '../message/message.ts'
import type { Words } from './face.ts'
import { asTyped } from './typed.ts'

/** Messages as Block Kit, their lines as they are typed in this workspace. */
export const createRender =
  (words: Words) =>
  (message: Message, { id, run }: { readonly id: string; readonly run?: string }): Rendered => {
    const { asked, next } = message
    const shown = {
      ...message,
      ...(asked && { asked: { ...asked, line: asTyped(asked.line, words) } }),
      ...(next && { next: next.map((line) => asTyped(line, words)) }),
    }
    return toBlocks(shown, { id, ...(run !== undefined && { run }) })
  }
