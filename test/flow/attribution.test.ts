import { describe, expect, test } from 'vitest'
import { undo } from '../../src/run/undo.ts'
import { person } from '../bot.ts'
import { mainlySqlite } from '../store/engines.ts'
import { type Scene, startScene } from './setup.ts'

const line = 'rudder rule disable SSH hardening because lockout on the jump hosts'
const other = 'rudder rule disable Edge kiosk'
const minute = 60_000

/** Ana confirms, the reply is lost, and nothing was written. */
const loses = async ({ rudder, propose, confirm }: Scene, typed = line): Promise<string> => {
  const proposal = await propose(typed)
  rudder.faults.losesAnswer = { commit: 'never' }
  await confirm(proposal)
  rudder.faults.losesAnswer = false
  return proposal
}

const does = async ({ propose, confirm }: Scene, who: string, typed = line): Promise<string> => {
  const proposal = await propose(typed, who)
  expect((await confirm(proposal, who)).message.tone).toBe('applied')
  return proposal
}

/** The number of the entry in the audit log that says how a proposal ended. */
const entryOf = async ({ acts }: Scene, proposal: string): Promise<number | undefined> =>
  (await acts()).find(
    ({ kind, payload }) => kind === 'outcome' && (payload as { proposal: string }).proposal === proposal,
  )?.seq

const short = (proposal: string): string => proposal.slice(0, 8)

const sees = async ({ shown }: Scene, proposal: string): Promise<readonly string[]> =>
  ((await shown(proposal)).message.see ?? []).map(({ text }) => text)

