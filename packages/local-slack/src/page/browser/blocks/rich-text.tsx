import type { ReactNode } from 'react'
import { each } from '../look/each.ts'
import { pictureOf } from '../text/emoji.ts'
import { ChannelMention, DateShown, GroupMention, UserMention } from '../text/mentions.tsx'
import { SafeLink } from '../text/safe-link.tsx'
import { asList, asObject, asText } from './read.ts'

// Not the library's: its links reach the page unchecked, its dates are of another form than those in mark-up, each of
// its blocks has the same element id, and within a cell of a table it brings a frame as wide as a message.

type Item = Readonly<Record<string, unknown>>

const styled = (style: unknown, inside: ReactNode): ReactNode => {
  const { bold, italic, strike, code, underline } = asObject(style)
  let shown = code === true ? <code>{inside}</code> : inside
  if (strike === true) shown = <s>{shown}</s>
  if (underline === true) shown = <u>{shown}</u>
  if (italic === true) shown = <i>{shown}</i>
  return bold === true ? <b>{shown}</b> : shown
}

const Inline = ({ item }: { readonly item: Item }): ReactNode => {
  switch (item.type) {
    case 'text':
      return asText(item.text)
    case 'link':
      return <SafeLink url={asText(item.url)}>{asText(item.text) || asText(item.url)}</SafeLink>
    case 'user':
      return <UserMention id={asText(item.user_id)} />
    case 'channel':
      return <ChannelMention id={asText(item.channel_id)} />
    case 'usergroup':
      return <GroupMention id={asText(item.usergroup_id)} />
    case 'broadcast':
      return <span className="mention is-broadcast">@{asText(item.range)}</span>
    case 'emoji':
      return pictureOf(asText(item.name))
    case 'color':
      return asText(item.value)
    case 'date': {
      const url = item.url === undefined ? {} : { url: asText(item.url) }
      const text = { format: asText(item.format), fallback: asText(item.fallback) }
      return <DateShown timestamp={Number(item.timestamp)} {...text} {...url} />
    }
    default:
      return null
  }
}

const Line = ({ items }: { readonly items: unknown }) =>
  each(asList(items), (item) => <span>{styled(item.style, <Inline item={item} />)}</span>)

const List = ({ item }: { readonly item: Item }) => {
  const Tag = item.style === 'ordered' ? 'ol' : 'ul'
  const [indent, offset] = [Number(item.indent ?? 0), Number(item.offset ?? 0)]
  return (
    <Tag className={`indent-${Math.min(8, Math.max(0, indent))}`} start={Tag === 'ol' ? offset + 1 : undefined}>
      {each(asList(item.elements), (one) => (
        <li>
          <Line items={one.elements} />
        </li>
      ))}
    </Tag>
  )
}

const Part = ({ item }: { readonly item: Item }) => {
  const border = item.border === 1 ? 'has-border' : undefined
  if (item.type === 'rich_text_list') return <List item={item} />
  if (item.type === 'rich_text_quote') {
    return (
      <blockquote>
        <Line items={item.elements} />
      </blockquote>
    )
  }
  if (item.type === 'rich_text_preformatted') {
    return (
      <pre className={border}>
        <Line items={item.elements} />
      </pre>
    )
  }
  return (
    <div>
      <Line items={item.elements} />
    </div>
  )
}

/** A `rich_text` block, or what is in a cell of a table: every text in it is shown as it stands. */
export const RichText = ({ block }: { readonly block: Item }) => (
  <div className="rich-text">
    {each(asList(block.elements), (item) => (
      <Part item={item} />
    ))}
  </div>
)
