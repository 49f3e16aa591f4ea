import { describe, expect, test } from 'vitest'
import { mainlySocket, said, startScene } from './scene.ts'

describe('the journey in Slack', () => {
  mainlySocket((engine) => {
    test('ask, see what would change, confirm, done: in one message', async () => {
      const { type, press, last, rule, slack } = await startScene(engine)
      await type('ana', 'ops', '/rudder compliance')
      expect(last('ops').text).toContain('95% compliant')
      await type('ana', 'ops', '/rudder rule disable SSH hardening because lockout on jump hosts')
      const proposal = last('ops')
      expect(said(proposal)).toContain('41')
      await press('ana', proposal, 'confirm')
      expect(rule('SSH hardening').enabled).toBe(false)
      const done = slack.seen('ops').find(({ ts }) => ts === proposal.ts)
      expect(done?.text).toContain('Disabled rule “SSH hardening”')
      expect(said(done ?? proposal)).not.toContain('"confirm"')
      await press('ana', proposal, 'undo')
      const back = last('ops')
      await press('marc', back, 'confirm')
      expect(rule('SSH hardening').enabled).toBe(true)
    })

    test('a reader is refused where only that person sees it, and nothing is called', async () => {
      const { type, slack, rudder } = await startScene(engine)
      const before = rudder.requests.length
      await type('rita', 'ops', '/rudder rule disable SSH hardening')
      expect(slack.seen('ops')).toEqual([])
      const [refusal] = slack.seen('ops', 'rita')
      expect(refusal?.onlyFor).toBe(slack.users.rita)
      expect(refusal?.text).toContain('rudder-operators')
      expect(rudder.requests.length).toBe(before)
    })
  })
})
