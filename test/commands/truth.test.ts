import type { LocalRudder } from 'local-rudder'
import { describe, expect, test } from 'vitest'
import { ruleOf, saidIn, startScene } from '../flow/setup.ts'
import { onSqlite } from '../flow/sqlite.ts'
import { fieldIn, listIn } from './setup.ts'

/** Does something at the moment when an address is asked for, before it is answered. */
const atThe = (rudder: LocalRudder, address: RegExp, act: () => void) =>
  Object.assign(rudder.faults, {
    gzip: true,
    only: (_: string, path: string) => {
      if (address.test(path)) act()
      return false
    },
  })

onSqlite((engine) => {
  describe('enabled is not applied', () => {
    const warning = "Warning: enabled is not applied. Rudder says: Partially applied: Directive 'SSH banner' disabled."
    const scene = async () => {
      const all = await startScene(engine)
      const banner = all.rudder.state.directives.find(({ displayName }) => displayName === 'SSH banner')
      if (banner) banner.enabled = false
      return all
    }

    test.each(['compliance', 'failing', 'rule'])(
      '“rudder %s” of a rule that is applied in part warns',
      async (word) => {
        const { ask } = await scene()
        expect((await ask(`rudder ${word} SSH hardening`)).message.lead).toContain(warning)
        expect((await ask(`rudder ${word} NTP client`)).message.lead ?? '').not.toContain('Warning')
      },
    )

    test('one that no node is checked for says why', async () => {
      const { ask } = await startScene(engine)
      const { title, lead, facts } = (await ask('rudder compliance Future rollout')).message
      expect([title, lead]).toEqual([
        '“Future rollout”: no node is checked for it',
        'Warning: enabled is not applied. Rudder says: Not applied: Empty groups.',
      ])
      expect(facts).toEqual({ compliance: null, failing: null, errors: null, silent: null, pending: null, nodes: 0 })
    })

    test('one without directives does nothing, though Rudder says that it is in application', async () => {
      const { ask } = await startScene(engine)
      const { lead, fields } = (await ask('rudder rule Draft')).message
      expect(lead).toBe('Warning: enabled is not applied. It has no directives, so it does nothing.')
      expect(fields?.find(({ label }) => label === 'Status')?.value).toBe('In application')
    })

    test('a list of rules counts them', async () => {
      const { ask } = await scene()
      const { table, notes } = (await ask('rudder rules hardening')).message
      expect(table?.rows[0]).toEqual(['SSH hardening', true, 'enforce', 'Partially applied'])
      expect(notes).toEqual(['Enabled is not applied: 1 of them is applied in part only, or not at all.'])
      expect((await ask('rudder rules ntp client')).message.notes).toEqual([])
    })
  })

  describe('what nobody knows is not well', () => {
    test('of a disabled rule no number of failures is a fact: it is not that there are none', async () => {
      const { ask } = await startScene(engine)
      const unknown = { failing: null, errors: null, nodes: 0 }
      expect((await ask('rudder failing Fail2ban')).message.facts).toEqual({ ...unknown, audit: null, causes: null })
      expect((await ask('rudder compliance Fail2ban')).message.facts).toMatchObject({ ...unknown, compliance: null })
    })

    test('a fleet that is silent has no failure, and that is said with it', async () => {
      const { ask, rudder } = await startScene(engine)
      for (const node of rudder.state.nodes) Object.assign(node, { silent: true, pending: false })
      expect((await ask('rudder failing')).message.title).toBe('None of 401 nodes fails, but 401 are silent')
      expect((await ask('rudder failing SSH hardening')).message.title).toBe(
        '“SSH hardening” fails on none of its 41 nodes, but 41 are silent',
      )
      expect((await ask('rudder pending')).message.title).toBe('No node is pending, as far as 0 of 401 nodes say')
    })

    test('none is pending, but the silent ones may be', async () => {
      const { ask, rudder } = await startScene(engine)
      for (const node of rudder.state.nodes) node.pending = false
      const { message } = await ask('rudder pending')
      expect(message.title).toBe('No node is pending, as far as 355 of 401 nodes say')
      expect(message.notes?.[0]).toBe('Of the 46 silent nodes it is not known which policies they have.')
    })

    test('a node that fails elsewhere is pending all the same', async () => {
      const { ask, rudder, world } = await startScene(engine)
      for (const node of rudder.state.nodes) node.pending = false
      ruleOf(rudder, 'SSH banner everywhere').enabled = false
      ruleOf(rudder, 'Agent health').changedAt = world.clock.now()
      const { facts, title, notes } = (await ask('rudder pending')).message
      // All but the silent ones: also the 127 that fail in another rule.
      expect(facts).toMatchObject({ pending: 355, nodes: 401 })
      expect(title).toMatch(/^355 of 401 nodes have not applied the newest policies yet/)
      expect(notes?.[0]).toBe('127 of them are in error, silent or non-compliant in something else.')
    })

    test('reports that are switched off are no reports', async () => {
      const { ask, rudder } = await startScene(engine)
      rudder.state.settings.reporting_mode = 'reports-disabled'
      expect((await ask('rudder silent')).message.title).toBe(
        'No node is silent, but on 401 of 401 reports are switched off',
      )
      const node = (await ask('rudder node web-101.paris1.acme.net')).message
      expect(node.title).toBe('web-101.paris1.acme.net: no figure (reports are switched off)')
      expect(node.facts?.compliance).toBeNull()
      expect((await ask('rudder directive SSH service')).message.title).toMatch(
        /^“SSH service” has no figure \(reports are switched off\) on \d+ nodes$/,
      )
    })

    test('without rules there is no figure, whatever Rudder says; and nothing is said of nodes that report nothing', async () => {
      const { ask, rudder } = await startScene(engine)
      rudder.state.rules = []
      const { message } = await ask('rudder compliance')
      expect(message.title).toBe('Nothing has been checked yet: no rule of yours is checked on any node')
      expect(message.facts?.compliance).toBeNull()
      expect(JSON.stringify(message)).not.toContain('-1')
      expect((await ask('rudder silent')).message.title).toBe('No node is silent; 401 of 401 have nothing to report')
      expect(fieldIn((await ask('rudder nodes')).message, 'How they are')).toBe('401 without any check')
    })

    test('without nodes there is nothing to be well', async () => {
      const { ask, rudder } = await startScene(engine)
      rudder.state.nodes = []
      for (const word of ['failing', 'silent', 'pending'])
        expect((await ask(`rudder ${word}`)).message.title).toBe('There are no nodes')
    })

    test('a node that is silent in a rule does not fail in it', async () => {
      const { ask, rudder } = await startScene(engine)
      const node = rudder.state.nodes.find(({ silent }) => silent)
      const { facts, lists, title } = (await ask(`rudder node ${node?.hostname}`)).message
      expect(title).toBe(`${node?.hostname}: silent: it sends no report`)
      expect(facts?.failing).toBe(0)
      expect(lists?.[0]?.items.length).toBeGreaterThan(0)
    })

    test('rules that are not applied, which Rudder tells as silent, do not stand before those that fail', async () => {
      const { ask, rudder } = await startScene(engine)
      const off = rudder.state.directives.find(({ enabled }) => !enabled)?.id ?? ''
      const others = rudder.state.rules
        .filter(({ enabled, displayName }) => enabled && displayName.length > 13)
        .slice(0, 14)
      for (const rule of others) rule.directives = [off]
      const where = listIn((await ask('rudder compliance')).message, 'Where to look first')
      expect(where[0]).toBe('SSH hardening: 19 in error of 41 nodes')
      expect(where.join('\n')).not.toContain('of 0 nodes')
      const diff = (await ask(`rudder diff ${others[0]?.displayName} prod staging`)).message
      expect(fieldIn(diff, 'Compliance on prod')).toBe('none: it is not applied there')
    })

    test('which rules were looked at is said where there are more', async () => {
      const { ask, rudder } = await startScene(engine)
      for (const node of rudder.state.nodes) node.silent = true
      const { notes, lists } = (await ask('rudder compliance')).message
      const total = lists?.find(({ title }) => title === 'Where to look first')?.total
      expect(notes?.[0]).toBe(`Of ${total} rules that are not fine, the 10 with the lowest figure were looked at.`)
    })
  })

  describe('what is gone between two calls', () => {
    test('a node: that is said of it, and the others are shown', async () => {
      const { ask, rudder } = await startScene(engine)
      const first = 'edge-101.lyon2.acme.net'
      const all = rudder.state.nodes
      // It is in the compliance that is read, and not in the list of nodes any more.
      atThe(rudder, /\/api\/nodes(?:\?|$)/, () => {
        rudder.state.nodes = all.filter(({ hostname }) => hostname !== first)
      })
      const { only } = rudder.faults
      rudder.faults.only = (method, path) => {
        if (path.includes('/compliance/nodes')) rudder.state.nodes = all
        return only?.(method, path) ?? false
      }
      const { ending, message } = await ask('rudder silent')
      expect(ending).toBe('done')
      expect(message.table?.rows[0]).toEqual([first, 'it is no node any more'])
      expect(String(message.table?.rows[1]?.[1])).toMatch(/^\d{4}-\d\d-\d\dT/)
    })

    test.each(['compliance', 'failing', 'pending'])('a rule: “rudder %s” names the others', async (word) => {
      const { ask, rudder } = await startScene(engine)
      const gone = word === 'pending' ? 'App runtime' : 'SSH hardening'
      atThe(rudder, /\/compliance\/rules\//, () => {
        rudder.state.rules = rudder.state.rules.filter(({ displayName }) => displayName !== gone)
      })
      const { ending, message } = await ask(`rudder ${word}`)
      expect([ending, message.tone], message.title).toEqual(['done', 'answer'])
      const [list] = message.lists ?? []
      expect(list?.items.length).toBeGreaterThan(0)
      expect(listIn(message, list?.title ?? '').join('\n')).not.toContain(gone)
    })

    test('the node that is asked for: a clear sentence', async () => {
      const { ask, rudder } = await startScene(engine)
      atThe(rudder, /\/compliance\/nodes\//, () => {
        rudder.state.nodes = []
      })
      const { ending, message } = await ask('rudder node web-101.paris1.acme.net')
      expect(ending).toBe('failed')
      expect(message.title).toMatch(/^Rudder \(prod\) does not have that any more\./)
    })
  })

  test('two rules of one name on the other server: which one it is about is said', async () => {
    const { ask, play } = await startScene(engine)
    const { state } = play.rudder.staging
    const ssh = ruleOf(play.rudder.staging, 'SSH hardening')
    state.rules = [...state.rules.filter((rule) => rule !== ssh), { ...ssh, id: 'one' }, { ...ssh, id: 'two' }]
    const { message } = await ask('rudder diff SSH hardening prod staging')
    expect(message.notes?.[0]).toBe('staging has 2 rules of that name; this is about the one with the id one.')
  })

  test('the states of a node that Rudder leaves alone are said', async () => {
    const { ask, rudder } = await startScene(engine)
    const [node] = rudder.state.nodes.filter(({ hostname }) => hostname === 'web-101.paris1.acme.net')
    if (node) node.state = 'ignored'
    const { message } = await ask('rudder node web-101.paris1.acme.net')
    expect(fieldIn(message, 'State')).toBe('ignored')
    expect(saidIn((await ask('rudder node web-102.paris1.acme.net')).message)).not.toContain('State')
  })
})
