import { useState } from 'react'
import { Icon } from '../look/icon.tsx'
import { useWorkspace } from '../state/workspace.ts'
import { Composer } from './composer.tsx'
import { MessageShown } from './message.tsx'
import { useStickyBottom } from './use-sticky-bottom.ts'

/** The thread of a message, beside the conversation. */
export const Thread = (props: { readonly channel: string; readonly ts: string; readonly name: string }) => {
  const { state, go } = useWorkspace()
  const [sent, setSent] = useState(0)
  const [frame, inside] = useStickyBottom(`${props.channel} ${props.ts}`, sent)
  const all = state.messages[props.channel] ?? []
  const root = all.find(({ ts }) => ts === props.ts)
  const replies = all.filter(({ ts, thread_ts }) => thread_ts === props.ts && ts !== props.ts)
  return (
    <aside className="side-panel" aria-label="Thread">
      <header className="panel-head">
        <h2>
          Thread <small>{props.name}</small>
        </h2>
        <button
          type="button"
          className="quiet-button"
          aria-label="Close thread"
          onClick={() => go({ thread: undefined })}
        >
          <Icon name="close" />
        </button>
      </header>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it is scrolled with the keyboard, too */}
      <div className="messages" ref={frame} role="log" aria-label="Replies" tabIndex={0}>
        <div className="messages-inside" ref={inside}>
          {root ? <MessageShown message={root} follows={false} /> : <p className="empty">This message was deleted.</p>}
          {replies.length > 0 && (
            <div className="reply-count">{replies.length === 1 ? '1 reply' : `${replies.length} replies`}</div>
          )}
          {replies.map((reply) => (
            <MessageShown key={reply.ts} message={reply} follows={false} />
          ))}
        </div>
      </div>
      <Composer
        key={props.ts}
        channel={props.channel}
        thread={props.ts}
        label="Reply"
        placeholder="Reply…"
        onSend={() => setSent((lines) => lines + 1)}
      />
    </aside>
  )
}
