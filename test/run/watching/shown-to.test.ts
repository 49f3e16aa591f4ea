import { expect, test } from 'vitest'
import { FormWanted, UserError } from '../../../src/errors.ts'
import type { Context } from '../../../src/run/context.ts'
import { confirmedShown, voidedBy } from '../../../src/run/watching/shown-to.ts'

const ana = { id: 'slack:T1/ANA', name: 'ana', kind: 'slack' } as const
const asked = { channel: 'C1', line: 'rill apis', connection: 'rill/prod' }
const crowd = (many: number, word = 'U') => Array.from({ length: many }, (_, n) => `${word}${n}`)

/** A channel with these in it; an id that begins with G is a guest, one that begins with B a bot. */
const channel = (ids: readonly string[] | 'shared' | 'many' | undefined, shared: readonly string[] = []) =>
  ({
    shared,
    store: { mac: (text: string) => `mac of ${text}` },
    people: {
      fresh: async () => ana,
      readers: async (_: string, most: number) => (Array.isArray(ids) && ids.length > most ? 'many' : ids),
      countPeople: async (some: readonly string[]) => ({
        people: some.filter((id) => !id.startsWith('B')).length,
        guests: some.filter((id) => id.startsWith('G')).length,
      }),
    },
  }) as unknown as Context

const wanted = async (context: Context, values?: Readonly<Record<string, string>>, to = asked): Promise<FormWanted> => {
  try {
    throw new Error(await confirmedShown(context, ana, to, values))
  } catch (error) {
    if (error instanceof FormWanted) return error
    throw error
  }
}
const yesOf = ({ form }: FormWanted): Readonly<Record<string, string>> => {
  const [field] = form.fields
  if (field?.kind.is !== 'choice') throw new Error('it is no choice')
  return { [field.name]: field.kind.options[0]?.value ?? '' }
}

test('what is confirmed is this line in this channel to these people, and nothing else', async () => {
  const here = channel(['ANA', 'U1', 'G1', 'B1'])
  const form = await wanted(here)
  expect(form.message).toContain('This channel has 3 members, 1 of them a guest: what you may see, they will see.')
  const yes = yesOf(form)
  expect(JSON.parse(await confirmedShown(here, ana, asked, yes))).toEqual({
    ids: ['ANA', 'B1', 'G1', 'U1'],
    people: 3,
    guests: 1,
  })
  for (const other of [{ channel: 'C2' }, { line: 'rill views' }, { connection: 'rill/local' }])
    await wanted(here, yes, { ...asked, ...other })
  await wanted(channel(['ANA', 'U1', 'G1', 'B1', 'U2']), yes)
  await wanted(channel(['ANA', 'U2', 'G1', 'B1']), yes)
  await expect(confirmedShown(here, { ...ana, id: 'slack:T1/MARC' }, asked, yes)).rejects.toThrow(FormWanted)
})

test.each([
  ['shared', channel('shared'), 'shared with another organization'],
  ['listed as shared', channel(['ANA'], ['C1']), 'shared with another organization'],
  ['larger than anybody knows', channel(crowd(101)), 'More than 100 people'],
  ['not known now', channel(undefined), 'Slack doesn’t say just now'],
])('in a channel that is %s nothing can be confirmed', async (_, context, why) => {
  await expect(confirmedShown(context, ana, asked)).rejects.toThrow(UserError)
  await expect(confirmedShown(context, ana, asked)).rejects.toThrow(why)
})

const shownTo = (ids: readonly string[]) => ({
  channel: 'C1',
  shown_to: JSON.stringify({ ids, people: ids.length, guests: 0 }),
})
const four = ['ANA', 'U1', 'U2', 'U3']

test.each([
  ['as it was', four, four, undefined],
  ['some have left', four, ['ANA'], undefined],
  ['five have joined', four, [...four, ...crowd(5, 'N')], undefined],
  ['six have joined', four, [...four, ...crowd(6, 'N')], 'many others have joined'],
  ['bots have joined', four, [...four, ...crowd(9, 'B')], undefined],
  ['a guest has joined', four, [...four, 'G1'], 'a guest has joined'],
  ['of 40 a quarter more', crowd(40), [...crowd(40), ...crowd(10, 'N')], undefined],
  ['of 40 more than a quarter', crowd(40), [...crowd(40), ...crowd(11, 'N')], 'many others have joined'],
  ['all are others', four, crowd(6, 'N'), 'many others have joined'],
] as const)('%s', async (_, before, now, why) => {
  const over = await voidedBy(channel(now), shownTo(before), ana)
  if (why === undefined) expect(over).toBeUndefined()
  else expect(over).toMatchObject({ why: expect.stringContaining(why) })
})

test('it is over where another organization is, and not known where Slack says nothing', async () => {
  const shared = { why: expect.stringContaining('shared with another organization') }
  expect(await voidedBy(channel('shared'), shownTo(four), ana)).toMatchObject(shared)
  expect(await voidedBy(channel(four, ['C1']), shownTo(four), ana)).toMatchObject(shared)
  expect(await voidedBy(channel(undefined), shownTo(four), ana)).toBe('unsure')
  expect(await voidedBy(channel('many'), shownTo(four), ana)).toMatchObject({
    why: expect.stringContaining('many others have joined'),
  })
})
