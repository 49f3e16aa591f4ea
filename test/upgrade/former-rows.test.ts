import { describe, expect, test } from 'vitest'
import type { Message } from '../../src/message/message.ts'
import { impactOf, reachIn } from '../../src/store/impact.ts'
import type { Proposal } from '../../src/store/proposals.ts'
import { type Scene, startScene, superviseDmz } from '../flow/setup.ts'
import { onSqlite } from '../flow/sqlite.ts'

const line = 'rudder rule disable SSH hardening because lockout on jump hosts'

/** A stored proposal as the version before wrote one. */
const asFormer = ({ impact, shown }: Proposal): Pick<Proposal, 'impact' | 'shown'> => {
  const { nodes, tags } = JSON.parse(impact)
  const { wording: _, ...rest } = JSON.parse(shown)
  return { impact: JSON.stringify({ nodes, tags }), shown: JSON.stringify(rest) }
}

/** What a proposal shows, and what it shows once its row is in the form of the version before. */
const inBoth = async ({ context, shown, row }: Scene, proposal: string): Promise<readonly Message[]> => {
  const { message } = await shown(proposal)
  const former = asFormer(await row(proposal))
  await context.store.db.updateTable('proposals').set(former).where('id', '=', proposal).execute()
  return [message, (await shown(proposal)).message]
}

onSqlite((engine) => {
  describe('what the version before has stored is shown as this one would', () => {
    test.for<[string, (scene: Scene) => Promise<string>]>([
      ['a proposal that waits', ({ propose }) => propose(line)],
      ['one that is asked once more', ({ propose }) => propose('rudder rule delete SSH hardening')],
      ['one with a button of its own', ({ propose }) => propose('rudder node run web-101.paris1.acme.net')],
      ['one that reaches nothing', ({ propose }) => propose('rudder rule create Log rotation of jumps')],
      ['one that reaches nobody knows how many', ({ propose }) => propose('rudder techniques reload')],
      ['one of several parts', ({ propose }) => propose('rudder rule target SSH hardening at all nodes')],
      [
        'one that may be held back',
        async ({ rudder, propose }) => {
          superviseDmz(rudder)
          return propose(line)
        },
      ],
      [
        'one that was opened in the system',
        async ({ rudder, propose, confirm }) => {
          superviseDmz(rudder)
          const proposal = await propose(line)
          await confirm(proposal)
          return proposal
        },
      ],
      [
        'one that was applied',
        async ({ propose, confirm }) => {
          const proposal = await propose(line)
          await confirm(proposal)
          return proposal
        },
      ],
      [
        'its way back',
        async ({ propose, confirm, undo }) => {
          const proposal = await propose(line)
          await confirm(proposal)
          return (await undo(proposal)).proposal ?? ''
        },
      ],
      [
        'one that was cancelled',
        async ({ propose, cancel }) => {
          const proposal = await propose(line)
          await cancel(proposal)
          return proposal
        },
      ],
    ])('%s', async ([, prepare]) => {
      const scene = await startScene(engine)
      const [now, former] = await inBoth(scene, await prepare(scene))
      expect(former).toEqual(now)
    })

    test('and is confirmed, and its way back found', async () => {
      const scene = await startScene(engine)
      const proposal = await scene.propose(line)
      await inBoth(scene, proposal)
      expect((await scene.confirm(proposal)).message.title).toBe('Disabled rule “SSH hardening” on rudder/prod')
      await inBoth(scene, proposal)
      const back = await scene.undo(proposal)
      expect(back.message.title).toBe('Enable rule “SSH hardening” again on rudder/prod?')
    })
  })

  describe('what this version stores is in the form of the version before, too', () => {
    test.for<[string, string, unknown]>([
      [line, 'Disable', 'Disabled'],
      ['rudder rule untarget SSH hardening from DMZ Linux', 'Remove', 'Removed'],
      ['rudder node run web-101.paris1.acme.net', 'Run the agent of', 'Ran the agent of'],
    ])('%s', async ([asked, ask, done]) => {
      const { propose, row } = await startScene(engine)
      const { shown } = await row(await propose(asked))
      expect(JSON.parse(shown).says).toMatchObject({ ask, done })
    })

    test('its way back', async () => {
      const { propose, confirm, undo, row } = await startScene(engine)
      const proposal = await propose(line)
      await confirm(proposal)
      const back = await row((await undo(proposal)).proposal ?? '')
      expect(JSON.parse(back.shown).says).toEqual({ ask: 'Enable again', done: 'Enabled again' })
      const { nodes, reach } = JSON.parse(back.impact)
      expect(nodes).toBeGreaterThan(0)
      expect(reach).toBe(nodes)
    })
  })
})

describe('the reach of a row', () => {
  test.for([
    [41, 41],
    [0, 0],
    ['unknown', null],
    ['none', 0],
  ] as const)('%s is stored for both versions', ([reach, nodes]) => {
    const stored = impactOf({ reach }, ['a=b'])
    expect(JSON.parse(stored)).toEqual({ nodes, tags: ['a=b'], reach })
    expect(reachIn(stored)).toBe(reach)
  })

  test.for([
    ['{"nodes":41,"tags":[]}', 41],
    ['{"nodes":0,"tags":null}', 0],
    ['{"nodes":null,"tags":null}', 'unknown'],
    ['{"tags":null}', 'unknown'],
    ['{"nodes":1,"tags":[],"reach":"many"}', 'unknown'],
  ] as const)('of %s is %s', ([stored, reach]) => {
    expect(reachIn(stored)).toBe(reach)
  })
})
