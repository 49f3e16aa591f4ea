import { describe, expect, test } from 'vitest'
import { onSqlite } from '../flow/sqlite.ts'
import { buttons, mainlyHttp, startScene } from './scene.ts'

const line = '/rudder rule disable SSH hardening because lockout on jump hosts'
const stale = 5 * 60_000 + 1
const enterprise = 'E0ACME'

mainlyHttp((engine) => {
  describe('in an Enterprise Grid', () => {
    test('a person is of any workspace that the organisation lists, by either id; and of no other', async () => {
      const { type, press, last, now, slack, whispered, world } = await startScene(engine, { slack: { enterprise } })
      await type('ana', 'ops', line)
      await press('marc', last('ops'), 'confirm')
      expect(now(last('ops')).text).toContain('Disabled')
      const grid = { id: 'W1', enterprise_id: enterprise, teams: ['T0EU', slack.ids.team] }
      const ours: readonly object[] = [
        { team_id: slack.ids.team, enterprise_user: undefined },
        { team_id: 'T0EU', enterprise_user: grid },
        { team_id: enterprise, enterprise_user: grid },
        { team_id: undefined, id: 'W0MARC', enterprise_user: { ...grid, id: slack.users.marc } },
      ]
      const theirs: readonly object[] = [
        { enterprise_user: { ...grid, teams: ['T0EU'] } },
        { enterprise_user: { ...grid, teams: [] } },
        { enterprise_user: { id: 'W1', enterprise_id: enterprise } },
        { enterprise_user: { ...grid, enterprise_id: 'E0OTHER' } },
        { enterprise_user: grid, is_stranger: true },
        { team_id: enterprise, enterprise_user: undefined },
      ]
      const usual = { id: slack.users.marc, team_id: undefined, is_stranger: false }
      for (const one of [...ours, ...theirs]) {
        slack.change('marc', { ...usual, ...one })
        world.leap(stale)
        await type('marc', 'ops', '/cox whoami')
        expect(whispered('marc', 'ops').at(-1)?.text, JSON.stringify(one)).toContain(
          ours.includes(one) ? 'You are marc' : 'Only people of this workspace',
        )
      }
    })
  })

  describe('a channel that belongs to another organisation', () => {
    test('whose team is named first: what is for us is ours, a mention, a press and a form', async () => {
      const scene = await startScene(engine, {
        settings: (yaml) => `${yaml}\nslack:\n  shared: [C0PARTNERS]\n`,
      })
      const { type, press, submit, last, now, slack, rudder, whispered } = scene
      slack.mark('partners', 'hosted', true)
      await type('ana', 'partners', '@coxswain rudder compliance')
      expect(last('partners').text).toContain('% compliant')
      rudder.state.settings.mandatory_change_message = true
      await type('ana', 'partners', '/rudder rule disable SSH hardening')
      const wanted = whispered('ana', 'partners').at(-1) ?? last('partners')
      await press('ana', wanted, 'form')
      await submit('ana', { 'Why is this change needed?': 'lockout' })
      const proposal = last('partners')
      expect(buttons(proposal)).toContain('confirm')
      await press('ana', proposal, 'confirm')
      expect(now(proposal).text).toContain('Disabled')
    })

    test('what is for another installation is not ours, whatever team is named outside', async () => {
      const { type, slack, settle, rudder } = await startScene(engine)
      await type('ana', 'ops', '@coxswain cox whoami')
      const sent = slack.deliveries.findLast(({ kind }) => kind === 'event')
      if (!sent) throw new Error('nothing was sent')
      const before = [slack.seen('ops').length, rudder.requests.length]
      const theirs = [
        { authorizations: [{ team_id: 'T0OTHER' }] },
        { authorizations: [{ team_id: null, enterprise_id: enterprise, is_enterprise_install: true }] },
        { authorizations: [{ team_id: slack.ids.team, is_enterprise_install: true }] },
        { authorizations: [], context_team_id: 'T0OTHER' },
        { authorizations: [], context_team_id: null, team_id: 'T0OTHER' },
        { authorizations: undefined, context_team_id: undefined, team_id: undefined },
      ]
      for (const [at, change] of theirs.entries()) {
        const body = JSON.parse(sent.body)
        const event = { ...body.event, text: '<@U0COXSWAIN> rudder compliance', ts: `17.00000${at}` }
        const whole = JSON.stringify({ ...body, event, event_id: `Ev${at}`, ...change })
        expect((await slack.again(sent, { body: whole, resign: true })).status).toBe(200)
        await settle()
      }
      expect([slack.seen('ops').length, rudder.requests.length]).toEqual(before)
    })
  })
})

onSqlite((engine) => {
  test.each([
    ['organization', /of an installation in a whole Slack organisation, and the bot works in one workspace/],
    ['legacy', /SLACK_BOT_TOKEN belongs to no Slack app/],
  ] as const)('a token of the kind “%s”: one sentence at the start, and not ready', async (installed, why) => {
    const { bot, slack } = await startScene(engine, { slack: { installed, enterprise }, own: { unready: true } })
    await expect(bot.ended).rejects.toThrow(why)
    const ready = await fetch(`${bot.ops.url}/readyz`)
    expect(ready.status).toBe(503)
    const text = await ready.text()
    expect(text).toMatch(why)
    expect(text.trim().split('\n')).toHaveLength(1)
    expect(text).not.toMatch(/undefined|null/)
    const posted = slack.calls.filter(({ method }) => method.startsWith('chat.'))
    expect(posted).toEqual([])
  })
})
