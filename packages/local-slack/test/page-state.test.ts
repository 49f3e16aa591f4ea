import { describe, expect, test } from 'vitest'
import type { ClientEvent, Message, SlashCommand, State, User } from '../src/index.ts'
import { applied } from '../src/page/browser/state/applied.ts'
import { live } from '../src/page/browser/state/live.ts'
import { addressOf, placeOf } from '../src/page/browser/state/place.ts'
import { unreadOf } from '../src/page/browser/state/unread.ts'
import { completionsOf } from '../src/page/browser/talk/completion.ts'
import { grouped } from '../src/page/browser/talk/grouped.ts'

const users: readonly User[] = [
  { id: 'U1', name: 'Ana', may: 'all', kind: 'member' },
  { id: 'U2', name: 'Ana Maria', may: 'nothing', kind: 'guest' },
  { id: 'U3', name: 'Coxswain', may: 'the bot', kind: 'bot' },
]
const said = (ts: string, more: Partial<Message> = {}): Message => ({
  channel: 'C1',
  ts,
  user: 'U1',
  text: ts,
  ...more,
})
const state = (...messages: readonly Message[]): State => ({
  team: 'Acme',
  users,
  channels: [],
  messages: { C1: messages },
  commands: [],
  levers: [],
  now: 0,
})
const came = (message: Message): ClientEvent => ({ type: 'message', message })

describe('what a typed line could become', () => {
  const rudder: SlashCommand = {
    command: '/rudder',
    description: 'Ask Rudder',
    hint: 'compliance | help',
    completions: ['compliance [rule]', 'rule show <rule>', 'rule disable <rule> because <reason>', 'rules', 'silent'],
  }
  const cox: SlashCommand = { command: '/cox', description: 'Itself', hint: '', completions: ['status'] }
  const offered = (text: string) => completionsOf(text, [rudder, cox], users)
  const becomes = (text: string) => offered(text).map((one) => one.becomes)

  test('a command by its beginning, then its lines by theirs', () => {
    expect(becomes('/')).toEqual(['/rudder ', '/cox '])
    expect(becomes('/c')).toEqual(['/cox '])
    expect(becomes('/rudder rule ')).toEqual(['/rudder rule show ', '/rudder rule disable '])
    expect(becomes('/rudder ru')).toEqual(['/rudder rule show ', '/rudder rule disable ', '/rudder rules'])
    expect(becomes('/rudder rule D')).toEqual(['/rudder rule disable '])
  })

  test('a later word of a line finds it, too', () => {
    expect(becomes('/rudder dis')).toEqual(['/rudder rule disable '])
  })

  test('where only names are missing the line stays as a hint, and what is typed stays', () => {
    const typed = '/rudder rule disable SSH hardening because x'
    expect(offered(typed)).toEqual([{ line: '/rudder rule disable <rule> because <reason>', help: '', becomes: typed }])
    expect(becomes('/rudder compliance')).toEqual(['/rudder compliance '])
    expect(becomes('/rudder compliance SSH')).toEqual(['/rudder compliance SSH'])
    expect(becomes('/rudder silent more')).toEqual([])
  })

  test('people after an @, and nothing in other text', () => {
    expect(becomes('hello @an')).toEqual(['hello @Ana ', 'hello @Ana Maria '])
    expect(becomes('a@an')).toEqual([])
    expect(becomes('hello')).toEqual([])
    expect(becomes('/nothing x')).toEqual([])
  })
})

describe('the state', () => {
  test('a message is added in its place, replaced or taken away', () => {
    const two = applied(state(said('1.0'), said('3.0')), came(said('2.0')))
    expect(two.messages.C1?.map(({ ts }) => ts)).toEqual(['1.0', '2.0', '3.0'])
    const edited = applied(two, came(said('2.0', { text: 'new' })))
    expect(edited.messages.C1?.map(({ text }) => text)).toEqual(['1.0', 'new', '3.0'])
    const less = applied(edited, { type: 'deleted', channel: 'C1', ts: '1.0' })
    expect(less.messages.C1).toHaveLength(2)
    expect(applied(less, came({ ...said('1.0'), channel: 'C2' })).messages.C2).toHaveLength(1)
  })

  test('a modal opens and closes', () => {
    const view = { id: 'V1', title: 'Why?', blocks: [] }
    const open = applied(state(), { type: 'view', view })
    expect(open.view).toEqual(view)
    expect(applied(open, { type: 'view', view: null })).toEqual(state())
  })

  test('an event that comes while an older state is on its way is not lost', async () => {
    const seen: State[] = []
    const answers: ((state: State) => void)[] = []
    const kept = live({
      fetch: () => new Promise((resolve) => answers.push(resolve)),
      changed: (one) => seen.push(one),
      failed: () => {},
    })
    const first = kept.refetch()
    kept.event(came(said('2.0', { text: 'newer' })))
    answers[0]?.(state(said('1.0'), said('2.0', { text: 'older' })))
    await first
    expect(seen.at(-1)?.messages.C1?.map(({ text }) => text)).toEqual(['1.0', 'newer'])

    kept.event({ type: 'state' })
    const second = kept.refetch() // two at once: only the later counts
    answers[2]?.(state(said('5.0')))
    answers[1]?.(state(said('4.0')))
    await second
    expect(seen.at(-1)?.messages.C1?.map(({ ts }) => ts)).toEqual(['5.0'])
  })
})

test('a place is in the address and comes back from it', () => {
  const place = { as: 'U1', channel: 'C1', thread: '1.0', panel: 'levers' as const }
  expect(addressOf(place)).toBe('/?as=U1&channel=C1&thread=1.0&panel=levers')
  expect(placeOf(addressOf(place).slice(1))).toEqual(place)
  expect(placeOf('?panel=other&as=')).toEqual({
    as: undefined,
    channel: undefined,
    thread: undefined,
    panel: undefined,
  })
})

test('unread is what others said since, in the channel; what speaks to somebody counts for them', () => {
  const other = { user: 'U3' }
  const all = [
    said('1.0', other),
    said('2.0', other),
    said('3.0'),
    said('4.0', { ...other, text: 'Hi <@U1>' }),
    said('5.0', { ...other, blocks: [{ type: 'rich_text', elements: [{ type: 'user', user_id: 'U1' }] }] }),
    said('6.0', { ...other, thread_ts: '1.0' }),
    said('7.0', { ...other, onlyFor: 'U1' }),
    said('8.0', { ...other, text: '&lt;!channel&gt; &lt;@U1&gt;' }),
  ]
  expect(unreadOf(all, { since: '1.0', me: 'U1', direct: false })).toEqual({ count: 4, mentions: 2 })
  expect(unreadOf(all, { since: '7.0', me: 'U1', direct: true })).toEqual({ count: 1, mentions: 1 })
})

test('messages by one author follow each other, but not past a day, a pause or what is unread', () => {
  const noon = new Date(2025, 10, 20, 12).getTime()
  const at = (seconds: number) => (noon / 1000 + seconds).toFixed(6)
  const placed = grouped(
    [
      said(at(-86_400)),
      said(at(0)),
      said(at(10)),
      said(at(20), { user: 'U2' }),
      said(at(30)),
      said(at(900)),
      said(at(901)),
    ],
    { now: noon, since: at(900) },
  )
  expect(placed.map(({ follows }) => follows)).toEqual([false, false, true, false, false, false, false])
  expect(placed.map(({ day }) => day)).toEqual(['Yesterday', 'Today', ...Array(5).fill(undefined)])
  expect(placed.map(({ fresh }) => fresh)).toEqual([...Array(6).fill(false), true])
})
