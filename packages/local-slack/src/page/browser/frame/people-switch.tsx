import type { User } from '../../../client.ts'
import { Avatar } from '../look/avatar.tsx'
import { useWorkspace } from '../state/workspace.ts'

const kinds: Readonly<Record<User['kind'], string>> = {
  member: '',
  guest: 'guest',
  stranger: 'from another organisation',
  bot: '',
}

/** Who to act as: each person by picture and name, and what the chosen one may. */
export const PeopleSwitch = () => {
  const { state, me, go } = useWorkspace()
  const people = state.users.filter(({ kind }) => kind !== 'bot')
  return (
    <fieldset className="people">
      <legend className="people-label">Acting as</legend>
      {people.map((user) => (
        <label key={user.id} className={`person${user.id === me.id ? ' is-me' : ''}`} data-user={user.id}>
          <input
            type="radio"
            name="acting-as"
            aria-label={`${user.name}: ${user.may}`}
            checked={user.id === me.id}
            onChange={() => go({ as: user.id, thread: undefined })}
          />
          <Avatar user={user} size={24} />
          <span>{user.name}</span>
          <span className="person-card" role="tooltip">
            <b>{user.name}</b>
            {kinds[user.kind] && <em>{kinds[user.kind]}</em>}
            <span>{user.may}</span>
          </span>
        </label>
      ))}
      <p className="people-may">{me.may}</p>
    </fieldset>
  )
}
