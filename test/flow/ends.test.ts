import { describe, expect, test } from 'vitest'
import { fieldIn } from '../commands/setup.ts'
import { mainlySqlite } from '../store/engines.ts'
import { startScene } from './setup.ts'

const line = 'rudder rule disable SSH hardening'
const minute = 60_000

mainlySqlite((engine) => {
  describe('how a proposal ends without a write', () => {
    test('its time is over when somebody clicks', async () => {
      const { world, rudder, propose, confirm, acts } = await startScene(engine)
      const proposal = await propose(line)
      await world.advance(15 * minute)
      const { message, ending } = await confirm(proposal)
      expect(message.tone).toBe('expired')
      expect(message.lead).toBe('Nobody confirmed it in time. Nothing was written.')
      expect(message.actions).toEqual([{ does: 'again', proposal, label: 'Ask again' }])
      expect(ending).toBe('not confirmed')
      expect(rudder.writes()).toHaveLength(0)
      expect((await acts()).map(({ kind }) => kind)).toEqual(['proposed', 'expired'])
    })

    test('a moment before, a click still counts', async () => {
      const { world, propose, confirm } = await startScene(engine)
      const proposal = await propose(line)
      await world.advance(15 * minute - 1)
      expect((await confirm(proposal)).message.tone).toBe('applied')
    })

    test('its time is over when it is swept, once', async () => {
      const { world, propose, sweep, shown, acts } = await startScene(engine)
      const proposal = await propose(line)
      await world.advance(15 * minute - 1)
      await sweep()
      expect((await shown(proposal)).message.tone).toBe('waiting')
      await world.advance(1)
      await sweep()
      await sweep()
      expect((await shown(proposal)).message.tone).toBe('expired')
      expect((await acts()).map(({ kind }) => kind)).toEqual(['proposed', 'expired'])
    })

    test.each(['ana', 'marc'])('%s cancels it', async (who) => {
      const { rudder, propose, cancel, confirm, acts } = await startScene(engine)
      const proposal = await propose(line)
      const { message } = await cancel(proposal, who)
      expect(message.tone).toBe('cancelled')
      expect(message.lead).toMatch(/^Cancelled by (Ana|Marc)\. Nothing was written\.$/)
      expect((await confirm(proposal, 'ana')).message).toEqual(message)
      expect(rudder.writes()).toHaveLength(0)
      expect((await acts()).at(-1)).toMatchObject({ kind: 'cancelled', payload: { human: `${who}@acme.example` } })
    })

    test('a reader cannot cancel what another asked for', async () => {
      const { propose, cancel, shown } = await startScene(engine)
      const proposal = await propose(line)
      await expect(cancel(proposal, 'rita')).rejects.toThrow('Only who asked for it, or who could confirm it')
      expect((await shown(proposal)).message.tone).toBe('waiting')
    })

    test('a click after the end shows the true state and writes nothing', async () => {
      const { propose, confirm, cancel, posts, acts } = await startScene(engine)
      const proposal = await propose(line)
      const done = await confirm(proposal)
      const count = (await acts()).length
      expect(await confirm(proposal, 'marc')).toEqual({ ...done, late: true })
      expect(await cancel(proposal, 'ana')).toEqual({ ...done, late: true })
      expect(posts()).toHaveLength(1)
      expect(await acts()).toHaveLength(count)
    })

    test('an unknown proposal is said to be unknown', async () => {
      const { confirm, cancel, undo } = await startScene(engine)
      for (const act of [confirm, cancel, undo])
        await expect(act('7'.repeat(26))).rejects.toThrow('There is no such proposal here. Ask again to get a new one.')
    })

    test('there is nothing to do', async () => {
      const { rudder, ask, acts } = await startScene(engine)
      const { ending, message, proposal } = await ask('rudder rule disable CIS level 2')
      expect(ending).toBe('done')
      expect(proposal).toBeUndefined()
      expect(message.title).toBe('Nothing to do on rudder/prod: rule “CIS level 2” is disabled already.')
      expect((await ask('rudder rule enable SSH hardening')).message.title).toBe(
        'Nothing to do on rudder/prod: rule “SSH hardening” is enabled already.',
      )
      expect(rudder.writes()).toHaveLength(0)
      expect(await acts()).toEqual([])
    })
  })

  describe('a lock', () => {
    test('stops a click that comes after it, says who and why, and lets go', async () => {
      const { rudder, propose, confirm, ask, acts, shown } = await startScene(engine)
      const proposal = await propose(line)
      expect((await ask('cox lock rudder/prod because the server is being moved', 'marc')).ending).toBe('done')
      const refused = await confirm(proposal)
      expect(refused.ending).toBe('refused')
      expect(refused.message.title).toBe(
        'Writes on rudder/prod are locked by marc@acme.example (the server is being moved). Nothing was written.',
      )
      expect(rudder.writes()).toHaveLength(0)
      expect((await acts()).map(({ kind }) => kind)).toEqual(['proposed', 'lock', 'refused'])
      const { message } = await ask(line)
      expect(fieldIn(message, 'Locked')).toBe(
        'by marc@acme.example (the server is being moved). Nothing can be confirmed until it is unlocked.',
      )
      const offered = async () => (await shown(proposal)).message.actions?.map(({ does }) => does)
      expect(await offered()).toEqual(['cancel'])
      expect((await ask('cox unlock rudder/prod', 'marc')).ending).toBe('done')
      expect(await offered()).toEqual(['confirm', 'remind', 'cancel'])
      expect((await confirm(proposal)).message.tone).toBe('applied')
    })

    test('stops one connection, not the others', async () => {
      const { play, propose, confirm, ask } = await startScene(engine)
      await ask('cox lock rudder/prod', 'marc')
      expect((await confirm(await propose(`${line} --on staging`))).message.tone).toBe('applied')
      expect(play.rudder.staging.writes()).toHaveLength(1)
    })

    test('only an owner may set it', async () => {
      const { ask, propose, confirm } = await startScene(engine)
      const { ending, message } = await ask('cox lock rudder/prod', 'ana')
      expect(ending).toBe('refused')
      expect(message.title).toContain('cox:lock:write')
      expect((await confirm(await propose(line))).message.tone).toBe('applied')
    })
  })
})