mainlySqlite((engine) => {
  describe('a reply was lost, nothing was written, and then it is as asked', () => {
    test.each([
      ['marc', 'Marc'],
      ['ana', 'Ana'],
    ])('by %s through the bot: its audit log says so, to everybody in the channel', async (who, called) => {
      const scene = await startScene(engine)
      const proposal = await loses(scene)
      const did = await does(scene, who)
      await scene.world.advance(minute)
      await scene.sweep()
      const { message } = await scene.shown(proposal)
      expect(message.tone).toBe('unknown')
      expect(message.lead).toBe(
        `${called} did this (proposal ${short(did)}, audit #${await entryOf(scene, did)}). Rudder never confirmed this request.`,
      )
      expect(message.actions).toBeUndefined()
      await expect(undo(scene.context, { proposal, principal: person('ana') })).rejects.toThrow(
        'Only a change that was applied',
      )
      expect((await scene.row(proposal)).look_at).toBeNull()
    })

    test('by somebody in Rudder: not known by whom', async () => {
      const scene = await startScene(engine)
      const proposal = await loses(scene)
      scene.rule('SSH hardening').enabled = false
      await scene.world.advance(minute)
      await scene.sweep()
      const { message } = await scene.shown(proposal)
      expect(message).toMatchObject({
        tone: 'unknown',
        lead: "Rudder's reply was lost. It is disabled now, but it isn't known by whom.",
      })
      expect(message.actions).toBeUndefined()
    })

    test.each([
      ['on another object', (scene: Scene) => does(scene, 'marc', other)],
      ['to something else', (scene: Scene) => does(scene, 'marc', 'rudder rule untarget SSH hardening from DMZ Linux')],
      ['before it', (scene: Scene) => does(scene, 'marc')],
    ])('a change %s did not do it', async (when, work) => {
      const scene = await startScene(engine)
      if (when === 'before it') {
        await work(scene)
        await scene.world.advance(minute)
        scene.rule('SSH hardening').enabled = true
      }
      const proposal = await loses(scene)
      if (when !== 'before it') await work(scene)
      scene.rule('SSH hardening').enabled = false
      await scene.world.advance(minute)
      await scene.sweep()
      expect((await scene.shown(proposal)).message.lead).toContain("it isn't known by whom")
    })

    test('what the version before called applied without proof did not do it', async () => {
      const scene = await startScene(engine)
      const proposal = await loses(scene)
      const did = await does(scene, 'marc')
      const result = JSON.stringify({ sentence: 'It is as asked now.', proof: 'seen' })
      await scene.context.store.db.updateTable('proposals').set({ result }).where('id', '=', did).execute()
      await scene.world.advance(minute)
      await scene.sweep()
      expect((await scene.shown(proposal)).message.lead).toContain("it isn't known by whom")
    })

    test('what the version before called applied is not called so any more', async () => {
      const scene = await startScene(engine)
      const proposal = await loses(scene)
      const result = JSON.stringify({ sentence: 'It is as asked now.', proof: 'seen', by: ['ana@acme.example'] })
      await scene.context.store.db
        .updateTable('proposals')
        .set({ outcome: 'applied', result, look_at: null })
        .where('id', '=', proposal)
        .execute()
      const { message, ending } = await scene.shown(proposal)
      expect([message.tone, message.actions, ending]).toEqual(['unknown', undefined, 'unknown'])
      await expect(scene.undo(proposal)).rejects.toThrow('Only a change that was applied')
    })
  })

  describe('the same change is confirmed twice', () => {
    test.each([
      ['ana', 'Ana'],
      ['marc', 'Marc'],
    ])('%s did it already', async (who, called) => {
      const scene = await startScene(engine)
      const second = await scene.propose(line)
      const first = await does(scene, who)
      const { message } = await scene.confirm(second)
      expect(message.tone).toBe('stale')
      expect(message.lead).toBe(
        `${called} already did this (proposal ${short(first)}, audit #${await entryOf(scene, first)}). Nothing was written.`,
      )
      expect(scene.posts()).toHaveLength(1)
    })

    test('an unknown outcome may have done it', async () => {
      const scene = await startScene(engine)
      const second = await scene.propose(line, 'marc')
      const first = await loses(scene)
      scene.rule('SSH hardening').enabled = false
      const { message } = await scene.confirm(second, 'marc')
      expect(message.lead).toBe(
        `It is already as you want it. Proposal ${short(first)} may have done it: its outcome is unknown. Nothing was written.`,
      )
    })
  })

  describe('a proposal says what else was open on its object', () => {
    test('an open one, whatever it is to do there, and no other', async () => {
      const scene = await startScene(engine)
      await scene.propose(other)
      await scene.propose(`${line} --on staging`)
      const first = await scene.propose('rudder rule untarget SSH hardening from DMZ Linux', 'marc')
      expect(await sees(scene, first)).toEqual([])
      const second = await scene.propose(line)
      expect(await sees(scene, second)).toEqual([
        `When this was asked, proposal ${short(first)} (remove group “DMZ Linux” from rule “SSH hardening”, asked by Marc) was open on the same object.`,
      ])
    })

    test('none that expired, was cancelled, was applied or is replaced', async () => {
      const scene = await startScene(engine)
      const expired = await scene.propose(line)
      await scene.world.advance(15 * minute)
      const first = await scene.propose(line)
      expect(await sees(scene, first)).toEqual([])
      await scene.cancel(first)
      const second = await scene.propose(line)
      expect(await sees(scene, second)).toEqual([])
      scene.rule('SSH hardening').targets = ['special:all']
      const { successor = '' } = await scene.confirm(second)
      expect(await sees(scene, successor)).toEqual([])
      expect((await scene.row(expired)).stage).toBe('pending')
    })

    test('an unknown outcome, for a week', async () => {
      const scene = await startScene(engine)
      const first = await loses(scene)
      const second = await scene.propose('rudder rule enable SSH hardening').catch(() => scene.propose(line))
      expect(await sees(scene, second)).toEqual([
        `When this was asked, the outcome of proposal ${short(first)} (disable rule “SSH hardening”, asked by Ana) on the same object was unknown: it may have been applied.`,
      ])
      await scene.world.advance(8 * 24 * 60 * minute)
      await scene.sweep()
      expect(await sees(scene, await scene.propose(line))).toEqual([])
    })

    test('one that is being sent', async () => {
      const scene = await startScene(engine)
      const first = await scene.propose(line)
      let second = ''
      scene.world.steps.set('request:before', async () => {
        second = await scene.propose(line, 'marc')
      })
      await scene.confirm(first)
      expect(await sees(scene, second)).toEqual([
        `When this was asked, proposal ${short(first)} (disable rule “SSH hardening”, asked by Ana) was being sent to the same object.`,
      ])
    })

    test('what is to be created twice is the same object', async () => {
      const scene = await startScene(engine)
      const first = await scene.propose('rudder rule create Backup agent')
      await scene.propose('rudder rule create Backup server')
      const third = await scene.propose('rudder rule create Backup agent', 'marc')
      expect(await sees(scene, third)).toEqual([expect.stringContaining(`proposal ${short(first)} (create`)])
    })

    test('of two that are asked at once, one sees the other', async () => {
      const scene = await startScene(engine)
      const both = await Promise.all([scene.propose(line), scene.propose(line, 'marc')])
      const seen = await Promise.all(both.map((one) => sees(scene, one)))
      expect(seen.map(({ length }) => length).sort()).toEqual([0, 1])
    })
  })
})
