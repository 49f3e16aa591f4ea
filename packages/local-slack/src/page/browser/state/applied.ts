import type { ClientEvent, Message, State } from '../../../client.ts'

const byTime = (a: Message, b: Message) => Number.parseFloat(a.ts) - Number.parseFloat(b.ts)

const inChannel = (state: State, channel: string, change: (messages: readonly Message[]) => readonly Message[]) => ({
  ...state,
  messages: { ...state.messages, [channel]: change(state.messages[channel] ?? []) },
})

/** The state after an event; a message that is there already is replaced. */
export const applied = (state: State, event: ClientEvent): State => {
  switch (event.type) {
    case 'message': {
      const { message } = event
      return inChannel(state, message.channel, (all) =>
        all.some(({ ts }) => ts === message.ts)
          ? all.map((one) => (one.ts === message.ts ? message : one))
          : [...all, message].sort(byTime),
      )
    }
    case 'deleted':
      return inChannel(state, event.channel, (all) => all.filter(({ ts }) => ts !== event.ts))
    case 'view': {
      const { view: _, ...rest } = state
      return event.view ? { ...rest, view: event.view } : rest
    }
    case 'levers':
      return { ...state, levers: event.levers }
    case 'state':
      return state
  }
}
