import { describe, expect, test } from 'vitest'
import { directiveOf, groupOf, startScene } from '../flow/setup.ts'
import { onSqlite } from '../flow/sqlite.ts'
import { some } from '../runs.ts'
import { fieldIn, listIn } from './setup.ts'

onSqlite((engine) => {
  const happens = async (ask: Awaited<ReturnType<typeof startScene>>['ask'], line: string) =>
    listIn((await ask(line)).message, 'What will happen').join(' ')

  describe('a directive that another rule overrides', () => {
    const lines = [
      'directive disable SSH settings (legacy)',
      'directive audit SSH settings (legacy)',
      'directive enforce SSH settings (legacy)',
      'directive delete SSH settings (legacy)',
      'rule unassign SSH settings (legacy) from Legacy SSH baseline',
    ]
    test.for(some(3, lines))('does nothing, so nothing changes: %s', async (line) => {
      const { ask } = await startScene(engine)
      const told = await happens(ask, `rudder ${line}`)
      expect(told).toContain('rule “SSH hardening” overrides it.')
      expect(told).toMatch(/nothing changes on any node/i)
      expect(told).not.toMatch(/next run/)
    })

    test.for(['rule disable Legacy SSH baseline', 'rule untarget Legacy SSH baseline from DMZ Linux'])(
      'and nothing else is in the rule: %s',
      async (line) => {
        const { ask, rudder } = await startScene(engine)
        directiveOf(rudder, 'Login banner').enabled = false
        const told = await happens(ask, `rudder ${line}`)
        expect(told).toContain(
          'Directive “SSH settings (legacy)” does nothing in it: rule “SSH hardening” overrides it.',
        )
        expect(told).not.toMatch(/next run/)
      },
    )
  })

  describe('what a proposal says of nodes and directives', () => {
    test('ignored nodes are not called silent, nor silent ones compliant though Rudder keeps their last compliance', async () => {
      const { ask, rudder, world } = await startScene(engine)
      const [first, second, ...others] = rudder.state.nodes.filter(({ id }) =>
        groupOf(rudder, 'Edge devices').nodeIds.includes(id),
      )
      for (const node of others) node.silent = false
      Object.assign(first ?? {}, { state: 'ignored', silent: false })
      Object.assign(second ?? {}, { silent: true, lastRunAt: world.clock.now() - 60 * 86_400_000 })
      const property = rudder.state.properties.find(({ id }) => id === 'rudder')
      if (property) property.value = { compliance_expiration_policy: { mode: 'keep_last', duration: '365 days' } }
      const { message } = await ask('rudder rule disable Edge kiosk')
      expect(fieldIn(message, 'Their state now')).toBe(`1 silent, ${others.length} compliant, 1 ignored by Rudder`)
    })

    test('directives that are checked on no node have names', async () => {
      const { ask } = await startScene(engine)
      expect(await happens(ask, 'rudder rule disable Future rollout')).toContain(
        'Its only directive is in no other enabled rule: Docker daemon.',
      )
    })

    test('a directive whose technique is disabled is not called disabled', async () => {
      const { ask, rudder } = await startScene(engine)
      for (const technique of rudder.state.techniques)
        if (technique.id === 'packageManagement') technique.enabled = false
      const why = 'does nothing, because its technique is disabled'
      expect(await happens(ask, 'rudder directive delete Kiosk browser')).toContain(`on any node: it ${why}.`)
      expect(await happens(ask, 'rudder rule assign Kiosk browser to NTP client')).toContain(`The directive ${why}.`)
      expect(await happens(ask, 'rudder directive disable Chrony package')).toContain('Its technique is disabled')
    })

    test('an agent repairs nothing because of the global mode, and not of the node', async () => {
      const { ask, rudder } = await startScene(engine)
      Object.assign(rudder.state.settings, { global_policy_mode: 'audit', global_policy_mode_overridable: false })
      const line = 'rudder node run web-101.paris1.acme.net'
      expect(await happens(ask, line)).toContain(
        "nothing is repaired, because the global mode is audit and can't be overridden",
      )
      rudder.state.settings.global_policy_mode = 'enforce'
      for (const node of rudder.state.nodes) node.policyMode = 'audit'
      expect(fieldIn((await ask(line)).message, 'Mode')).toBe('enforce')
    })

    test('a token that sees some nodes counts those that fit, and says so', async () => {
      const { ask, rudder } = await startScene(engine, { api: 23 })
      const account = rudder.state.accounts[rudder.tokens.read]
      if (account) account.tenants = ['zoneA']
      for (const node of rudder.state.nodes.slice(0, 4)) node.tenant = 'zoneA'
      const { message } = await ask('rudder group create Paris web matching web-*')
      expect(fieldIn(message, 'Nodes that fit now')).toMatch(/^at least \d+; this token only sees tenant zoneA$/)
    })
  })
})
