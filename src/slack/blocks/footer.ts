import { clip } from '../../message/clip.ts'
import type { Message } from '../../message/message.ts'
import { clockTime } from '../../message/time.ts'
import { addressIn } from './address.ts'
import type { Block } from './block.ts'
import { context, escaped, mrkdwn, plain, type Text } from './plain.ts'
import { isDate } from './rich.ts'

/** When and where it was read, how often that is renewed, the way to it, and the record. */
export const footer = ({ provenance, record, connection }: Message): Block[] => {
  const { readAt, source = '', renewed = '', link } = provenance ?? {}
  const address = link === undefined ? undefined : addressIn(link)
  const parts = [
    ...(readAt === undefined ? [] : [read(readAt)]),
    ...[renewed, source].flatMap(said),
    ...(address === undefined ? [] : [mrkdwn(`<${escaped(address)}|Open${systemOf(connection)}>`)]),
    ...said(record ?? ''),
  ]
  return context(...parts.map((part, at) => (at === 0 ? part : { ...part, text: `· ${part.text}` })))
}

const said = (words: string): Text[] => (words.trim() === '' ? [] : [plain(clip(words, 200))])

/** The moment is a number of ours, so nothing can break out of the date's mark-up. */
function read(ms: number): Text {
  if (!isDate(ms)) return plain(`Read ${clockTime(ms)}`)
  return mrkdwn(`<!date^${Math.floor(ms / 1000)}^Read {date_short_pretty} at {time_secs}|Read ${clockTime(ms)}>`)
}

// `rudder/prod` → ` in Rudder`
function systemOf(connection = ''): string {
  const [, first = '', rest = ''] = /^([a-z])([a-z]{1,20})\//.exec(connection) ?? []
  return first === '' ? '' : ` in ${first.toUpperCase()}${rest}`
}
