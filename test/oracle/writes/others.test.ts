import { describe, expect, test } from 'vitest'
import type { Message } from '../../../src/message/message.ts'
import { onSqlite } from '../../flow/sqlite.ts'
import { some } from '../../runs.ts'
import { whenTaken } from './effects.ts'
import { leadOf } from './figures.ts'
import { reason } from './judge.ts'
import { type Other, openOne, othersIn } from './others.ts'
import { unlike } from './outcomes.ts'
import { every, sceneIn } from './scene.ts'
import { situations } from './situations.ts'
import { truthOf } from './truth.ts'
import { type Write, writes } from './writes.ts'

const differs = (what: string, said: unknown, isSo: unknown): readonly string[] =>
  JSON.stringify(said) === JSON.stringify(isSo)
    ? []
    : [`${what}: ${JSON.stringify(said)}, but should be ${JSON.stringify(isSo)}`]

/** When the agent of a node last ran moves on, and is no claim of the change. */
const moving = ['Last run', 'Reason']
const fieldsOf = ({ fields = [] }: Message) =>
  Object.fromEntries(fields.filter(({ label }) => !moving.includes(label)).map(({ label, value }) => [label, value]))
const sorted = (fields: Readonly<Record<string, string>>) => Object.entries(fields).sort()
const happens = ({ lists = [] }: Message) => lists.find(({ title }) => title === 'What will happen')?.items
const reachOf = ({ reach }: Other) => (reach === 'unknown' ? undefined : reach)

const wrongBefore = (message: Message, other: Other): readonly string[] => [
  ...differs('lead', message.lead?.split('Nothing is changed yet')[0], leadOf(reachOf(other))),
  ...differs('fields', sorted(fieldsOf(message)), sorted(other.fields)),
  ...differs('what will happen', happens(message), other.notes),
  ...differs('who confirms', message.notes?.[0], other.approvals ? twoPeople : onePerson),
]

const onePerson = 'Needs 1 confirmation from rudder-operators.'
const twoPeople =
  "Needs 2 approvals (I don't know whose login opened it). Approved: ana@acme.example. Waiting for 1 more from rudder-operators."

const wrongAfter = (message: Message, { output, lasting, reach, approvals }: Other): readonly string[] => [
  ...differs(
    'lead',
    message.lead,
    output ? 'Rudder said that it is done. What it printed is below.' : 'Written, and read back: it is so (verified).',
  ),
  ...differs('notes', message.notes, lasting),
  ...(output && !output.test(message.output?.[0] ?? '') ? [`it printed “${message.output?.[0]}”`] : []),
  ...differs('fields', fieldsOf(message), {
    ...(typeof reach === 'number' && reach > 0 && { Nodes: String(reach) }),
    ...(approvals ? { 'Approved by': 'ana@acme.example, marc@acme.example' } : { 'Confirmed by': 'ana@acme.example' }),
  }),
]

/** What these writes may change of what nodes do: a request that is accepted does what it asks for. */
const changes = ({ line }: Other): boolean => /request|node (accept|refuse)/.test(line)

onSqlite((engine) => {
  describe('writes that change no rule and no directive', () => {
    test.for(some(2, situations))('$name', { timeout: 60_000 }, async ({ at, situation }) => {
      const { ask, confirm, put, rudder, world } = await sceneIn(engine, situation)
      const wrong: Record<string, readonly string[]> = {}
      const [{ before, seen, limit }, when] = [truthIn(put(openOne), world.clock.now()), whenIn(put(openOne))]
      for (const other of every(2, at, othersIn(before, { seen, limit, when }))) {
        put(openOne)
        const because = before.settings.mandatory_change_message === true ? ` because ${reason}` : ''
        const asked = await ask(other.line + because)
        const first = await confirm(asked.proposal)
        const { message } = other.approvals ? await confirm(asked.proposal, 'marc') : first
        const found = [
          ...wrongBefore(asked.message, other),
          ...(other.unseen ? differs('tone', message.tone, 'unknown') : wrongAfter(message, other)),
          ...(other.isSo(rudder.state) ? [] : ['Rudder is not as was said']),
          ...(changes(other) ? [] : unlike('done', rudder.state, before)),
        ]
        if (found.length > 0) wrong[other.line] = found
      }
      expect(wrong, situation.name).toEqual({})
    })
  })
})

const [any] = writes as readonly [Write, ...Write[]]
const truthIn = (state: Parameters<typeof truthOf>[1], now: number) => truthOf(any, state, now)
const whenIn = (state: Parameters<typeof truthOf>[1]) => whenTaken(truthIn(state, 0))
