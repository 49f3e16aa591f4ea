import { describe, expect, test } from 'vitest'
import { toTerminal } from '../../src/message/terminal.ts'
import { startScene } from '../flow/setup.ts'
import { onSqlite } from '../flow/sqlite.ts'
import { fieldIn, listIn } from './setup.ts'

onSqlite((engine) => {
  describe('what fails', () => {
    test('everywhere: the causes with the most nodes first, as many nodes as the compliance says', async () => {
      const { ask, rudder } = await startScene(engine)
      const { message } = await ask('rudder failing')
      const failing = new Set(rudder.state.findings.flatMap(({ nodeIds }) => nodeIds)).size
      expect(failing).toBe(127)
      expect(message.title).toBe(
        '127 of 401 nodes fail: 35 in error, 92 non-compliant (audit); 46 are silent and 12 are pending',
      )
      const { facts = {} } = (await ask('rudder compliance')).message
      expect(message.facts).toMatchObject({ failing: facts.failing, errors: facts.errors, nodes: 401 })
      const why = listIn(message, 'Why')
      expect(why[0]).toBe(
        'SSH hardening › SSH service: 17 nodes in error: Unit sshd.service failed to restart · 14 web-*.paris1.acme.net, 3 jump-*.paris1.acme.net',
      )
      expect(why).toContain(
        'CIS level 1 › CIS 5 Access › CIS 5.2 SSH: 60 nodes non-compliant (audit): PermitRootLogin is not "no" · 34 *.ams3.acme.net, 26 *.fra1.acme.net',
      )
      expect(listIn(message, 'Where').length).toBeGreaterThan(1)
    })

    test('in one rule: why, which nodes, and the rest of its nodes', async () => {
      const { ask } = await startScene(engine)
      const { message } = await ask('rudder failing SSH hardening')
      expect(message.title).toBe('“SSH hardening” fails on 19 of 41 nodes')
      expect(message.facts).toEqual({ failing: 19, errors: 19, audit: 0, nodes: 41, causes: 3 })
      expect(fieldIn(message, 'All its nodes')).toBe('19 in error, 22 compliant')
      expect(listIn(message, 'Why').map((line) => line.slice(0, 60))).toEqual([
        'SSH service: 17 nodes in error: Unit sshd.service failed to ',
        'SSH settings › SSH ciphers: 3 nodes in error: No report for ',
        'SSH banner › /etc/issue.net: 2 nodes in error: Could not wri',
      ])
      expect(message.table?.rows[0]).toEqual(['jump-01.paris1.acme.net', 'in error', 'SSH service, SSH ciphers'])
      expect(message.table?.total).toBe(19)
      expect(message.next?.[0]).toBe('rudder node jump-01.paris1.acme.net')
    })

    test('what is overridden, silent, pending or disabled does not fail', async () => {
      const { ask } = await startScene(engine)
      const title = async (rule: string) => (await ask(`rudder failing ${rule}`)).message.title
      expect(await title('Legacy SSH baseline')).toBe('“Legacy SSH baseline” fails on none of its 41 nodes')
      expect(await title('Edge kiosk')).toMatch(/^“Edge kiosk” fails on none of its 56 nodes, but \d+ are silent$/)
      expect(await title('App runtime')).toMatch(/^“App runtime” fails on none of its \d+ nodes, but 12 are pending$/)
      expect(await title('Fail2ban')).toBe('“Fail2ban” is disabled, so no node is checked for it')
      expect(await title('Future rollout')).toBe('“Future rollout”: no node is checked for it')
    })

    test('nothing at all', async () => {
      const { ask, rudder } = await startScene(engine)
      rudder.state.findings.length = 0
      const { message } = await ask('rudder failing')
      expect(message.title).toBe('None of 401 nodes fails, but 46 are silent and 12 are pending')
      expect(message.lists?.map(({ title }) => title)).toEqual(['Rules that wait for nodes'])
      expect(message.facts).toEqual({ failing: 0, errors: 0, audit: 0, nodes: 401, causes: 0 })
    })

    test('what agents say is untrusted and may be long: one line, cut, and of many messages the usual one', async () => {
      const { ask, rudder } = await startScene(engine)
      const finding = rudder.state.findings[0]
      if (!finding) throw new Error('no finding')
      rudder.state.findings = finding.nodeIds.map((id, at) => ({
        ...finding,
        nodeIds: [id],
        message: at < 3 ? `<!channel>\n*bold* \u202e${'x'.repeat(5_000)}` : `pid ${at} died`,
      }))
      const { message } = await ask('rudder failing SSH hardening')
      const [why = ''] = listIn(message, 'Why')
      expect(why).toContain('<!channel> *bold*')
      expect(why).toContain('… (and 14 other messages)')
      expect(why).not.toContain('\n')
      expect(why.length).toBeLessThan(400)
      expect(toTerminal(message)).not.toContain('\u202e')
    })

    test('a report that is too large to read whole still says which nodes', async () => {
      const { ask } = await startScene(engine, { limits: { wholeBytes: 40_000 } })
      const { message } = await ask('rudder failing SSH hardening')
      expect(message.title).toBe('“SSH hardening” fails on 19 of 41 nodes')
      expect(message.notes?.[0]).toMatch(/^Its report is too large to read whole/)
      expect(message.table?.rows[0]).toEqual(['jump-01.paris1.acme.net', 'in error', null])
    })

    test('everywhere too: the rule is named with how many nodes', async () => {
      const { ask, rudder } = await startScene(engine, { limits: { wholeBytes: 40_000 } })
      rudder.requests.length = 0
      const { message } = await ask('rudder failing')
      expect(message.facts).toMatchObject({ failing: 127, nodes: 401 })
      expect(listIn(message, 'Why')).toContain('SSH hardening: 19 nodes; its report is too large to say why')
      // Its nodes are counted as they come; the rule itself is known from the list and not read again.
      const levels = rudder.requests.flatMap(({ path }) => /compliance\/rules\/.*level=(\d)/.exec(path)?.[1] ?? [])
      expect(new Set(levels)).toEqual(new Set(['5', '3']))
    })

    test('silent nodes, by where they are, with the last run of the first', async () => {
      const { ask } = await startScene(engine)
      const { message } = await ask('rudder silent')
      expect(message.title).toBe('46 of 401 nodes are silent, 41 of them *.lyon2.acme.net')
      expect(message.facts).toEqual({ silent: 46, nodes: 401 })
      expect(listIn(message, 'Where')).toEqual(['*.lyon2.acme.net: 41 nodes', '*.fra1.acme.net: 5 nodes'])
      expect(message.table?.total).toBe(46)
      expect(message.table?.rows).toHaveLength(8)
      expect(String(message.table?.rows[0]?.[0])).toBe('edge-101.lyon2.acme.net')
      expect(String(message.table?.rows[0]?.[1])).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d/)
    })

    test('no silent and no pending node', async () => {
      const { ask, rudder } = await startScene(engine)
      for (const node of rudder.state.nodes) Object.assign(node, { silent: false, pending: false })
      rudder.state.pendingNodes.length = 0
      expect((await ask('rudder silent')).message.title).toBe('All 401 nodes send reports')
      const { message } = await ask('rudder pending')
      expect(message.title).toBe('No node is pending: all 401 have their newest policies')
      expect(message.lists).toEqual([])
    })

    test('pending nodes, for which rules, and what waits beside them', async () => {
      const { ask } = await startScene(engine)
      const { message } = await ask('rudder pending')
      expect(message.title).toBe(
        '12 of 401 nodes have not applied the newest policies yet, all of them app-*.ams3.acme.net',
      )
      expect(message.facts).toEqual({ pending: 12, nodes: 401, new: 3 })
      expect(listIn(message, 'Rules that wait for nodes')[0]).toMatch(/: 12 of \d+ nodes pending$/)
      expect(listIn(message, 'Where')).toEqual(['app-*.ams3.acme.net: 12 nodes'])
      expect(message.notes?.join(' ')).toContain('3 new nodes wait to be accepted.')
    })
  })
})
