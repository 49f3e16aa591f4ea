import type { LocalRill } from '../local-rill.ts'

/** Something to happen to a local Rill; with `isOn` a switch. */
export interface Lever {
  readonly id: string
  readonly group: string
  readonly label: string
  readonly help: string
  /** Of a switch: whether it is on. */
  readonly isOn?: () => boolean
  pull(on: boolean): void
}

type Simple = 'down' | 'runtimeDown' | 'refused'

/** What the page's drawer can make happen to a local Rill. */
export const leversOf = ({ faults, state }: LocalRill): readonly Lever[] => {
  const group = 'Rill prod'
  const fault = (name: Simple, label: string, help: string): Lever => ({
    id: name,
    group,
    label,
    help,
    isOn: () => faults[name],
    pull: (on) => {
      faults[name] = on
    },
  })
  const ana = state.users.find(({ email }) => email.startsWith('ana@'))
  return [
    fault('down', 'Rill is down', 'Nothing answers.'),
    fault('runtimeDown', 'Its runtime is down', 'Tokens are still made, and no query runs.'),
    fault('refused', 'The service is deleted', 'Rill accepts no token of the bot any more.'),
    {
      id: 'mints',
      group,
      label: 'Rill gives a token of its own service',
      help: 'As after a handshake that Rill misunderstands: the token could see everything.',
      isOn: () => faults.mints === 'service',
      pull: (on) => {
        faults.mints = on ? 'service' : false
      },
    },
    {
      id: 'admin',
      group,
      label: 'Ana is an admin in Rill',
      help: 'Then she would see every row, and is refused.',
      isOn: () => ana?.admin === true,
      pull: (on) => {
        if (ana) ana.admin = on
      },
    },
    {
      id: 'deploy',
      group,
      label: 'The project is deployed',
      help: 'The next call finds no API, and the one after that an API.',
      pull: () => {
        state.settling = ['missing']
      },
    },
  ]
}
