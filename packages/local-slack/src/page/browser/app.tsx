import { useCallback, useEffect, useMemo } from 'react'
import { ConfirmHost } from './blocks/confirm.tsx'
import { Modal } from './dialog/modal.tsx'
import { Levers } from './frame/levers.tsx'
import { Sidebar } from './frame/sidebar.tsx'
import { TopBar } from './frame/top-bar.tsx'
import { unreadOf } from './state/unread.ts'
import { usePlace } from './state/use-place.ts'
import { useRead } from './state/use-read.ts'
import { useSlack } from './state/use-slack.ts'
import { type Workspace, WorkspaceContext } from './state/workspace.ts'
import { Conversation } from './talk/conversation.tsx'
import { Thread } from './talk/thread.tsx'

const Inside = ({ workspace }: { readonly workspace: Workspace }) => {
  const { state, me, place } = workspace
  const { since, read } = useRead(state.now)
  const channel = state.channels.find(({ id }) => id === place.channel) ?? state.channels[0]
  const here = channel?.id ?? ''
  const readHere = useCallback((ts: string) => read(me.id, here, ts), [here, me.id, read])
  if (!channel) return <p className="empty">{me.name} is in no channel.</p>
  const name = channel.kind === 'direct' ? channel.name : `#${channel.name}`
  return (
    <div className={`page${place.panel || place.thread ? ' has-panel' : ''}`}>
      <title>{`${name} · ${state.team} · local Slack`}</title>
      <TopBar />
      <Sidebar
        open={channel.id}
        unread={({ id, kind }) =>
          unreadOf(state.messages[id] ?? [], { since: since(me.id, id), me: me.id, direct: kind === 'direct' })
        }
      />
      <Conversation channel={channel} since={since(me.id, channel.id)} read={readHere} />
      {place.panel === 'levers' ? (
        <Levers />
      ) : (
        place.thread !== undefined && <Thread channel={channel.id} ts={place.thread} name={name} />
      )}
      {state.view && <Modal key={state.view.id} view={state.view} />}
    </div>
  )
}

/** The page of the local Slack. */
export const App = () => {
  const [place, go] = usePlace()
  const { state, online } = useSlack(place.as)
  const me =
    state?.users.find(({ id }) => id === (place.as ?? state.me)) ?? state?.users.find(({ kind }) => kind !== 'bot')
  useEffect(() => {
    if (me && place.as !== me.id) go({ as: me.id }, 'instead')
  }, [me, place.as, go])
  const users = useMemo(() => new Map(state?.users.map((user) => [user.id, user])), [state?.users])
  return (
    <>
      {!online && (
        <p className="offline" role="status">
          The local Slack does not answer. Trying again…
        </p>
      )}
      {state && me && (
        <WorkspaceContext value={{ state, me, place, go, userOf: (id) => users.get(id) }}>
          <ConfirmHost>
            <Inside workspace={{ state, me, place, go, userOf: (id) => users.get(id) }} />
          </ConfirmHost>
        </WorkspaceContext>
      )}
    </>
  )
}
