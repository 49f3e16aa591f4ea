import type { Message } from '../../message/message.ts'
import { type PartName, partNames } from '../../message/parts.ts'
import type { Block } from './block.ts'
import { pages } from './pages.ts'
import { table } from './table.ts'
import { verbatim } from './verbatim.ts'

/** Each part that has a file of its own, as blocks, with what can be pressed below it; nothing where a message has none. */
const renderers: Readonly<Record<PartName, (message: Message, run: string | undefined) => readonly Block[]>> = {
  table: (message, run) => [...table(message), ...pages(message, run)],
  verbatim,
}

/** The parts of a message as blocks; they are never cut for the sake of others. */
export const partBlocks = (message: Message, run: string | undefined): readonly Block[] =>
  partNames.flatMap((name) => renderers[name](message, run))
