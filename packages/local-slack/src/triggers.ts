import { Refused } from './refused.ts'
import { newKey, type Workspace } from './workspace.ts'

const lifeMs = 3_000

/** A new trigger id for what this person just did. */
export const newTrigger = ({ state, now }: Workspace, user: string): string => {
  const id = `${now()}.${state.triggers.size}.${newKey()}`
  state.triggers.set(id, { user, at: now(), used: false })
  return id
}

/** The person whose trigger it is; it is used up by that. */
export const takeTrigger = ({ state, now }: Workspace, id: string | undefined): string => {
  const trigger = state.triggers.get(id ?? '')
  if (!trigger) throw new Refused(id === undefined ? 'invalid_arguments' : 'invalid_trigger_id')
  if (trigger.used) throw new Refused('exchanged_trigger_id')
  if (now() - trigger.at > lifeMs) throw new Refused('expired_trigger_id')
  trigger.used = true
  return trigger.user
}
