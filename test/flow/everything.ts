import { noFaults, type RudderFaults } from 'local-rudder'
import type { Reply } from '../../src/run/reply.ts'
import { type Scene, superviseDmz } from './setup.ts'

const line = 'rudder rule disable SSH hardening because lockout on the jump hosts'
const minute = 60_000

const asked = [
  'rudder compliance',
  'rudder compliance SSH hardening',
  'rudder rules ssh',
  'rudder rule SSH hardening',
  'rudder node web-101.paris1.acme.net',
  'rudder rule disable CIS level 2',
  'rudder rule disable SSH',
  'rudder rule disable ..',
  'rudder rule disable a\u0000b',
  'frobnicate',
  'cox help',
  'cox whoami',
  'cox lock rudder/prod',
]

const troubles: readonly Partial<RudderFaults>[] = [
  { down: true },
  { starting: true },
  { html401: true },
  { cutBody: true },
  { garbage: 'shape' },
  { garbage: 'text' },
]

const lost: readonly Partial<RudderFaults>[] = [
  { losesAnswer: { commit: 'now' } },
  { losesAnswer: { commit: 'never' } },
  { fail503Writes: true },
  { cutBody: true, only: (method) => method === 'POST' },
]

/** All that can happen, in brief: what was answered, and what was thrown. */
export const everything = async (scene: Scene): Promise<{ replies: Reply[]; thrown: unknown[] }> => {
  const { ask, confirm, cancel, undo, shown, sweep, world, rudder, rule } = scene
  const replies: Reply[] = []
  const thrown: unknown[] = []
  const take = async (work: Promise<Reply>): Promise<Reply | undefined> => {
    try {
      const reply = await work
      replies.push(reply)
      return reply
    } catch (error) {
      thrown.push(error)
      return undefined
    }
  }
  const write = async (typed: string, who = 'ana') => (await take(ask(typed, who)))?.proposal

  for (const who of ['ana', 'rita', 'gus']) for (const typed of asked) await take(ask(typed, who))
  const applied = await write(line)
  await take(confirm(applied, 'rita'))
  await take(confirm(applied))
  await take(confirm((await take(undo(applied)))?.proposal))
  await take(cancel(await write(line)))
  const stale = await write(line)
  rule('SSH hardening').targets = ['special:all']
  await take(confirm((await take(confirm(stale)))?.successor, 'marc'))
  rule('SSH hardening').enabled = true
  const expired = await write(line)
  await world.advance(15 * minute)
  await take(confirm(expired))
  await take(confirm(await write(`${line} --on staging`)))
  for (const fault of lost) {
    rule('Edge kiosk').enabled = true
    const proposal = await write('rudder rule disable Edge kiosk')
    Object.assign(rudder.faults, fault)
    await take(confirm(proposal))
    Object.assign(rudder.faults, noFaults())
    await world.advance(minute)
    await sweep()
    await take(shown(proposal))
  }
  for (const fault of troubles) {
    const proposal = await write('rudder rule disable Redis cache')
    Object.assign(rudder.faults, fault)
    await take(confirm(proposal))
    for (const typed of asked) await take(ask(typed))
    Object.assign(rudder.faults, noFaults())
    await world.advance(minute)
  }
  superviseDmz(rudder)
  rule('SSH hardening').enabled = true
  await take(confirm(await write(line), 'marc'))
  await take(ask('cox lock rudder/prod because the end', 'marc'))
  await take(confirm(await write('rudder rule disable Redis cache')))
  return { replies, thrown }
}
