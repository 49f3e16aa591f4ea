import { describe, expect, test } from 'vitest'
import { growDmz, superviseDmz } from '../flow/setup.ts'
import { buttons, mainlySocket, said, startScene } from './scene.ts'

const minute = 60_000
const line = '/rudder rule disable SSH hardening because lockout on jump hosts'

mainlySocket((engine) => {
  describe('a proposal in Slack', () => {
    test('above 100 nodes two people approve it: the first press changes the message, the second applies', async () => {
      const { type, press, last, now, rule, rudder } = await startScene(engine)
      growDmz(rudder, 120)
      await type('ana', 'ops', line)
      const proposal = last('ops')
      expect(said(proposal)).toContain('Needs 2 approvals')
      await press('ana', proposal, 'confirm')
      expect(said(now(proposal))).toContain('Approved: ana@acme.example. Waiting for 1 more')
      expect(now(proposal).edited).toBeDefined()
      expect(buttons(now(proposal))).toContain('confirm')
      expect(rudder.writes()).toHaveLength(0)
      await press('marc', proposal, 'confirm')
      expect(now(proposal).text).toContain('Disabled rule “SSH hardening”')
      expect(said(now(proposal))).toContain('ana@acme.example, marc@acme.example')
      expect(buttons(now(proposal))).toEqual(['undo'])
      expect(rule('SSH hardening').enabled).toBe(false)
      expect(rudder.writes()).toHaveLength(1)
    })

    test('it changed since: the old message ends, and below is the new one with buttons of its own', async () => {
      const { type, press, last, now, rule, rudder } = await startScene(engine)
      await type('ana', 'ops', line)
      const old = last('ops')
      rule('SSH hardening').directives.pop()
      rule('SSH hardening').enabled = true
      growDmz(rudder, 60)
      await press('ana', old, 'confirm')
      expect(rudder.writes()).toHaveLength(0)
      expect(said(now(old))).toContain('Nothing was written')
      expect(buttons(now(old))).toEqual([])
      const successor = last('ops')
      expect(successor.ts > old.ts).toBe(true)
      expect(buttons(successor)).toEqual(['confirm', 'remind', 'cancel'])
      await press('marc', successor, 'confirm')
      expect(now(successor).text).toContain('Disabled rule “SSH hardening”')
      expect(rule('SSH hardening').enabled).toBe(false)
    })

    test('cancelled by who asked; somebody who may not is told so alone', async () => {
      const { type, press, last, now, whispered, rudder } = await startScene(engine)
      await type('ana', 'ops', line)
      const proposal = last('ops')
      await press('rita', proposal, 'cancel')
      expect(whispered('rita', 'ops').at(-1)?.text).toContain('may cancel it')
      expect(buttons(now(proposal))).toContain('confirm')
      await press('ana', proposal, 'cancel')
      expect(now(proposal).text).toContain('Cancelled')
      expect(buttons(now(proposal))).toEqual([])
      expect(rudder.writes()).toHaveLength(0)
    })

    test('nobody confirms in time: the message says so, and offers to ask again', async () => {
      const { type, pass, last, now } = await startScene(engine)
      await type('ana', 'ops', line)
      const proposal = last('ops')
      await pass(16 * minute)
      expect(now(proposal).text).toContain('Expired')
      expect(buttons(now(proposal))).toEqual(['again'])
    })

    test('Rudder opens a change request: awaiting validation, until it is deployed', async () => {
      const { type, press, pass, last, now, rule, rudder } = await startScene(engine)
      superviseDmz(rudder)
      await type('ana', 'ops', line)
      await press('ana', last('ops'), 'confirm')
      const proposal = last('ops')
      expect(now(proposal).text).toContain('Awaiting validation: change request #1')
      expect(said(now(proposal))).toContain("I'll keep checking for 30 days whether it was deployed or declined")
      expect(buttons(proposal)).toEqual([])
      expect(rule('SSH hardening').enabled).toBe(true)
      rudder.deploy(1)
      await pass(11 * minute)
      expect(said(now(proposal))).toContain('Change request #1 was deployed (seen ')
      expect(buttons(now(proposal))).toEqual(['undo'])
    })

    test('the answer was lost: unknown, and what is known later is said in the same message', async () => {
      const { type, press, pass, last, now, rudder } = await startScene(engine)
      await type('ana', 'ops', line)
      const proposal = last('ops')
      rudder.faults.losesAnswer = { commit: { afterMs: 2 * minute } }
      await press('ana', proposal, 'confirm')
      expect(now(proposal).text).toContain('Outcome unknown')
      expect(buttons(now(proposal))).toEqual([])
      rudder.faults.losesAnswer = false
      await pass(3 * minute)
      expect(said(now(proposal))).toContain("it isn't known by whom")
      expect(buttons(now(proposal))).toEqual([])
      expect(rudder.writes()).toHaveLength(1)
    })

    test('remind me: two hours later there is a reply below it, with an Undo that works', async () => {
      const { type, press, pass, now, last, rule, slack } = await startScene(engine)
      await type('ana', 'ops', line)
      const proposal = last('ops')
      await press('ana', proposal, 'remind')
      expect(now(proposal).text).toContain('Disabled rule “SSH hardening”')
      await pass(119 * minute)
      expect(slack.seen('ops')).toHaveLength(1)
      await pass(2 * minute)
      const reminder = last('ops')
      expect(reminder.thread_ts).toBe(proposal.ts)
      expect(reminder.text).toContain('Reminder: Disabled rule “SSH hardening”')
      expect(said(reminder)).toContain('It is still so.')
      await press('marc', reminder, 'undo')
      const back = last('ops')
      expect(buttons(back)).toContain('confirm')
      await press('marc', back, 'confirm')
      expect(rule('SSH hardening').enabled).toBe(true)
      await pass(150 * minute)
      expect(slack.seen('ops').filter(({ text }) => text.includes('Reminder'))).toHaveLength(1)
    })
  })
})
