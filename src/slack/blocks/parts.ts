import type { Message } from '../../message/message.ts'
import { type PartName, partNames } from '../../message/parts.ts'
import type { Block } from './block.ts'
import { pages } from './pages.ts'
import { beside } from './share.ts'
import { table } from './table.ts'
import { verbatim } from './verbatim.ts'

type Renderer = (message: Message, run: string | undefined, room: number) => readonly Block[]

/**
 * Each part that has a file of its own, as blocks, with what can be pressed below it; nothing if a message has none. `room` is
 * what it may weigh.
 */
const renderers: Readonly<Record<PartName, Renderer>> = {
  table: (message, run) => [...table(message), ...pages(message, run)],
  verbatim: (message, _, room) => verbatim(message, room),
}

/** The parts of a message as blocks, which have `room` together. */
export const partBlocks = (message: Message, run: string | undefined, room: number): readonly Block[] => {
  const shown: Block[] = []
  for (const name of partNames) shown.push(...renderers[name](message, run, beside(room, shown)))
  return shown
}
