import { quoted } from '../../../quoted.ts'
import type { KeyKind } from '../run/api.ts'

/** What is shown while a run goes on: `for` is how long it has, empty at first. */
export const runStep = (
  name: string,
  key: KeyKind,
  { state, for: long }: { readonly state: 'queued' | 'started'; readonly for: string },
): string => {
  const does = `${quoted(name)} is ${state === 'queued' ? 'queued' : 'running'} in Redash${long === '' ? '' : `: ${long}`}`
  // Only the key of a user can cancel.
  return key === 'user' ? does : `${does}, with the key of the query, which can’t cancel it`
}

/** The button that cancels a run. */
export const cancelling = {
  label: 'Cancel the run',
  title: 'Cancel the run?',
  text: 'Redash runs identical requests as one job, so this cancels it for everybody waiting.',
} as const
