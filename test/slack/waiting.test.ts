import { describe, expect, test } from 'vitest'
import { growDmz, superviseDmz } from '../flow/setup.ts'
import { onSqlite } from '../flow/sqlite.ts'
import { buttons, said, startScene } from './scene.ts'

const minute = 60_000
const line = '/rudder rule disable SSH hardening because lockout on jump hosts'
const group = 'S0LINUX'

/** Has every change that needs more people mention a user group. */
const pinging = (yaml: string) => yaml.replaceAll(/^( +)people: (\d)$/gm, `$1people: $2\n$1ping: ${group}`)
const mentions = (message: { readonly blocks?: unknown }) => JSON.stringify(message).split('usergroup_id').length - 1

onSqlite((engine) => {
  describe('who is still needed', () => {
    test('is mentioned once, below the proposal; neither by an approval nor by what takes its place', async () => {
      const { type, press, last, slack, rudder } = await startScene(engine, { settings: pinging })
      growDmz(rudder, 120)
      await type('ana', 'ops', line)
      const [proposal, ping] = slack.seen('ops').slice(-2)
      if (!proposal || !ping) throw new Error('nothing was posted')
      expect(buttons(proposal)).toContain('confirm')
      expect([mentions(proposal), mentions(ping)]).toEqual([0, 1])
      expect(said(ping)).toContain(`"usergroup_id":"${group}"`)
      expect(ping.text).toContain('1 more approval needed: disable rule “SSH hardening” on rudder/prod')
      growDmz(rudder, 160)
      await press('marc', proposal, 'confirm')
      expect(buttons(last('ops'))).toContain('confirm')
      expect(slack.seen('ops').reduce((sum, message) => sum + mentions(message), 0)).toBe(1)
    })

    test('is not mentioned if one person is enough, nor in a channel shared with others', async () => {
      const { type, slack } = await startScene(engine, { settings: pinging })
      await type('ana', 'ops', line)
      expect(slack.seen('ops').map(mentions)).toEqual([0])
      const shared = await startScene(engine, {
        settings: (yaml) => `${pinging(yaml)}\nslack:\n  shared: [${slack.channels.partners}]\n`,
      })
      growDmz(shared.rudder, 120)
      await shared.type('ana', 'partners', line)
      expect(said(shared.last('partners'))).toContain('Needs 2 approvals')
      expect(shared.slack.seen('partners').reduce((sum, message) => sum + mentions(message), 0)).toBe(0)
    })
  })

  describe('“Ask again” on a proposal that expired', () => {
    test('asks the same line as whoever presses, with the rights of that person', async () => {
      const { type, press, pass, last, slack, whispered } = await startScene(engine)
      await type('ana', 'ops', line)
      const old = last('ops')
      await pass(16 * minute)
      await press('rita', old, 'again')
      expect(slack.seen('ops')).toHaveLength(1)
      expect(whispered('rita', 'ops').at(-1)?.text).toContain('rudder-operators')
      await press('marc', old, 'again')
      expect(last('ops').ts > old.ts).toBe(true)
      expect(said(last('ops'))).toContain(slack.users.marc)
      expect(said(last('ops'))).toContain('lockout on jump hosts')
      expect(buttons(last('ops'))).toContain('confirm')
    })

    test('of a way back asks for that way back', async () => {
      const { type, press, pass, last, rule } = await startScene(engine)
      await type('ana', 'ops', line)
      const proposal = last('ops')
      await press('ana', proposal, 'confirm')
      await press('ana', proposal, 'undo')
      const back = last('ops')
      await pass(16 * minute)
      await press('ana', back, 'again')
      await press('ana', last('ops'), 'confirm')
      expect(rule('SSH hardening').enabled).toBe(true)
    })
  })

  describe('an undo that is refused', () => {
    test('says of which change it speaks', async () => {
      const { type, press, last, rule, whispered } = await startScene(engine)
      await type('ana', 'ops', line)
      await press('ana', last('ops'), 'confirm')
      rule('SSH hardening').enabled = true
      await press('ana', last('ops'), 'undo')
      const refused = whispered('ana', 'ops').at(-1)
      expect(refused?.text).toContain('It was changed again since')
      expect(refused && said(refused)).toContain('/rudder rule disable SSH hardening')
      expect(refused && said(refused)).toContain('rudder/prod')
    })
  })

  describe('“remind in 2 h”', () => {
    test('tells whoever pressed that a reminder is set, and for when', async () => {
      const { type, press, last, whispered, world } = await startScene(engine)
      await type('ana', 'ops', line)
      await press('ana', last('ops'), 'remind')
      const at = new Date(world.clock.now() + 120 * minute).toISOString()
      expect(whispered('ana', 'ops').at(-1)?.text).toBe(
        `Reminder set. I'll say here at ${at.slice(0, 10)} ${at.slice(11, 16)} UTC (in 2 h) whether it is still so.`,
      )
      const whole = Math.floor(Date.parse(`${at.slice(0, 16)}Z`) / 1000)
      expect(JSON.stringify(whispered('ana', 'ops').at(-1)?.blocks)).toContain(`"timestamp":${whole}`)
    })

    test('of what was not applied says nothing of a reminder', async () => {
      const { type, press, last, whispered, rule } = await startScene(engine)
      await type('ana', 'ops', line)
      rule('SSH hardening').targets = []
      await press('ana', last('ops'), 'remind')
      expect(whispered('ana', 'ops')).toEqual([])
    })
  })

  describe('a lock', () => {
    test('takes the button away, says by whom and why, and gives it back', async () => {
      const { type, last, now } = await startScene(engine)
      await type('ana', 'ops', line)
      const proposal = last('ops')
      await type('marc', 'ops', '/cox lock rudder/prod because the server is being moved')
      expect(buttons(now(proposal))).toEqual(['cancel'])
      expect(said(now(proposal))).toContain('by marc@acme.example (the server is being moved)')
      await type('marc', 'ops', '/cox unlock rudder/prod')
      expect(buttons(now(proposal))).toEqual(['confirm', 'remind', 'cancel'])
      expect(said(now(proposal))).not.toContain('is being moved')
    })
  })

  describe('/cox proposals', () => {
    test('lists what is open and what awaits validation: by whom, until when, with links', async () => {
      const { type, press, last, whispered, rudder, pass } = await startScene(engine)
      await type('ana', 'ops', '/cox proposals')
      expect(whispered('ana', 'ops').at(-1)?.text).toBe('No open proposals.')
      superviseDmz(rudder)
      await type('ana', 'ops', line)
      await press('ana', last('ops'), 'confirm')
      await type('marc', 'ops', '/rudder rule disable Redis cache')
      await type('ana', 'ops', '/cox proposals')
      const listed = whispered('ana', 'ops').at(-1)
      if (!listed) throw new Error('nothing was said')
      expect(listed.text).toContain('1 open proposal, 1 awaiting validation')
      const text = said(listed)
      expect(text).toMatch(
        /Disable rule “Redis cache” on rudder\/prod, asked by marc: open until "},{"type":"date",.*?"fallback":"\d\d:\d\d:\d\d UTC"},{"type":"text","text":" \(15 min\)/,
      )
      expect(text).toContain('Change request #1 to disable rule “SSH hardening” on rudder/prod, asked by ana')
      expect(text.match(/archives\/C\w+\/p\d+/g)).toHaveLength(2)
      await pass(16 * minute)
      await type('ana', 'ops', '/cox proposals')
      expect(whispered('ana', 'ops').at(-1)?.text).toContain('No open proposals, 1 awaiting validation')
    })

    test('tells nobody what that person may not read', async () => {
      const { type, whispered } = await startScene(engine, {
        settings: (yaml) => yaml.replaceAll(/includes: "?'?\*'?"?/g, 'includes: [ana@acme.example, marc@acme.example]'),
      })
      await type('ana', 'ops', line)
      await type('rita', 'ops', '/cox proposals')
      const [listed] = whispered('rita', 'ops').slice(-1)
      if (!listed) throw new Error('nothing was said')
      expect(said(listed)).not.toContain('SSH')
      expect(said(listed)).toContain("1 more on objects that you don't have permission to read.")
    })
  })
})
