import type { ReactNode } from 'react'
import { each } from '../look/each.ts'
import { pictureOf } from './emoji.ts'
import { ChannelMention, DateShown, GroupMention, UserMention } from './mentions.tsx'
import { SafeLink } from './safe-link.tsx'
import type { Token } from './tokens.ts'

const shown = (token: Token): ReactNode => {
  switch (token.kind) {
    case 'text':
      return token.text
    case 'code':
      return <code>{token.text}</code>
    case 'bold':
      return (
        <b>
          <Tokens tokens={token.inside} />
        </b>
      )
    case 'italic':
      return (
        <i>
          <Tokens tokens={token.inside} />
        </i>
      )
    case 'strike':
      return (
        <s>
          <Tokens tokens={token.inside} />
        </s>
      )
    case 'link':
      return <SafeLink url={token.url}>{token.text}</SafeLink>
    case 'user':
      return <UserMention id={token.id} label={token.label} />
    case 'channel':
      return <ChannelMention id={token.id} label={token.label} />
    case 'usergroup':
      return <GroupMention id={token.id} label={token.label} />
    case 'broadcast':
      return <span className="mention is-broadcast">@{token.range}</span>
    case 'emoji':
      return pictureOf(token.name)
    case 'date':
      return <DateShown timestamp={token.timestamp} format={token.format} url={token.url} fallback={token.fallback} />
  }
}

/** One line of mark-up. */
export const Tokens = ({ tokens }: { readonly tokens: readonly Token[] }) => each(tokens, shown)
