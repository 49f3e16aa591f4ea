import { ids } from './ids.ts'
import { type Person, people as usual } from './people.ts'
import type { Account, Room, SlackState } from './state.ts'

type People = Readonly<Record<string, Person>>

const accounts = (people: People): Account[] => [
  ...Object.entries(people).map(([word, { id, name, email, kind, may }]): Account => {
    const isStranger = kind === 'stranger'
    return {
      id,
      word,
      name,
      kind,
      may,
      said: {},
      team: isStranger ? ids.other : ids.team,
      email: isStranger ? undefined : email,
    }
  }),
  {
    id: ids.botUser,
    word: ids.botName,
    name: 'Coxswain',
    kind: 'bot',
    team: ids.team,
    may: 'the bot',
    email: undefined,
    said: {},
  },
]

const channels: readonly (Pick<Room, 'id' | 'name' | 'topic'> & Partial<Room>)[] = [
  { id: 'C0OPS', name: 'ops', topic: 'Operations of production' },
  { id: 'C0STAGING', name: 'staging', topic: 'Staging: try it here first' },
  { id: 'C0RANDOM', name: 'random', topic: 'Anything else; the bot is not in here', hasBot: false },
  { id: 'C0PARTNERS', name: 'partners', topic: 'With people of other organisations', shared: true },
  { id: 'G0WARROOM', name: 'war-room', topic: 'Private; the bot is not in here', kind: 'private', hasBot: false },
]

/** The workspace as it is at the start: people, channels and no message. */
export const seeded = (people: People = usual, more: readonly string[] = []): SlackState => {
  const everybody = accounts(people)
  const some = everybody.filter(({ kind }) => kind !== 'bot')
  const members = some.filter(({ kind }) => kind === 'member').map(({ id }) => id)
  const added: typeof channels = more.map((name) => ({
    id: `C0${name.toUpperCase().replaceAll(/[^A-Z0-9]/g, '')}`,
    name,
    topic: '',
  }))
  const rooms = [...channels, ...added].map(
    (one): Room => ({
      kind: 'public',
      hasBot: true,
      shared: false,
      pending: false,
      archived: false,
      hosted: false,
      ...one,
      members: one.shared ? some.map(({ id }) => id) : [...members],
    }),
  )
  const direct = some.map(
    ({ id, name }): Room => ({
      id: `D0${id.slice(2)}`,
      name,
      kind: 'direct',
      topic: '',
      members: [id],
      hasBot: true,
      shared: false,
      pending: false,
      archived: false,
      hosted: false,
    }),
  )
  const operators = ['ana', 'marc'].flatMap((word) => some.filter((one) => one.word === word).map(({ id }) => id))
  return {
    accounts: everybody,
    rooms: [...rooms, ...direct],
    groups: [{ id: 'S0OPERATORS', handle: 'rudder-operators', name: 'Rudder operators', users: operators }],
    messages: [],
    views: new Map(),
    files: new Map(),
    responses: new Map(),
    triggers: new Map(),
    stamp: 0,
  }
}
