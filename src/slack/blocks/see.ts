import { clip } from '../../message/clip.ts'
import type { Message } from '../../message/message.ts'
import { nearIn } from '../../message/moments.ts'
import { addressIn } from './address.ts'
import type { Block, BlockOptions } from './block.ts'
import { type BlockPart, things } from './part.ts'
import { dated, lines, type Piece, rich, text } from './rich.ts'

/** Other proposals that matter here, a line each, with a link to the message of each that is in Slack. */
export const see = (message: Message, addressOf: BlockOptions['addressOf']): BlockPart =>
  things(
    message.see ?? [],
    ({ text: said, proposal, at }): Piece[] => [
      ...dated(clip(said, 500), nearIn(message)),
      ...linkTo(at && addressOf?.(at), `Open proposal ${clip(proposal, 26)}`),
    ],
    (first): Block[] => rich(...lines(...first)),
  )

const linkTo = (link: string | undefined, label: string): Piece[] => {
  const url = link === undefined ? undefined : addressIn(link)
  return url === undefined ? [] : [...text(' '), { type: 'link', url, text: label }]
}
