import { describe, expect, test } from 'vitest'
import { rudder } from '../../../src/systems/rudder/index.ts'
import { withRequest } from '../../commands/setup.ts'
import { onSqlite } from '../../flow/sqlite.ts'
import { roundsOf } from '../../rounds.ts'
import { isFull, some } from '../../runs.ts'
import { commandsOf } from '../contract/commands.ts'
import { startContractScene } from '../contract/scene.ts'
import { localRudder } from './local.ts'
import { writeRows } from './write-rows.ts'

/** With the first call to a server, which asks for its version. */
const most = { read: 4, proposal: 5, confirmation: 5 } as const
const version = 1
/** A node that the examples name. */
const named = 'web-114.lyon2.acme.net'

const commands = commandsOf(rudder)
const reads = commands.flatMap(({ kind, examples }) => (kind === 'read' ? examples : []))
const writes = writeRows.flatMap((row) => {
  const examples = commands.find(({ name }) => name === row.name)?.examples ?? []
  return [row.line, ...(isFull() ? examples : [])].map((line) => ({ ...row, line }))
})
const shown = (rounds: readonly (readonly string[])[]) =>
  rounds.map((round, n) => `${n + 1}: ${round.join(', ')}`).join('\n')

onSqlite((engine) => {
  const start = async () => {
    const scene = await startContractScene(rudder, localRudder, engine, ['prod', 'staging'])
    return { ...scene, rounds: roundsOf(scene.locals.map(({ local }) => local)) }
  }

  test('a read asks in four rounds at most, the version of the servers included', async () => {
    const { ask, locals, rounds } = await start()
    for (const { local } of locals) {
      withRequest(local)
      const [node] = local.state.nodes
      if (node && !local.state.nodes.some(({ hostname }) => hostname === named)) node.hostname = named
    }
    const [first = '', ...others] = some(6, ['rudder diff SSH hardening prod staging', ...reads])
    const cold = await rounds.during(() => ask(first))
    expect(cold.value.ending, cold.value.message.title).toBe('done')
    expect(cold.rounds.length, `${first}\n${shown(cold.rounds)}`).toBeLessThanOrEqual(most.read)
    for (const line of others) {
      const { value, rounds: warm } = await rounds.during(() => ask(line))
      expect(value.ending, `${line}: ${value.message.title}`).toBe('done')
      expect(warm.length, `${line}\n${shown(warm)}`).toBeLessThanOrEqual(most.read - version)
    }
  })

  describe.each(some(3, writes))('$line', ({ line, prepare }) => {
    test('is proposed in five rounds at most with the version, and confirmed in five', async () => {
      const { ask, confirm, rounds, local } = await start()
      prepare?.(local)
      await ask('rudder health')
      await ask('rudder health on staging')
      const asked = await rounds.during(() => ask(line))
      expect(asked.rounds.length, shown(asked.rounds)).toBeLessThanOrEqual(most.proposal - version)
      const { proposal } = asked.value
      if (!isFull()) expect(proposal, asked.value.message.title).toBeDefined()
      if (proposal === undefined) return
      for (const who of ['ana', 'marc']) {
        const confirmed = await rounds.during(() => confirm(proposal, who))
        expect(confirmed.rounds.length, shown(confirmed.rounds)).toBeLessThanOrEqual(most.confirmation)
        if (confirmed.value.message.tone !== 'waiting') {
          expect(confirmed.value.message.tone, shown(confirmed.rounds)).toMatch(/applied|awaiting/)
          return
        }
      }
    })
  })
})
