import { openRequest } from 'local-rudder'
import { describe, expect, test } from 'vitest'
import { textOf } from '../bot.ts'
import { directiveOf, ruleOf, saidIn, startScene, superviseDmz } from '../flow/setup.ts'
import { onSqlite } from '../flow/sqlite.ts'
import { fieldIn, listIn } from './setup.ts'

onSqlite((engine) => {
  describe('a reason', () => {
    test('is not mandatory where Rudder asks for none, whatever the other setting says', async () => {
      const { ask, rudder } = await startScene(engine)
      Object.assign(rudder.state.settings, { mandatory_change_message: true, enable_change_message: false })
      expect((await ask('rudder rule disable SSH hardening')).ending).toBe('not confirmed')
      expect(fieldIn((await ask('rudder settings')).message, 'A reason')).toBe('need not be given')
      rudder.state.settings.enable_change_message = true
      expect((await ask('rudder rule disable SSH hardening')).ending).not.toBe('not confirmed')
    })
  })

  describe("Rudder's own directives", () => {
    test('can be looked at, and are not offered for change', async () => {
      const { ask } = await startScene(engine)
      expect((await ask('rudder directive inventory-all')).ending).toBe('done')
      for (const line of ['directive disable inventory-all', 'rule assign inventory-all to SSH hardening'])
        expect((await ask(`rudder ${line}`)).message.title, line).toMatch(/inventory-all/)
      expect((await ask('rudder directive disable inventory-all')).ending).not.toBe('not confirmed')
    })
  })

  describe('a technique that is disabled', () => {
    test('is what is said, not that its directive is disabled', async () => {
      const { ask, rudder } = await startScene(engine)
      const directive = directiveOf(rudder, 'SSH settings')
      for (const rule of rudder.state.rules)
        if (rule.directives.includes(directive.id)) rule.directives = [directive.id]
      for (const one of rudder.state.techniques) if (one.id === directive.techniqueName) one.enabled = false
      const { message } = await ask('rudder directive SSH settings')
      expect(message.title).toBe('“SSH settings” does nothing, because its technique is disabled')
      directive.enabled = false
      expect((await ask('rudder directive SSH settings')).message.title).toBe(
        '“SSH settings” is disabled, and so is its technique',
      )
      const enabling = (await ask('rudder directive enable SSH settings')).message
      expect(listIn(enabling, 'What will happen')).toContain(
        'Its technique is disabled in Rudder, so it does nothing on any node until that is enabled.',
      )
    })

    test('of a rule that is applied in part Rudder does not say which', async () => {
      const { ask, rudder } = await startScene(engine)
      const { techniqueName } = directiveOf(rudder, 'Legacy collector')
      directiveOf(rudder, 'Legacy collector').enabled = true
      for (const one of rudder.state.techniques) if (one.id === techniqueName) one.enabled = false
      const { title } = (await ask('rudder directive Legacy collector')).message
      expect(title).toMatch(/does nothing/)
    })
  })

  describe('change requests', () => {
    test('with the plugin off or without a license: there are none, and a change is made at once', async () => {
      const { ask, propose, confirm, rudder } = await startScene(engine, { api: 23 })
      superviseDmz(rudder)
      rudder.state.validation.off = true
      expect((await ask('rudder requests')).message.title).toMatch(
        /^This Rudder has no change requests: its change-validation plugin is missing, disabled or without a valid license/,
      )
      const proposal = await propose('rudder rule disable SSH hardening')
      rudder.faults.losesAnswer = { commit: 'now' }
      expect((await confirm(proposal)).message.tone).not.toBe('failed')
    })

    test('one that is deployed already is not said to be in conflict', async () => {
      const { ask, propose, confirm, rudder } = await startScene(engine)
      superviseDmz(rudder)
      const before = ruleOf(rudder, 'SSH hardening')
      const change = { kind: 'rule', before, after: { ...before, enabled: false } } as const
      openRequest(rudder.state, { displayName: 'Off', description: '', createdBy: 'nadia', change })
      const waiting = await propose('rudder request accept 1')
      rudder.deploy(1)
      const { ending, message } = await ask('rudder request accept 1')
      expect([ending, message.title]).toEqual([
        'done',
        expect.stringMatching(/^Nothing to do on rudder\/prod: .*#1.* is accepted already\.$/),
      ])
      expect(saidIn((await confirm(waiting)).message)).toContain('It is already as you want it')
    })

    test('of a rule: the tags that it has now, because Rudder reports none', async () => {
      const { ask, rudder } = await startScene(engine)
      superviseDmz(rudder)
      const before = ruleOf(rudder, 'SSH hardening')
      before.tags = [{ env: 'prod' }]
      const change = { kind: 'rule', before, after: { ...before, enabled: false } } as const
      openRequest(rudder.state, { displayName: 'Off', description: '', createdBy: 'nadia', change })
      for (const line of ['rudder request 1', 'rudder request accept 1'])
        expect(textOf((await ask(line)).message), line).toContain('Tags of the rule “SSH hardening” now: env=prod.')
    })
  })

  describe('a directive that is skipped', () => {
    test('is listed once where Rudder lists it three times', async () => {
      const { ask, rudder } = await startScene(engine, { api: 21, release: '8.3.0' })
      const [override] = rudder.state.overrides
      const rule = rudder.state.rules.find(({ id }) => id === override?.ruleId)
      const { message } = await ask(`rudder compliance ${rule?.displayName}`)
      expect(listIn(message, 'Its directives').filter((line) => line.includes('overridden by'))).toHaveLength(1)
    })
  })
})
