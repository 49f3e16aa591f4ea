import type { Message } from '../../../client.ts'
import { Blocks } from '../blocks/block.tsx'
import { SurfaceContext } from '../blocks/surface.ts'
import { Avatar } from '../look/avatar.tsx'
import { Icon } from '../look/icon.tsx'
import { useWorkspace } from '../state/workspace.ts'
import { Mrkdwn } from '../text/mrkdwn.tsx'
import { clock, exactly, momentOf } from '../text/when.ts'
import { Files } from './files.tsx'
import { useSurfaceOf } from './use-surface-of.ts'

const Time = ({ ts, className }: { readonly ts: string; readonly className: string }) => {
  const ms = momentOf(ts)
  return (
    <time className={className} dateTime={new Date(ms).toISOString()} title={exactly(ms)}>
      {clock(ms)}
    </time>
  )
}

const Edited = ({ message }: { readonly message: Message }) =>
  message.edited !== undefined && (
    <small className="edited" title={exactly(momentOf(message.edited))}>
      (edited)
    </small>
  )

/** What a message says: its blocks, else its text, and its files. */
const Content = ({ message }: { readonly message: Message }) => {
  const { me } = useWorkspace()
  const where = { as: me.id, message: { channel: message.channel, ts: message.ts } }
  const surface = useSurfaceOf(where, message)
  return (
    <SurfaceContext value={surface}>
      {message.blocks?.length ? (
        <Blocks blocks={message.blocks} />
      ) : (
        <div className="plain-text">
          <Mrkdwn text={message.text} />
          <Edited message={message} />
        </div>
      )}
      {message.files?.length ? <Files files={message.files} /> : null}
      {surface.failed !== undefined && (
        <p className="act-failed" role="alert">
          <Icon name="warning" size={16} /> {surface.failed}
        </p>
      )}
    </SurfaceContext>
  )
}

const kindOf = (message: Message, follows: boolean) =>
  [
    'message',
    ...(follows ? ['follows'] : []),
    ...(message.onlyFor === undefined ? [] : ['is-private']),
    ...(message.system ? ['is-system'] : []),
  ].join(' ')

/** One message with its author, in a channel or a thread. */
export const MessageShown = (props: {
  readonly message: Message
  readonly follows: boolean
  /** The replies to it; absent inside of a thread. */
  readonly replies?: readonly Message[]
}) => {
  const { message, follows, replies } = props
  const { userOf, go } = useWorkspace()
  const author = userOf(message.user)
  const name = message.system ? 'Slackbot' : (author?.name ?? message.user)
  const openThread = () => go({ thread: message.thread_ts ?? message.ts, panel: undefined })
  const last = replies?.at(-1)
  return (
    <article
      className={kindOf(message, follows)}
      data-ts={message.ts}
      data-channel={message.channel}
      aria-label={`${name}, ${clock(momentOf(message.ts))}`}
    >
      <div className="gutter">
        {follows ? (
          <Time ts={message.ts} className="hover-time" />
        ) : message.system ? (
          <span className="avatar is-slackbot" aria-hidden="true">
            <Icon name="hash" size={20} />
          </span>
        ) : (
          <Avatar user={author} />
        )}
      </div>
      <div className="body">
        {message.onlyFor !== undefined && (
          <p className="only-you">
            <Icon name="eye" size={14} /> Only visible to you
          </p>
        )}
        {replies !== undefined && message.subtype !== undefined && (
          <p className="only-you">
            <Icon name="reply" size={14} /> Replied to a thread
          </p>
        )}
        {!follows && (
          <header className="by">
            <b>{name}</b>
            {author?.kind === 'bot' && <span className="badge">App</span>}
            {(author?.kind === 'guest' || author?.kind === 'stranger') && (
              <span className="badge is-outside">{author.kind === 'guest' ? 'Guest' : 'External'}</span>
            )}
            <Time ts={message.ts} className="time" />
            {message.blocks?.length ? <Edited message={message} /> : null}
          </header>
        )}
        <Content message={message} />
        {replies !== undefined && last !== undefined && (
          <button type="button" className="replies" onClick={openThread}>
            <span className="faces">
              {[...new Set(replies.map(({ user }) => user))].slice(0, 3).map((user) => (
                <Avatar key={user} user={userOf(user)} size={22} />
              ))}
            </span>
            <b>{replies.length === 1 ? '1 reply' : `${replies.length} replies`}</b>
            <span className="soft">Last at {clock(momentOf(last.ts))}</span>
          </button>
        )}
      </div>
      {replies !== undefined && message.onlyFor === undefined && (
        <div className="hover-tools">
          <button type="button" className="quiet-button" aria-label="Reply in thread" onClick={openThread}>
            <Icon name="reply" />
          </button>
        </div>
      )}
    </article>
  )
}
