import type { LocalRudder } from 'local-rudder'
import { describe, expect, test } from 'vitest'
import { textOf } from '../bot.ts'
import { groupOf, ruleOf, saidIn, startScene } from '../flow/setup.ts'
import { onSqlite } from '../flow/sqlite.ts'
import { fieldIn, listIn } from './setup.ts'

/** Lets the reader see four nodes, of which the group has three, and two others. */
const limit = (rudder: LocalRudder, tenants = ['zoneA']): void => {
  const { state, tokens } = rudder
  const account = state.accounts[tokens.read]
  if (account) account.tenants = tenants
  for (const node of state.nodes.slice(0, 4)) node.tenant = 'zoneA'
  groupOf(rudder, 'DMZ Linux').nodeIds = state.nodes.slice(1, 6).map(({ id }) => id)
}

onSqlite((engine) => {
  describe('a token that only sees the nodes of a tenant', () => {
    test('how many a change reaches is unknown: at least those that it sees', async () => {
      const { ask, rudder, propose, row } = await startScene(engine, { api: 23 })
      limit(rudder)
      const { message } = await ask('rudder rule disable SSH hardening')
      expect(fieldIn(message, 'Nodes that lose it')).toMatch(/^at least 3; this token only sees tenant zoneA \(/)
      expect(textOf(message)).toContain('an unknown number of nodes')
      const proposal = await propose('rudder directive disable SSH settings')
      expect(await row(proposal)).toMatchObject({ people: 2 })
      expect(saidIn((await ask('rudder rule target SSH hardening at Web servers')).message)).toContain(
        'at least 3; this token only sees tenant zoneA',
      )
    })

    test.each([
      ['rudder nodes', 'zoneA'],
      ['rudder compliance', 'zoneA'],
      ['rudder group DMZ Linux', 'zoneA'],
    ])('“%s” says that other nodes may be missing', async (line) => {
      const { ask, rudder } = await startScene(engine, { api: 23 })
      expect((await ask(line)).message.notes?.join() ?? '').not.toContain('tenant')
      limit(rudder)
      expect((await ask(line)).message.notes).toContain('Other nodes may be missing: the token only sees tenant zoneA.')
    })

    test('where Rudder does not report tenants, a dynamic group with other nodes tells', async () => {
      const { ask, rudder } = await startScene(engine)
      limit(rudder)
      const { message } = await ask('rudder rule disable SSH hardening')
      expect(fieldIn(message, 'Nodes that lose it')).toMatch(
        /^at least 3; this token doesn't see all nodes of the group /,
      )
    })
  })

  describe('a static group with ids of deleted nodes', () => {
    test('they count nowhere', async () => {
      const { ask, rudder } = await startScene(engine)
      const group = groupOf(rudder, 'DMZ Linux')
      group.nodeIds = [...group.nodeIds.slice(0, 3), 'deleted-1', 'deleted-2']
      const { message } = await ask('rudder group DMZ Linux')
      expect(message.title).toBe('“DMZ Linux” has 3 nodes')
      expect(message.notes).toContain('2 more ids are in it without a node: deleted, or not visible to this token.')
      const listed = (await ask('rudder groups DMZ')).message
      expect(listed.table?.rows[0]?.slice(0, 2)).toEqual(['DMZ Linux', 3])
      const { message: asked } = await ask('rudder rule disable SSH hardening')
      expect(fieldIn(asked, 'Nodes that lose it')).toMatch(/^3 \(/)
    })
  })

  describe('a disabled group in the targets of a rule', () => {
    test('composed, as pages and the API store it: it still includes and excludes', async () => {
      const { ask, rudder } = await startScene(engine)
      const [dmz, jump] = ['DMZ Linux', 'Jump hosts'].map((name) => groupOf(rudder, name))
      if (!dmz || !jump) throw new Error('no groups')
      const rule = ruleOf(rudder, 'SSH hardening')
      rule.targets = [{ include: { or: [`group:${dmz.id}`] }, exclude: { or: [`group:${jump.id}`] } }]
      const reached = async () =>
        fieldIn((await ask('rudder rule disable SSH hardening')).message, 'Nodes that lose it')
      const before = await reached()
      dmz.enabled = false
      jump.enabled = false
      expect(await reached()).toBe(before)
      const { message } = await ask('rudder group DMZ Linux')
      expect(saidIn(message)).toContain('Rules include or exclude the nodes of a disabled group as before.')
      expect(saidIn(message)).not.toContain("isn't applied")
    })

    test('by itself, as rules of archives have it: it stops the rule, which a write of its targets would lift', async () => {
      const { ask, rudder } = await startScene(engine)
      const rule = ruleOf(rudder, 'SSH hardening')
      rule.enabled = false
      groupOf(rudder, 'DMZ Linux').enabled = false
      const { message } = await ask('rudder rule enable SSH hardening')
      expect(fieldIn(message, 'Nodes that get it')).toMatch(/^0 \(/)
      expect(listIn(message, 'What will happen').join()).toContain('Its group “DMZ Linux” is disabled and stops it')
      const refused = await ask('rudder rule target SSH hardening at Web servers')
      expect(refused.message.title).toMatch(
        /^The targets of this rule can only be changed in Rudder: its disabled group/,
      )
    })
  })
})
