import type { LocalRudder } from 'local-rudder'
import { describe, expect, test } from 'vitest'
import { beyond } from '../../src/reach.ts'
import { groupOf, ruleOf, type Scene, startScene } from './setup.ts'
import { onSqlite } from './sqlite.ts'

const line = 'rudder rule target Edge kiosk at DMZ Linux'

const ids = (from: number, to: number) => Array.from({ length: to - from }, (_, n) => `node-${from + n}`)
const holds = (rudder: LocalRudder, members: readonly string[]) => {
  const { nodes } = rudder.state
  const known = new Set(nodes.map(({ id }) => id))
  const [like] = nodes
  if (like) nodes.push(...members.filter((id) => !known.has(id)).map((id) => ({ ...like, id, hostname: id })))
  groupOf(rudder, 'DMZ Linux').nodeIds = [...members]
}

/** The answer to the click that decides: of Ana or, where two are needed, of Marc. */
const decided = async ({ confirm, row }: Scene, proposal: string) =>
  confirm(proposal, (await row(proposal)).people > 1 ? 'marc' : 'ana')

const limit50 = (yaml: string) =>
  yaml.replace(/when: \{ (?:nodes|reach): \d+ \}/, (found) => found.replace(/\d+/, '50'))

onSqlite((engine) => {
  describe('what would affect more than was shown is not written', () => {
    test.for([
      ['1 to 2', 1, 2],
      ['1 to 401', 1, 401],
      ['48 to 49', 48, 49],
      ['5,000 to 5,101', 5_000, 5_101],
      ['5,000 to 5,200', 5_000, 5_200],
    ] as const)('%s nodes', async ([, shown, now]) => {
      const scene = await startScene(engine)
      holds(scene.rudder, ids(0, shown))
      const proposal = await scene.propose(line)
      holds(scene.rudder, ids(0, now))
      const { message, successor } = await decided(scene, proposal)
      expect(message.tone).toBe('stale')
      expect(scene.rudder.writes()).toHaveLength(0)
      expect((await scene.shown(successor)).message.lead).toContain(`${now.toLocaleString('en-US')} nodes.`)
    })

    test.for([
      ['2 to 1', 2, 1],
      ['50 to 51', 50, 51],
      ['5,000 to 5,100', 5_000, 5_100],
      ['5,200 to 5,000', 5_200, 5_000],
    ] as const)('but fewer, or 2% more: %s', async ([, shown, now]) => {
      const scene = await startScene(engine)
      holds(scene.rudder, ids(0, shown))
      const proposal = await scene.propose(line)
      holds(scene.rudder, ids(0, now))
      const { message } = await decided(scene, proposal)
      expect(message.tone).toBe('applied')
      expect(message.fields).toContainEqual({ label: 'Nodes', value: now.toLocaleString('en-US') })
    })

    test('from 49 to 50 where two are needed from 50: none of them alone', async () => {
      const scene = await startScene(engine, { settings: limit50 })
      holds(scene.rudder, ids(0, 49))
      const proposal = await scene.propose(line)
      expect((await scene.row(proposal)).people).toBe(1)
      holds(scene.rudder, ids(0, 50))
      const { message, successor = '' } = await scene.confirm(proposal)
      expect(message.lead).toContain('More people must confirm it now.')
      expect((await scene.row(successor)).people).toBe(2)
      expect(scene.rudder.writes()).toHaveLength(0)
    })

    test('a group of 20,000 that gains and loses 20 a minute can be confirmed', async () => {
      const scene = await startScene(engine)
      holds(scene.rudder, ids(0, 20_000))
      const proposal = await scene.propose(line)
      for (let minute = 1; minute <= 10; minute += 1) {
        await scene.world.advance(60_000)
        holds(scene.rudder, ids(20 * minute, 20_000 + 20 * minute))
      }
      const { message } = await decided(scene, proposal)
      expect(message.tone).toBe('applied')
      expect(message.fields).toContainEqual({ label: 'Nodes', value: '20,000' })
    })

    test('as many others of a few: it is shown anew, and names who comes in', async () => {
      const scene = await startScene(engine)
      const [one, two, three] = scene.rudder.state.nodes
      holds(scene.rudder, [one?.id ?? '', two?.id ?? ''])
      const proposal = await scene.propose(line)
      holds(scene.rudder, [one?.id ?? '', three?.id ?? ''])
      const { message } = await scene.confirm(proposal)
      expect(message.tone).toBe('stale')
      expect(message.lead).toContain(`It would also affect ${three?.hostname}.`)
      expect(scene.rudder.writes()).toHaveLength(0)
    })

    test('a known count that becomes unknown', async () => {
      const scene = await startScene(engine, { settings: (yaml) => yaml.replace(/approvals:\n[\s\S]*?\n\n/, '') })
      const proposal = await scene.propose('rudder directive disable Kiosk browser')
      ruleOf(scene.rudder, 'Edge kiosk').targets = ['special:unheard_of']
      const { message } = await scene.confirm(proposal)
      expect(message.tone).toBe('stale')
      expect(message.lead).toContain('It would affect an unknown number of nodes now, not ')
      expect(scene.rudder.writes()).toHaveLength(0)
    })

    test('two people, and the group grows between the two: the second does not write what neither was shown', async () => {
      const scene = await startScene(engine, { settings: (yaml) => limit50(yaml).replace('people: 2', 'people: 3') })
      holds(scene.rudder, ids(0, 60))
      const proposal = await scene.propose(line)
      expect((await scene.row(proposal)).people).toBe(3)
      expect((await scene.confirm(proposal, 'marc')).message.tone).toBe('waiting')
      holds(scene.rudder, ids(0, 401))
      expect((await scene.confirm(proposal, 'marc')).message.tone).toBe('stale')
      expect(scene.rudder.writes()).toHaveLength(0)
    })
  })
})

const members = (...all: string[]) => all.map((id) => ({ id, name: id }))

test.for([
  ['unknown', 'unknown', undefined],
  ['unknown', 7, undefined],
  ['none', 'none', undefined],
  ['none', 1, 'more'],
  [7, 'unknown', 'more'],
  [7, 'none', 'more'],
  [0, 1, 'more'],
  [50, 51, undefined],
  [50, 52, 'more'],
  [99, 100, undefined],
  [99, 101, 'more'],
] as const)('from %s to %s', ([shown, now, more]) => {
  expect(beyond({ reach: shown }, { reach: now })).toBe(more)
})

test('of a few the set is bound, and not its size', () => {
  const shown = { reach: 2, members: members('a', 'b') }
  expect(beyond(shown, { reach: 1, members: members('b') })).toBeUndefined()
  expect(beyond(shown, { reach: 2, members: members('b', 'c') })).toEqual(members('c'))
  expect(beyond(shown, { reach: 11 })).toBe('more')
})
