import type { Mode } from '../expose/settings.ts'

const notes: Readonly<Record<Mode, string>> = {
  user: 'It is what your own rights in Rill show; others may see more or less.',
  service: 'Everybody sees the same here: it is read with the rights of one Rill service, and not with yours.',
  local: 'This is a Rill on a developer’s machine: its policies are off, and it shows everything.',
}

const empty: Readonly<Record<Mode, string>> = {
  user: 'It was read with your own rights: if a policy of the project leaves nothing for you, Rill says nothing of it.',
  service:
    'It was read with the rights of the bot’s Rill service, for which a policy of the project may leave nothing.',
  local: 'This is a Rill on a developer’s machine: its policies are off, so it is empty for everybody.',
}

/** With whose rights an answer was read, in a sentence; of one with nothing in it, what that can mean. */
export const whoseRights = (mode: Mode, isEmpty = false): string => (isEmpty ? empty : notes)[mode]
