import { openRequest } from 'local-rudder'
import { describe, expect, test } from 'vitest'
import { startScene, superviseDmz } from './setup.ts'
import { onSqlite } from './sqlite.ts'

const line = 'rudder rule disable SSH hardening'
const minute = 60_000
const day = 24 * 60 * minute
const seen = /\d{4}-\d\d-\d\d \d\d:\d\d UTC/

onSqlite((engine) => {
  describe('a change that awaits validation', () => {
    const awaiting = async (who = 'ana') => {
      const scene = await startScene(engine)
      superviseDmz(scene.rudder)
      const proposal = await scene.propose(line, who)
      expect((await scene.confirm(proposal, who)).message.tone).toBe('awaiting validation')
      const pass = async (ms: number) => {
        await scene.world.advance(ms)
        await scene.sweep()
      }
      const message = async () => (await scene.shown(proposal)).message
      const reads = () => scene.rudder.requests.filter(({ path }) => /changeRequests\/1$/.test(path)).length
      return { ...scene, proposal, pass, message, reads }
    }

    test('is followed: that it was deployed in Rudder is seen, by no one known here, and can be undone', async () => {
      const { rudder, pass, message, acts, proposal, undo } = await awaiting()
      rudder.deploy(1)
      await pass(11 * minute)
      const { tone, title, lead, notes, actions } = await message()
      expect([tone, title]).toEqual(['applied', 'Disabled rule “SSH hardening” on rudder/prod'])
      expect(lead?.replace(seen, 'THEN')).toBe('Change request #1 was deployed (seen THEN). Read back and verified.')
      expect(notes?.join(' ')).not.toContain('validation')
      expect(actions?.map(({ does }) => does)).toEqual(['undo'])
      expect((await acts()).at(-1)).toMatchObject({
        kind: 'decided',
        payload: { proposal, pending: 'change request #1', became: 'deployed', outcome: 'applied', by: null },
      })
      expect((await undo(proposal)).message.title).toContain('Enable rule “SSH hardening” again')
    })

    test('that it was declined there is said, and no longer looked at', async () => {
      const { rudder, pass, message, reads, row, proposal } = await awaiting()
      for (const request of rudder.state.changeRequests) request.status = 'Cancelled'
      await pass(11 * minute)
      const { tone, title, lead, actions } = await message()
      expect([tone, title]).toEqual([
        'failed',
        'Declined: change request #1 to disable rule “SSH hardening” on rudder/prod',
      ])
      expect(lead?.replace(seen, 'THEN')).toBe('Change request #1 was declined (seen THEN). Nothing was changed.')
      expect(actions).toBeUndefined()
      expect((await row(proposal)).follow_at).toBeNull()
      const before = reads()
      await pass(2 * day)
      expect(reads()).toBe(before)
    })

    test.each([
      ['accept', 'applied', 'was deployed'],
      ['decline', 'failed', 'was declined'],
    ])('%s by this bot: at once, with who', async (verb, tone, became) => {
      const { propose, confirm, sweep, message, acts } = await awaiting()
      const deciding = await propose(`rudder request ${verb} 1`, 'marc')
      expect((await confirm(deciding, 'marc')).message.tone).toBe('applied')
      await sweep()
      const said = await message()
      expect(said.tone).toBe(tone)
      expect(said.lead).toContain(became)
      expect(said.lead).toMatch(/by Marc, here \(proposal [0-9A-Z]{8}, audit #\d+\)/)
      expect((await acts()).at(-1)).toMatchObject({
        kind: 'decided',
        payload: { by: ['marc@acme.example'], through: deciding },
      })
    })

    test('is looked at rarely, and by one of two who sweep at once', async () => {
      const { sweep, world, reads, pass, acts, rudder } = await awaiting()
      await sweep()
      expect(reads()).toBe(0)
      await world.advance(11 * minute)
      await Promise.all([sweep(), sweep()])
      expect(reads()).toBe(1)
      await pass(day)
      const before = reads()
      await pass(50 * minute)
      expect(reads()).toBe(before)
      rudder.deploy(1)
      await world.advance(11 * minute)
      await Promise.all([sweep(), sweep()])
      expect((await acts()).filter(({ kind }) => kind === 'decided')).toHaveLength(1)
    })

    test('that is gone from Rudder: what became of it is not guessed', async () => {
      const { rudder, pass, message } = await awaiting()
      rudder.state.changeRequests.splice(0)
      await pass(11 * minute)
      const { tone, lead, actions } = await message()
      expect(tone).toBe('unknown')
      expect(lead?.replace(seen, 'THEN')).toBe(
        "Change request #1 isn't in Rudder any more (looked at THEN), so I can't tell whether it was deployed. Check before you do anything.",
      )
      expect(actions).toBeUndefined()
    })

    test('that cannot be read just now: says so, and goes on', async () => {
      const { rudder, pass, message } = await awaiting()
      rudder.state.settings.enable_change_request = false
      await pass(11 * minute)
      const unread = await message()
      expect(unread.tone).toBe('awaiting validation')
      expect(unread.notes?.[0]).toMatch(/^I couldn't check it the last time: /)
      rudder.state.settings.enable_change_request = true
      rudder.deploy(1)
      await pass(11 * minute)
      expect((await message()).tone).toBe('applied')
    })

    test('was deployed and changed again since: it is not called verified', async () => {
      const { rudder, pass, message, rule } = await awaiting()
      rudder.deploy(1)
      rule('SSH hardening').enabled = true
      await pass(11 * minute)
      expect((await message()).lead).toContain('Since then it was changed: it is not as it was asked for any more.')
    })

    test('still open after 30 days: that it is no longer looked at is said', async () => {
      const { pass, message, reads, ask } = await awaiting()
      await pass(31 * day)
      const { tone, lead, notes } = await message()
      expect(tone).toBe('awaiting validation')
      expect(lead).toContain('was still open after 30 days')
      expect(notes).toBeUndefined()
      const before = reads()
      await pass(day)
      expect(reads()).toBe(before)
      expect((await ask('rudder request 1 accept', 'ana')).message.title).toContain("You can't approve")
    })

    test('of another number tells nothing of this one', async () => {
      const { rudder, rule, propose, confirm, sweep, message } = await awaiting()
      const before = rule('Redis cache')
      openRequest(rudder.state, {
        displayName: 'Other',
        description: '',
        createdBy: 'nadia',
        change: { kind: 'rule', before, after: { ...before, enabled: false } },
      })
      const other = await propose('rudder request 2 decline', 'marc')
      await confirm(other, 'marc')
      await sweep()
      expect((await message()).tone).toBe('awaiting validation')
    })
  })
})
