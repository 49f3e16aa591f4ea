import type { Block } from '../blocks.ts'
import { clip } from '../clip.ts'
import type { Message } from '../message.ts'
import { clockTime } from '../time.ts'
import { context, escaped, marked, plain, type Text } from './plain.ts'
import { isDate } from './rich.ts'

const LINK = 1_000 // One that is longer leads to no page of a person's.

/** When and where it was read, how often that is renewed, the way to it, and the record. */
export const footer = ({ provenance, record, connection }: Message): Block[] => {
  const { readAt, source = '', renewed = '', link } = provenance ?? {}
  const address = link === undefined ? undefined : addressOf(link)
  const parts = [
    ...(readAt === undefined ? [] : [read(readAt)]),
    ...[renewed, source].flatMap(said),
    ...(address === undefined ? [] : [marked(`<${escaped(address)}|Open${systemOf(connection)}>`)]),
    ...said(record ?? ''),
  ]
  return context(...parts.map((part, at) => (at === 0 ? part : { ...part, text: `· ${part.text}` })))
}

const said = (words: string): Text[] => (words.trim() === '' ? [] : [plain(clip(words, 200))])

/** The moment is a number of ours, so nothing can break out of the date's mark-up. */
function read(ms: number): Text {
  if (!isDate(ms)) return plain(`Read ${clockTime(ms)}`)
  return marked(`<!date^${Math.floor(ms / 1000)}^Read {date_short_pretty} at {time_secs}|Read ${clockTime(ms)}>`)
}

/** A web address that can stand in `<…|…>`: no other kind, no password in it, nothing that ends it. */
function addressOf(link: string): string | undefined {
  const url = URL.parse(link)
  if (!url || !/^https?:$/.test(url.protocol) || url.username !== '' || url.password !== '') return undefined
  const address = url.href.replaceAll('|', '%7C').replaceAll('^', '%5E')
  return address.length <= LINK ? address : undefined
}

// `rudder/prod` → ` in Rudder`
function systemOf(connection = ''): string {
  const [, first = '', rest = ''] = /^([a-z])([a-z]{1,20})\//.exec(connection) ?? []
  return first === '' ? '' : ` in ${first.toUpperCase()}${rest}`
}
