import { clip } from '../../message/clip.ts'
import type { Message } from '../../message/message.ts'
import { toText } from '../../message/text.ts'
import type { BlockKit, BlockOptions } from './block.ts'
import { buttons } from './buttons.ts'
import { changes } from './changes.ts'
import { commands } from './commands.ts'
import { fields } from './fields.ts'
import { footer } from './footer.ts'
import { LIMITS } from './limits.ts'
import { lists } from './lists.ts'
import { next } from './next.ts'
import { notes } from './notes.ts'
import { asked, header, lead } from './opening.ts'
import { output } from './output.ts'
import type { BlockPart } from './part.ts'
import { partBlocks } from './parts.ts'
import { ping } from './ping.ts'
import { escaped } from './plain.ts'
import { see } from './see.ts'
import { beside, least, shareRoom } from './share.ts'
import { sharing } from './sharing.ts'

const FIRST = 0.6 // Of what is left beside what is never cut: what was asked and what it changes.
const LISTS = [8, 3, 1] // How many lists, where each of more would be next to nothing.
const TEXT = Math.floor(LIMITS.text.max / '&amp;'.length)
const ID = 100
const BLOCKS = 30

/**
 * The message as Block Kit, within every limit of `limits.ts`. What does not fit is left out where it says so;
 * the title, the buttons and where the answer comes from never are. Nothing in a message but `asked.user`, `ping`,
 * `provenance.link`, `see.at` and `share.channel` can become a mention, a link or mark-up.
 */
export const toBlocks = (message: Message, options: BlockOptions): BlockKit => {
  const { run, slash = '/', addressOf } = options
  const id = options.id.slice(0, ID)
  const title = header(message)
  const choices = [...sharing(message, run), ...buttons(message, run)]
  const end = footer(message)
  const called = ping(message)
  const ids = BLOCKS * `,"block_id":"${id}:00"`.length
  const whole = beside(LIMITS.weight.max - ids, [...title, ...called, ...choices, ...end])

  const first = [asked(message, slash), lead(message), changes(message)]
  const others = [fields(message), notes(message), next(message, run, slash), output(message), see(message, addressOf)]
  const isHelp = message.tone === 'help'
  const listing = lists(message)
  const fewest = isHelp ? [commands(message, slash)] : listing(Math.min(...LISTS))
  const data = partBlocks(message, run, whole - least([...first, ...others, ...fewest]))
  const room = beside(whole, data)
  let listed: BlockPart[] = []
  for (const most of LISTS) {
    listed = isHelp ? [commands(message, slash)] : listing(most)
    if (least([...first, ...others, ...listed]) <= room) break
  }
  const rest = [...others, ...listed]
  const [who = [], said = [], changed = []] = shareRoom(first, Math.min(room * FIRST, room - least(rest)))
  const [facts = [], small = [], after = [], printed = [], linked = [], ...large] = shareRoom(
    rest,
    beside(room, [...who, ...said, ...changed]),
  )

  const blocks = [
    who,
    title,
    called,
    said,
    changed,
    facts,
    ...large,
    data,
    printed,
    linked,
    small,
    choices,
    after,
    end,
  ].flat()
  return {
    text: escaped(clip(toText(message), TEXT)) || '–',
    blocks: blocks.map((block, at) => ({ ...block, block_id: `${id}:${at}` })),
  }
}
