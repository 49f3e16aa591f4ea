import type { Message } from '../../message/message.ts'
import type { Block } from './block.ts'
import { button, row } from './buttons.ts'
import { lines, type Piece, rich, text } from './rich.ts'

const CHANNEL = /^[CG][A-Z0-9]{2,20}$/

/** That only one person sees it, where it was asked, and the button that shows it there; nothing in other messages. */
export const sharing = ({ share }: Message, run: string | undefined): Block[] => {
  if (!share) return []
  const { channel, isShared } = share
  const there: Piece[] = CHANNEL.test(channel) ? [{ type: 'channel', channel_id: channel }] : text('the channel')
  if (isShared) return rich(...lines([...text('Shared in '), ...there, ...text('.')]))
  const pressed =
    run === undefined ? [] : [button('share', run, 'Share in channel', 'Share this answer where you asked')]
  return [...rich(...lines([...text('Only you see this. You asked in '), ...there, ...text('.')])), ...row(pressed)]
}
