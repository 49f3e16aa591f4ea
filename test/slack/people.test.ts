import { describe, expect, test } from 'vitest'
import { growDmz, manyLimits } from '../flow/setup.ts'
import { buttons, mainlyHttp, startScene } from './scene.ts'

const line = '/rudder rule disable SSH hardening because lockout on jump hosts'
const stale = 5 * 60_000 + 1

mainlyHttp((engine) => {
  describe('who is nobody here', () => {
    test('is told so alone, for a question and for a press, and nothing is run', async () => {
      const { type, press, last, now, slack, whispered, world, rudder } = await startScene(engine)
      await type('ana', 'ops', line)
      const proposal = last('ops')
      const before = rudder.requests.length
      const kinds = [
        [{ is_restricted: true }, /guests cannot ask/],
        [{ is_ultra_restricted: true }, /guests cannot ask/],
        [{ deleted: true }, /deactivated/],
        [{ team_id: 'T0OTHER' }, /Only people of this workspace/],
        [{ is_stranger: true }, /Only people of this workspace/],
        [{ email: '' }, /your e-mail is hidden in your Slack profile/],
        [{ is_email_confirmed: false }, /your e-mail in Slack isn’t confirmed/],
        [{ email: 'marc@evil.example' }, /ask|rights|group/i],
      ] as const
      const usual = {
        is_restricted: false,
        is_ultra_restricted: false,
        deleted: false,
        is_bot: false,
        is_stranger: false,
        team_id: slack.ids.team,
        email: 'marc@acme.example',
        is_email_confirmed: true,
      }
      await type('marc', 'ops', '/cox whoami')
      slack.change('marc', { deleted: true })
      // Within the five minutes in which questions rely on what was known.
      await press('marc', proposal, 'confirm')
      expect(whispered('marc', 'ops').at(-1)?.text).toContain('You may not')
      await press('marc', proposal, 'cancel')
      expect(buttons(now(proposal))).toContain('confirm')
      for (const [change, told] of kinds) {
        slack.change('marc', { ...usual, ...change })
        world.leap(stale)
        await type('marc', 'ops', '/rudder compliance')
        expect(whispered('marc', 'ops').at(-1)?.text, JSON.stringify(change)).toMatch(told)
      }
      expect(slack.seen('ops')).toHaveLength(1)
      expect(rudder.writes()).toEqual([])
      expect(rudder.requests.length).toBe(before)
    })

    test('a guest and a stranger as Slack knows them; a guest who is let in is in groups, and no more', async () => {
      const { type, slack, whispered, last, rudder, world, settle } = await startScene(engine)
      await type('gus', 'partners', '@coxswain rudder compliance')
      expect(whispered('gus', 'partners').at(-1)?.text).toContain('guests cannot ask')
      await type('sam', 'partners', '@coxswain rudder compliance')
      expect(whispered('sam', 'partners').at(-1)?.text).toContain('Only people of this workspace')
      await type('sam', slack.direct('sam'), 'rudder compliance')
      expect(last(slack.direct('sam')).text).toContain('Only people of this workspace')
      expect(rudder.requests).toEqual([])
      // A slash command of somebody of another workspace is none of ours.
      await type('ana', 'ops', '/cox whoami')
      const typed = slack.deliveries.at(-1)
      if (!typed) throw new Error('nothing was delivered')
      const body = typed.body.replace(/team_id=\w+/, 'team_id=T0OTHER').replace(/trigger_id=[^&]*/, 'trigger_id=1.2.x')
      expect((await slack.again(typed, { body, resign: true })).status).toBe(200)
      await settle()
      expect(world.counted).toContainEqual({ name: 'dropped', labels: { why: 'workspace' } })
      const open = await startScene(engine, {
        settings: (yaml) => yaml.replace('identity:', 'identity:\n  guests: true'),
      })
      await open.type('gus', open.slack.direct('gus'), 'rudder compliance')
      expect(open.last(open.slack.direct('gus')).text).not.toContain('% compliant')
      open.slack.change('gus', { email: 'gus@acme.example', is_email_confirmed: true })
      open.world.leap(stale)
      await open.type('gus', open.slack.direct('gus'), 'rudder compliance')
      expect(open.last(open.slack.direct('gus')).text).toContain('% compliant')
    })

    test('that Slack refuses to answer about a person who confirmed is no news of that person: no vote is dropped', async () => {
      const scene = await startScene(engine, { settings: manyLimits })
      const { type, press, last, now, slack, whispered, rudder, bot } = scene
      growDmz(rudder, 120)
      await type('ana', 'ops', line)
      const proposal = last('ops')
      await press('marc', proposal, 'confirm')
      for (const error of ['missing_scope', 'token_revoked', 'user_not_visible', 'an answer about another']) {
        slack.faults.clear()
        if (error.includes(' ')) slack.change('marc', { id: 'U0OTHER' })
        else slack.faults.add({ method: 'users.info', user: 'marc', how: 'error', error })
        await press('ana', proposal, 'confirm')
        expect(whispered('ana', 'ops').at(-1)?.text, error).toContain("I couldn't check marc's permission just now")
        const votes = await bot.app.context.store.db.selectFrom('votes').select('human').execute()
        expect(votes, error).toEqual([{ human: 'marc@acme.example' }])
      }
      expect(buttons(now(proposal))).toContain('confirm')
      expect(rudder.writes()).toEqual([])
    })

    test('a lock is set and lifted only by who the person is now, not by what was known some minutes ago', async () => {
      const { type, slack, whispered, bot, last, world } = await startScene(engine)
      const locks = () => bot.app.context.store.db.selectFrom('locks').select('connection').execute()
      await type('marc', 'ops', '/cox lock rudder/prod')
      const unlock = async (since: () => void) => {
        slack.change('marc', { deleted: false, email: 'marc@acme.example' })
        world.leap(stale)
        await type('marc', 'ops', '/cox whoami')
        since()
        await type('marc', 'ops', '/cox unlock rudder/prod')
        return whispered('marc', 'ops').at(-1)?.text
      }
      expect(await unlock(() => slack.change('marc', { deleted: true }))).toContain(
        "Your account can't be used here any more",
      )
      expect(await unlock(() => slack.change('marc', { email: 'marc@partner.example' }))).toContain(
        'lock or unlock writes',
      )
      const fault = { method: 'users.info', how: 'error', error: 'missing_scope' } as const
      expect(await unlock(() => slack.faults.add(fault))).toContain("I couldn't check who you are just now")
      await type('marc', 'ops', '/cox lock rudder/staging')
      expect(await locks()).toEqual([{ connection: 'rudder/prod' }])
      slack.faults.clear()
      await unlock(() => {})
      expect(last('ops').text).toContain('Unlocked')
      expect(await locks()).toEqual([])
      expect((await bot.app.context.store.audit.recent(10)).filter(({ kind }) => kind === 'refused')).toHaveLength(2)
    })

    test('while Slack does not say who it is, nothing is run: not even for whom it knew, where it writes', async () => {
      const { type, press, last, now, slack, whispered, rudder } = await startScene(engine)
      await type('ana', 'ops', line)
      const proposal = last('ops')
      const before = rudder.requests.length
      slack.faults.add({ method: 'users.info', how: 'down' })
      await press('ana', proposal, 'confirm')
      expect(whispered('ana', 'ops').at(-1)?.text).toMatch(/could not be checked just now/)
      expect(buttons(now(proposal))).toContain('confirm')
      await type('rita', 'ops', '/rudder compliance')
      expect(whispered('rita', 'ops').at(-1)?.text).toContain('Slack does not say who you are just now')
      expect(rudder.requests.length).toBe(before)
      slack.faults.clear()
      await press('ana', proposal, 'confirm')
      expect(now(proposal).text).toContain('Disabled')
    })
  })
})
