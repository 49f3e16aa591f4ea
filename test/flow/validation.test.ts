import { describe, expect, test } from 'vitest'
import { ask } from '../../src/run/ask.ts'
import { person } from '../bot.ts'
import { mainlyPostgres } from '../store/engines.ts'
import { saidIn, startScene, superviseDmz } from './setup.ts'

const line = 'rudder rule disable SSH hardening'

mainlyPostgres((engine) => {
  describe('change validation', () => {
    test('the change waits in Rudder: it is never called applied, and the number is named', async () => {
      const { rudder, rule, ask, confirm, acts, world, sweep, shown } = await startScene(engine)
      superviseDmz(rudder)
      const asked = await ask(line)
      expect(asked.message.actions?.[0]?.label).toBe('Disable or open change request')
      // It may be applied at once.
      expect(asked.message.actions?.[0]).toMatchObject({
        danger: true,
        spoken: 'Disable rule SSH hardening on rudder/prod, 41 nodes, or open change request',
      })
      expect(asked.message.lists?.at(-1)?.items[0]).toContain('Change validation is on')
      const { message, ending } = await confirm(asked.proposal)
      expect(message.tone).toBe('awaiting validation')
      expect(message.title).toBe(
        'Awaiting validation: change request #1 to disable rule “SSH hardening” on rudder/prod',
      )
      expect(message.lead).toBe(
        'Rudder opened change request #1. Nothing is changed until it is validated and deployed there.',
      )
      expect(JSON.stringify(message)).not.toContain('applied')
      expect(message.actions).toBeUndefined()
      expect(ending).toBe('done')
      expect(rule('SSH hardening').enabled).toBe(true)
      const [request] = rudder.state.changeRequests
      expect(request?.displayName).toBe(`Coxswain ${asked.proposal}`)
      expect(request?.description).toContain('asked by Ana <ana@acme.example>')
      expect((await acts()).at(-1)).toMatchObject({
        kind: 'outcome',
        payload: { outcome: 'awaiting validation', pending: 'change request #1' },
      })
      await world.advance(24 * 60 * 60_000)
      await sweep()
      expect((await shown(asked.proposal)).message.tone).toBe('awaiting validation')
    })

    test('it is on, but no supervised node is touched: written at once, and called so', async () => {
      const { rudder, propose, confirm } = await startScene(engine)
      superviseDmz(rudder)
      const { message } = await confirm(await propose('rudder rule disable Redis cache'))
      expect(message.tone).toBe('applied')
      expect(rudder.state.changeRequests).toHaveLength(0)
    })

    test('switched on between the question and the click: nothing is sent, and the new question says so', async () => {
      const { rudder, propose, confirm, shown } = await startScene(engine)
      const proposal = await propose(line)
      superviseDmz(rudder)
      const { message, successor } = await confirm(proposal)
      expect(message.tone).toBe('stale')
      expect(message.lead).toBe('Change validation is on now. Nothing was written. Below is how it would be now.')
      expect(rudder.writes()).toHaveLength(0)
      expect((await shown(successor)).message.actions?.[0]?.label).toBe('Disable or open change request')
      expect((await confirm(successor)).message.tone).toBe('awaiting validation')
    })

    test.for([
      line,
      'rudder rule delete Edge kiosk',
      'rudder directive audit Kiosk browser',
      'rudder rule target Edge kiosk at Cache servers',
    ])('switched off between the question and the click, %s: it is not applied at once', async (asked) => {
      const { rudder, propose, confirm, shown } = await startScene(engine)
      superviseDmz(rudder)
      const proposal = await propose(asked)
      rudder.state.settings.enable_change_request = false
      const { message, successor } = await confirm(proposal)
      expect(message.tone).toBe('stale')
      expect(message.lead).toBe('Change validation is off now. Nothing was written. Below is how it would be now.')
      expect(rudder.writes()).toHaveLength(0)
      const next = (await shown(successor)).message
      expect(next.actions?.[0]?.label).not.toContain('change request')
      expect(saidIn(next)).not.toContain('validation')
    })

    test('the mode of all is another one: what relies on it is shown anew', async () => {
      const { rudder, propose, confirm } = await startScene(engine)
      const relies = await propose('rudder directive audit Kiosk browser')
      rudder.state.settings.global_policy_mode = 'audit'
      expect((await confirm(relies)).message.tone).toBe('stale')
      expect(rudder.writes()).toHaveLength(0)
    })
  })

  describe('a reason', () => {
    test.each([line, `${line} because no`])('is mandatory there: “%s” is not enough', async (typed) => {
      const { rudder, ask, acts } = await startScene(engine)
      rudder.state.settings.mandatory_change_message = true
      const { ending, message, proposal } = await ask(typed)
      expect(ending).toBe('usage')
      expect(proposal).toBeUndefined()
      expect(message.title).toBe(
        'This Rudder wants a reason of at least 5 characters for every change. Add “because …” to the line.',
      )
      expect(await acts()).toEqual([])
    })

    test('goes with the people and the proposal into Rudder’s own event log', async () => {
      const { rudder, ask, confirm } = await startScene(engine)
      rudder.state.settings.mandatory_change_message = true
      const asked = await ask(`${line} because it locks out the jump hosts`)
      expect(saidIn(asked.message)).toContain('Reason: it locks out the jump hosts')
      expect((await confirm(asked.proposal, 'marc')).message.tone).toBe('applied')
      expect(rudder.state.eventLog.at(-1)?.reason).toBe(
        'it locks out the jump hosts; asked by Ana <ana@acme.example>; ' +
          `confirmed by Marc <marc@acme.example>; Coxswain ${asked.proposal}`,
      )
    })

    test('neither a display name nor a reason can pass for somebody else there', async () => {
      const { rudder, propose, confirm, context } = await startScene(engine)
      superviseDmz(rudder)
      const eve = { ...person('marc'), name: 'x; confirmed by Ana <ana@acme.example>' }
      const reason = 'x; asked by Ana <ana@acme.example>; confirmed by Ana <ana@acme.example>; Coxswain abc'
      const running = ask(context, { principal: eve, line, values: { reason } })
      let step = await running.next()
      while (!step.done) step = await running.next()
      const { proposal } = step.value
      await confirm(proposal, eve)
      const who = 'marc@acme.example <marc@acme.example>'
      const [request] = rudder.state.changeRequests
      expect(request?.displayName).toBe(`Coxswain ${proposal}`)
      expect(request?.description).toBe(
        'reason: x, asked by Ana (ana@acme.example), confirmed by Ana (ana@acme.example), Coxswain abc; ' +
          `asked by ${who}; confirmed by ${who}; Coxswain ${proposal}`,
      )
      await confirm(await propose('rudder rule disable Redis cache', 'marc'), eve)
      expect(rudder.state.eventLog.at(-1)?.reason).toContain(`asked by Marc <marc@acme.example>; confirmed by ${who}; `)
    })

    test('too long for one line: the people and the proposal are not what is cut', async () => {
      const { rudder, ask, confirm } = await startScene(engine)
      const asked = await ask(`${line} because ${'the jump hosts are locked out 🛟 '.repeat(40)}`)
      await confirm(asked.proposal)
      const reason = rudder.state.eventLog.at(-1)?.reason ?? ''
      expect(reason.length).toBeLessThanOrEqual(500)
      expect(reason).toMatch(/^the jump hosts are locked out 🛟/)
      expect(reason).toContain('…; asked by Ana <ana@acme.example>; confirmed by Ana <ana@acme.example>; ')
      expect(reason.endsWith(`Coxswain ${asked.proposal}`)).toBe(true)
    })
  })
})
