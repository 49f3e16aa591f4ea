import type { Message } from 'local-slack'

type Element = { readonly type: string; readonly text?: string; readonly elements?: readonly Element[] }

const flat = ({ text, elements = [] }: Element): string => text ?? elements.map(flat).join('')

/** What a message says in words, a block each: without the line that was asked, its table and its buttons. */
export const textsOf = ({ blocks = [] }: Pick<Message, 'blocks'>): readonly string[] =>
  blocks.flatMap((block, at) => {
    if (block.type === 'header') return [String((block.text as Element).text)]
    if (block.type === 'context')
      return ((block.elements ?? []) as Element[])
        .filter(({ type }) => type === 'plain_text')
        .map(flat)
        .filter((text) => !text.startsWith('· '))
    return block.type === 'rich_text' && at > 0 ? [flat(block as unknown as Element)] : []
  })
