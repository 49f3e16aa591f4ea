import type { ClientEvent, State } from '../../../client.ts'
import { applied } from './applied.ts'

/** Keeps a state up to date while it is fetched anew and events come, in whatever order they arrive. */
export const live = (told: {
  fetch(): Promise<State>
  changed(state: State): void
  failed(): void
}): { refetch(): Promise<void>; event(event: ClientEvent): void; stop(): void } => {
  let [state, fetches, stopped]: [State | undefined, number, boolean] = [undefined, 0, false]
  // A state that was asked for before an event came may be older than it: what came meanwhile is applied once more.
  let meanwhile: ClientEvent[] = []
  const set = (next: State) => {
    state = next
    if (!stopped) told.changed(next)
  }
  const refetch = async () => {
    const mine = ++fetches
    meanwhile = []
    try {
      const fetched = await told.fetch()
      if (mine === fetches) set(meanwhile.reduce(applied, fetched))
    } catch {
      if (mine === fetches && !stopped) told.failed()
    }
  }
  return {
    refetch,
    event: (event) => {
      if (event.type === 'state') return void refetch()
      meanwhile.push(event)
      if (state) set(applied(state, event))
    },
    stop: () => {
      stopped = true
    },
  }
}
