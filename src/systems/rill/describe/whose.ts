import type { Mode } from '../expose/settings.ts'

/** What an answer lists, in the plural: what a policy can hide. */
export type Hideable = 'rows' | 'views' | 'fields'

const local = 'Read from a Rill on a developer’s machine: its policies are off'

const notes: Readonly<Record<Mode, (what: Hideable) => string>> = {
  user: (what) => `Read with the Rill rights of the person who asked; others may see more or fewer ${what}.`,
  service: (what) =>
    `Everybody sees the same ${what} here: they are read as one Rill service, not as the person who asks.`,
  local: (what) => `${local}, so it shows all ${what}.`,
}

const empty: Readonly<Record<Mode, (what: Hideable) => string>> = {
  user: (what) =>
    `Read with the Rill rights of the person who asked. Rill doesn’t say whether a policy of the project hid ${what}.`,
  service: (what) =>
    `Read as one Rill service for everybody. Rill doesn’t say whether a policy of the project hid ${what}.`,
  local: (what) => `${local}, so none of them hid ${what}.`,
}

/** With whose rights an answer was read, in a sentence; of one with nothing in it, what that can mean. */
export const whoseRights = (mode: Mode, isEmpty = false, what: Hideable = 'rows'): string =>
  (isEmpty ? empty : notes)[mode](what)

/** With whose rights a call from a list is read, in a sentence. */
export const whoseCalls = (mode: Mode): string =>
  mode === 'user' ? 'What a call shows depends on the Rill rights of the person who asks.' : notes[mode]('rows')
