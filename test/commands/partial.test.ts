import { describe, expect, test } from 'vitest'
import { startScene } from '../flow/setup.ts'
import { onSqlite } from '../flow/sqlite.ts'
import { fieldIn, listIn } from './setup.ts'

/** A fleet on which everything is well. */
const wellScene = async (...[engine]: Parameters<typeof startScene>) => {
  const scene = await startScene(engine)
  scene.rudder.state.findings.length = 0
  for (const node of scene.rudder.state.nodes) Object.assign(node, { silent: false, pending: false })
  return scene
}

onSqlite((engine) => {
  describe('a headline tells of what it does not know', () => {
    test('right after a rule was disabled and that was undone', async () => {
      const { ask, propose, confirm, undo } = await wellScene(engine)
      const title = async (line: string) => (await ask(line)).message.title
      expect(await title('rudder failing SSH hardening')).toBe('“SSH hardening” fails on none of its 41 nodes')
      const disabled = await confirm(await propose('rudder rule disable SSH hardening'))
      expect((await confirm((await undo(disabled.proposal)).proposal)).message.tone).toBe('applied')

      const { message } = await ask('rudder compliance')
      expect(message.title).toBe('100% compliant; 41 nodes are pending (rule “SSH hardening”)')
      expect(listIn(message, 'Rules that wait for nodes')).toEqual(['SSH hardening: 100% of its checks pending'])
      expect(await title('rudder failing')).toBe('None of 401 nodes fails, but 41 are pending (rule “SSH hardening”)')
      expect(await title('rudder failing SSH hardening')).toBe(
        '“SSH hardening” fails on none of its 41 nodes, but 41 are pending',
      )
      expect(await title('rudder compliance SSH hardening')).toBe(
        '“SSH hardening”: no figure yet on 41 nodes; 41 are pending',
      )
      expect(await title('rudder directive SSH banner')).toBe(
        '“SSH banner” has no figure yet on 41 nodes; 41 are pending',
      )
      expect(await title('rudder silent')).toBe('No node is silent, but 41 of 401 are pending')
      expect(fieldIn((await ask('rudder group DMZ Linux')).message, 'Compliance')).toMatch(
        /^100% compliant, [\d.]+% of its checks pending, all rules on its nodes$/,
      )
      const node = (await ask('rudder node jump-01.paris1.acme.net')).message
      expect(node.title).toMatch(/^jump-01\.paris1\.acme\.net: 100% compliant, [\d.]+% of its checks pending$/)
      expect(listIn(node, 'Rules to look at')).toEqual(['SSH hardening: pending'])
    })

    test('a rule that is pending on some nodes, and a fleet that is silent in part', async () => {
      const { ask, rudder } = await startScene(engine)
      const title = async (line: string) => (await ask(line)).message.title
      expect(await title('rudder compliance')).toMatch(/^\d+% compliant; 46 nodes are silent and 12 are pending$/)
      expect(await title('rudder failing')).toBe(
        '127 of 401 nodes fail: 35 in error, 92 non-compliant (audit); 46 are silent and 12 are pending',
      )
      expect(await title('rudder compliance Edge kiosk')).toMatch(/; \d+ are silent$/)
      expect(await title('rudder failing App runtime')).toMatch(
        /^“App runtime” fails on none of its \d+ nodes, but 12 are pending$/,
      )
      const [first] = rudder.state.nodes.filter(({ pending }) => pending)
      for (const node of rudder.state.nodes) if (node !== first) node.pending = false
      expect(await title('rudder failing App runtime')).toMatch(/, but 1 is pending$/)
    })
  })
})
