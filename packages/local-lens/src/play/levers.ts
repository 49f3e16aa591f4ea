import type { LocalLens } from '../local-lens.ts'

const group = 'Lens sales'

/** What the drawer of the playground can make happen to the local Lens. */
export const leversOf = ({ faults, state }: LocalLens) => {
  const fault = (id: string, name: 'down' | 'refused' | 'gateway', label: string, help: string) => ({
    id,
    group,
    label,
    help,
    isOn: () => faults[name],
    pull: (on: boolean) => {
      faults[name] = on
    },
  })
  const sales = state.tables.find(({ name }) => name === 'sales')
  const reader = state.groups.find(({ name }) => name === 'coxswain')
  return [
    fault('down', 'down', 'Lens is down', 'Nothing answers.'),
    fault('expired', 'refused', 'The keys expire', 'Lens accepts no key of the bot any more.'),
    {
      id: 'slow',
      group,
      label: 'Queries of sales take 20 seconds',
      help: 'Lens says “Continue wait” after five seconds, and the bot waits on.',
      isOn: () => (sales?.takes ?? 0) > 0,
      pull: (on: boolean) => {
        if (sales) sales.takes = on ? 20_000 : 0
        state.runs = []
      },
    },
    {
      id: 'stuck',
      group,
      label: 'Queries never end',
      help: 'Lens says “Continue wait” again and again.',
      isOn: () => state.isStuck,
      pull: (on: boolean) => {
        state.isStuck = on
      },
    },
    {
      id: 'scopes',
      group,
      label: 'The user group loses data',
      help: 'In user_groups.yml the group of the bot’s key is left with meta.',
      isOn: () => reader?.scopes?.includes('data') === false,
      pull: (on: boolean) => {
        if (reader) reader.scopes = on ? ['meta'] : ['meta', 'data']
      },
    },
  ]
}
