import { Icon } from '../look/icon.tsx'
import { useWorkspace } from '../state/workspace.ts'
import { PeopleSwitch } from './people-switch.tsx'

/** The name of the workspace, who acts, and the way to the levers. */
export const TopBar = () => {
  const { state, place, go } = useWorkspace()
  const isOpen = place.panel === 'levers'
  return (
    <header className="top-bar">
      <p className="team">
        <b>{state.team}</b>
        <small>local Slack</small>
      </p>
      <PeopleSwitch />
      <button
        type="button"
        className="levers-button"
        aria-expanded={isOpen}
        onClick={() => go({ panel: isOpen ? undefined : 'levers' })}
      >
        <Icon name="levers" /> Levers
      </button>
    </header>
  )
}
