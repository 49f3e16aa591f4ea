import type { Lever } from 'local-slack'
import type { SystemLever } from './local-system.ts'
import type { Play } from './start-systems.ts'

/** A clock of the playground that can be moved on. */
export interface Passing {
  pass(ms: number): void
}

const minuteMs = 60_000

const ofTime = ({ pass }: Passing): readonly SystemLever[] =>
  [15, 120].map((minutes) => ({
    id: `pass${minutes}`,
    group: 'Time',
    label: minutes < 60 ? `${minutes} minutes pass` : `${minutes / 60} hours pass`,
    help: minutes < 60 ? 'A proposal expires.' : 'Reminders are due.',
    pull: () => pass((minutes + 1) * minuteMs),
  }))

/** What the page's drawer can make happen: to the local systems, and to the time. */
export const createLevers = (play: Play, passing: Passing) => {
  const all = [...play.levers, ...ofTime(passing)]
  return {
    list: (): readonly Lever[] =>
      all.map(({ id, group, label, help, isOn }) => ({ id, group, label, help, ...(isOn && { on: isOn() }) })),
    pull: async (id: string, on: boolean | undefined): Promise<void> => {
      all.find((lever) => lever.id === id)?.pull(on ?? true)
    },
  }
}
