import { useState } from 'react'
import type { Lever } from '../../../client.ts'
import { Icon } from '../look/icon.tsx'
import { useAfter } from '../look/use-after.ts'
import { server } from '../state/server.ts'
import { useWorkspace } from '../state/workspace.ts'

const Pull = ({ lever }: { readonly lever: Lever }) => {
  const [told, setTold] = useState<string>()
  useAfter(told === 'Done' ? told : undefined, 2000, () => setTold(undefined))
  const pull = (on?: boolean) =>
    server.pull({ lever: lever.id, ...(on === undefined ? {} : { on }) }).then(
      () => setTold(on === undefined ? 'Done' : undefined),
      (error: Error) => setTold(error.message),
    )
  const help = `lever-${lever.id}`
  return (
    <li className="lever">
      <div className="lever-head">
        {lever.on === undefined ? (
          <button type="button" className="button" aria-describedby={help} onClick={() => void pull()}>
            {lever.label}
          </button>
        ) : (
          <button
            type="button"
            role="switch"
            className="switch"
            aria-checked={lever.on}
            aria-describedby={help}
            onClick={() => void pull(!lever.on)}
          >
            <span className="switch-track" aria-hidden="true" />
            {lever.label}
          </button>
        )}
        <span className="soft" role="status">
          {told}
        </span>
      </div>
      <p id={help}>{lever.help}</p>
    </li>
  )
}

/** What can be made to happen to the local systems. */
export const Levers = () => {
  const { state, go } = useWorkspace()
  const groups = Map.groupBy(state.levers, ({ group }) => group)
  return (
    <aside className="side-panel is-levers" aria-label="Levers">
      <header className="panel-head">
        <h2>
          Levers <small>what happens around the bot</small>
        </h2>
        <button
          type="button"
          className="quiet-button"
          aria-label="Close levers"
          onClick={() => go({ panel: undefined })}
        >
          <Icon name="close" />
        </button>
      </header>
      <div className="lever-groups">
        {[...groups].map(([group, levers]) => (
          <section key={group}>
            <h3>{group}</h3>
            <ul>
              {levers.map((lever) => (
                <Pull key={lever.id} lever={lever} />
              ))}
            </ul>
          </section>
        ))}
        {state.levers.length === 0 && <p className="empty">Nothing can be changed here.</p>}
      </div>
    </aside>
  )
}
