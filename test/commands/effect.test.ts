import type { LocalRudder, RudderState } from 'local-rudder'
import { describe, expect, test } from 'vitest'
import type { Message } from '../../src/message/message.ts'
import { ruleOf, startScene } from '../flow/setup.ts'
import { onSqlite } from '../flow/sqlite.ts'
import { some } from '../runs.ts'
import { fieldIn, listIn } from './setup.ts'

const directiveOf = ({ state }: LocalRudder, name: string) => {
  const found = state.directives.find(({ displayName }) => displayName === name)
  if (!found) throw new Error(`no directive ${name}`)
  return found
}
const kiosks = ({ nodes, groups }: RudderState) => {
  const group = groups.find(({ displayName }) => displayName === 'Edge devices')
  return nodes.filter(({ id }) => group?.nodeIds.includes(id))
}
const happens = (message: Message) => listIn(message, 'What will happen').join(' ')
const promises = /checked and changed|are changed to be|repairing|is repaired/

onSqlite((engine) => {
  const scene = () => startScene(engine)
  type Scene = Awaited<ReturnType<typeof scene>>
  const asked = async ({ ask }: Pick<Scene, 'ask'>, line: string) => (await ask(line)).message

  describe('what a change does to nodes', () => {
    const fixed = ({ state }: LocalRudder, mode: 'audit' | 'enforce') =>
      Object.assign(state.settings, { global_policy_mode: mode, global_policy_mode_overridable: false })
    const audited = ({ state }: LocalRudder) => {
      for (const node of state.nodes) node.policyMode = 'audit'
    }

    test('the mode of a directive changes nothing where the global mode is fixed', async () => {
      const all = await scene()
      fixed(all.rudder, 'enforce')
      const told = happens(await asked(all, 'rudder directive audit Kiosk browser'))
      expect(told).toContain("Nothing changes on any node: the global mode is enforce and can't be overridden.")
      expect(told).not.toMatch(/repaired/)
    })

    test.each([
      ['rudder directive audit Kiosk browser', "the global mode is enforce and can't be overridden"],
      ['rudder directive delete Kiosk browser', 'it is disabled'],
      ['rudder rule unassign Kiosk browser from Edge kiosk', 'the directive is disabled'],
      ['rudder rule untarget Edge kiosk from Edge devices', 'it does nothing on those that are removed'],
      ['rudder rule target Edge kiosk at DMZ Linux', 'it does nothing on those that are added'],
    ])('%s: that nothing changes on nodes is said with the outcome too', async (line, why) => {
      const { rudder, propose, confirm, shown } = await scene()
      if (why.startsWith('the global')) fixed(rudder, 'enforce')
      else directiveOf(rudder, 'Kiosk browser').enabled = false
      const proposal = await propose(line)
      await confirm(proposal, 'ana')
      await confirm(proposal, 'marc')
      const { tone, notes } = (await shown(proposal)).message
      expect(tone).toBe('applied')
      expect(notes?.join(' ')).toContain(`Nothing changes on any node: ${why}.`)
    })

    test('enforcing changes nothing where every node is in audit', async () => {
      const all = await scene()
      audited(all.rudder)
      directiveOf(all.rudder, 'Kiosk browser').policyMode = 'audit'
      expect(happens(await asked(all, 'rudder directive enforce Kiosk browser'))).toContain(
        'Nothing changes on any node: a node in audit mode stays so, whatever the directive says.',
      )
    })

    test('enforcing changes some of the nodes', async () => {
      const all = await scene()
      const [first, ...rest] = kiosks(all.rudder.state)
      if (first) first.policyMode = 'audit'
      directiveOf(all.rudder, 'Kiosk browser').policyMode = 'audit'
      const told = happens(await asked(all, 'rudder directive enforce Kiosk browser'))
      expect(told).toContain(`${rest.length} nodes are changed to be as it says, where they are not.`)
      expect(told).toContain('Nothing changes on the other node: a node in audit mode stays so')
    })

    test('what is enforced already stays so', async () => {
      const all = await scene()
      expect(happens(await asked(all, 'rudder directive enforce Kiosk browser'))).toContain(
        'Nothing changes on any node: it is enforced there already.',
      )
    })

    test('a rule whose only directive is disabled does nothing, whichever way', async () => {
      const all = await scene()
      directiveOf(all.rudder, 'Kiosk browser').enabled = false
      expect(happens(await asked(all, 'rudder rule disable Edge kiosk'))).toContain('It does nothing on any node now')
      ruleOf(all.rudder, 'Edge kiosk').enabled = false
      const told = happens(await asked(all, 'rudder rule enable Edge kiosk'))
      expect(told).toContain('Nothing happens on any node: its only directive is disabled (“Kiosk browser”).')
      expect(told).not.toMatch(/pending|next run/)
    })

    const lines = [
      'rule disable Edge kiosk',
      'rule delete Edge kiosk',
      'rule untarget Edge kiosk from Edge devices',
      'rule unassign Kiosk browser from Edge kiosk',
      'directive disable Kiosk browser',
      'directive delete Kiosk browser',
      'rule target Edge kiosk at Cache servers',
      'rule assign SSH banner to Edge kiosk',
    ]
    test.for(some(4, lines))('no repair is promised where the global mode is audit and fixed: %s', async (line) => {
      const all = await scene()
      fixed(all.rudder, 'audit')
      const told = happens(await asked(all, `rudder ${line}`))
      expect(told).toContain('audit')
      expect(told).not.toMatch(promises)
      expect(told).toContain("The global mode is audit and can't be overridden")
    })

    test('audit rules repair nothing, so disabling one says so', async () => {
      const all = await scene()
      directiveOf(all.rudder, 'Kiosk browser').policyMode = 'audit'
      expect(happens(await asked(all, 'rudder rule disable Edge kiosk'))).toContain(
        'the nodes stop checking it. It was only audited, so nothing on them changes.',
      )
    })

    test('ignored nodes are counted apart', async () => {
      const all = await scene()
      const [first] = kiosks(all.rudder.state)
      if (first) first.state = 'ignored'
      ruleOf(all.rudder, 'Edge kiosk').enabled = false
      expect(happens(await asked(all, 'rudder rule enable Edge kiosk'))).toContain(
        '1 node is ignored or without policies in Rudder: nothing changes there.',
      )
    })

    test('a proposal is stale once the global mode is fixed', async () => {
      const all = await scene()
      const proposal = await all.propose('rudder directive audit Kiosk browser')
      fixed(all.rudder, 'enforce')
      const { message } = await all.confirm(proposal)
      expect(message.tone).toBe('stale')
      expect(all.posts().filter(({ path }) => !path.endsWith('/check'))).toEqual([])
    })

    test('the run of an agent repairs nothing on a node in audit mode', async () => {
      const all = await scene()
      audited(all.rudder)
      expect(happens(await asked(all, 'rudder node run web-101.paris1.acme.net'))).toContain(
        'nothing is repaired, because the node is in audit mode',
      )
    })
  })

  describe('when nodes take a change up', () => {
    const lines = [
      'rule disable Edge kiosk',
      'rule delete Edge kiosk',
      'rule target Edge kiosk at Cache servers',
      'directive disable Kiosk browser',
      'directive audit Kiosk browser',
      'directive delete Kiosk browser',
      'node accept web-190.lyon2.acme.net',
      'techniques reload',
    ]
    test.for(some(3, lines))('after someone has generated policies, where Rudder does not: %s', async (line) => {
      const all = await scene()
      all.rudder.state.settings.rudder_generation_policy = 'onlyManual'
      const told = happens(await asked(all, `rudder ${line}`))
      expect(told).toContain('Nothing changes on any node until someone starts policy generation in Rudder')
      expect(told).not.toContain('After new policies are generated')
      all.rudder.state.settings.rudder_generation_policy = 'none'
      expect(happens(await asked(all, `rudder ${line}`))).toContain('until someone switches policy generation on')
    })

    test('the settings and what is pending say so too', async () => {
      const all = await scene()
      all.rudder.state.settings.rudder_generation_policy = 'onlyManual'
      all.rudder.state.settings.global_policy_mode_overridable = false
      const settings = await asked(all, 'rudder settings')
      expect(settings.title).toContain('no directive or node can override that')
      expect(fieldIn(settings, 'Policy generation')).toMatch(/^manual/)
      expect((await asked(all, 'rudder pending')).notes?.join(' ')).toContain(
        "Rudder doesn't generate policies by itself",
      )
    })
  })

  describe('compliance', () => {
    test.for([
      [{ reporting_mode: 'reports-disabled' }, 'reports are switched off'],
      [{}, 'the nodes have not run with their newest policies'],
    ] as const)('without anything that was checked has no figure: %j', async ([settings, why]) => {
      const { ask, rudder } = await scene()
      Object.assign(rudder.state.settings, settings)
      for (const node of rudder.state.nodes) Object.assign(node, { pending: true, silent: false })
      const { title, facts } = (await ask('rudder compliance')).message
      expect(title).toBe(`Nothing has been checked yet: ${why}`)
      expect(facts).toMatchObject({ compliance: null })
    })

    test('without a rule of a person has none', async () => {
      const { ask, rudder } = await startScene(engine, { api: 20 })
      rudder.state.rules.length = 0
      expect((await ask('rudder compliance')).message.title).toBe(
        'Nothing has been checked yet: no rule of yours is checked on any node',
      )
    })

    test('is of audit only where all directives of the rule are', async () => {
      const { ask, rudder } = await scene()
      for (const directive of rudder.state.directives) directive.policyMode = 'audit'
      for (const node of rudder.state.nodes) node.policyMode = 'default'
      const first = listIn((await ask('rudder compliance')).message, 'Where to look first')
      expect(first.length).toBeGreaterThan(0)
      for (const item of first) expect(item).toMatch(/, audit only$/)
    })
  })

  describe('a node that does not run', () => {
    const host = 'web-101.paris1.acme.net'
    const one = ({ state }: LocalRudder) => {
      for (const node of state.nodes) node.silent = false
      const node = state.nodes.find(({ hostname }) => hostname === host)
      if (!node) throw new Error('no node')
      return node
    }
    const keep = ({ state }: LocalRudder) => {
      const property = state.properties.find(({ id }) => id === 'rudder')
      if (property) property.value = { compliance_expiration_policy: { mode: 'keep_last', duration: '365 days' } }
    }

    test('is silent though Rudder keeps its last compliance', async () => {
      const { ask, rudder, world } = await scene()
      keep(rudder)
      Object.assign(one(rudder), { silent: true, lastRunAt: world.clock.now() - 60 * 86_400_000 })
      const { title, facts, table } = (await ask('rudder silent')).message
      expect([title, facts?.silent, table?.rows[0]?.[0]]).toEqual([
        `1 of ${rudder.state.nodes.length} nodes is silent`,
        1,
        host,
      ])
      expect((await ask('rudder compliance')).message.facts?.silent).toBe(1)
      expect((await ask(`rudder node ${host}`)).message.title).toMatch(/: silent: last ran /)
    })

    test('is late before it is silent: it may have an interval of its own', async () => {
      const { ask, rudder, world } = await scene()
      keep(rudder)
      Object.assign(one(rudder), { silent: true, lastRunAt: world.clock.now() - 60 * 60_000 })
      expect((await ask('rudder silent')).message.title).toBe(
        `No node is silent, but 1 of ${rudder.state.nodes.length} last ran over 15 min ago`,
      )
    })

    test('because it is ignored is not silent, but ignored', async () => {
      const { ask, rudder } = await scene()
      one(rudder).state = 'ignored'
      const { title, facts } = (await ask('rudder silent')).message
      expect([title, facts?.silent]).toEqual([
        `No node is silent; 1 of ${rudder.state.nodes.length} is ignored by Rudder`,
        0,
      ])
      expect(fieldIn((await ask('rudder compliance')).message, 'Ignored by Rudder')).toBe('1 nodes')
      expect((await ask(`rudder node ${host}`)).message.title).toContain('ignored by Rudder')
      expect((await ask(`rudder nodes ${host}`)).message.table?.rows).toEqual([[host, 'ignored']])
    })
  })
})
