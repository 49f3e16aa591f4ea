import { Fragment } from 'react'
import type { Channel, Message } from '../../../client.ts'
import { useWorkspace } from '../state/workspace.ts'
import { Beginning } from './beginning.tsx'
import { grouped } from './grouped.ts'
import { MessageShown } from './message.tsx'
import { useStickyBottom } from './use-sticky-bottom.ts'

/** A conversation, oldest first; it stays at its end while somebody is there. */
export const MessageList = (props: {
  readonly channel: Channel
  readonly messages: readonly Message[]
  readonly since: string | undefined
  readonly label: string
  /** How many lines were sent from here. */
  readonly sent: number
}) => {
  const { state, me } = useWorkspace()
  const [frame, inside] = useStickyBottom(`${me.id} ${props.channel.id}`, props.sent)
  const top = props.messages.filter(
    ({ ts, thread_ts, subtype }) => thread_ts === undefined || thread_ts === ts || subtype === 'thread_broadcast',
  )
  const repliesTo = Map.groupBy(
    props.messages.filter(({ ts, thread_ts }) => thread_ts !== undefined && thread_ts !== ts),
    ({ thread_ts }) => thread_ts,
  )
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: it is scrolled with the keyboard, too
    <div className="messages" ref={frame} role="log" aria-label={props.label} tabIndex={0}>
      <div className="messages-inside" ref={inside}>
        <Beginning channel={props.channel} />
        {grouped(top, { now: state.now, since: props.since }).map(({ message, follows, day, fresh }) => (
          <Fragment key={message.ts}>
            {(day !== undefined || fresh) && (
              <div className={`day${fresh ? ' is-fresh' : ''}`}>
                {day !== undefined && <span className="day-name">{day}</span>}
                {fresh && <span className="day-new">New</span>}
              </div>
            )}
            <MessageShown message={message} follows={follows} replies={repliesTo.get(message.ts) ?? []} />
          </Fragment>
        ))}
      </div>
    </div>
  )
}
