import type { LocalRudder } from 'local-rudder'
import { test } from 'vitest'
import { commandsFolder } from '../../src/app.ts'
import { loadCommands } from '../../src/command/load.ts'
import { withRequest } from '../commands/setup.ts'
import type { WriteRow as Row } from '../systems/contract/local-system.ts'
import { writeRows } from '../systems/rudder/write-rows.ts'
import { matchGolden } from './golden.ts'
import { type Golden, startGolden } from './scene.ts'

type WriteRow = Row<LocalRudder>

const writes = (await loadCommands(commandsFolder)).filter(({ kind }) => kind === 'write')
const rowOf = (name: string): WriteRow => {
  const row = writeRows.find((one) => one.name === name)
  if (!row) throw new Error(`no row for ${name}`)
  return row
}

/** Ana and, where one more is needed, Marc. */
const confirmed = async ({ take, confirm }: Golden, proposal: string | undefined, how = '') => {
  const first = await take(`↳ ana confirms${how}`, confirm(proposal))
  return first.waits ? take(`↳ marc confirms${how}`, confirm(proposal, 'marc')) : first
}

/** Asked, applied, and undone where there is a way back. */
const applied = async (scene: Golden, { line, back }: WriteRow) => {
  const { proposal } = await scene.asked(line)
  await confirmed(scene, proposal)
  const undone = await scene.take('↳ ana asks to undo it', scene.undo(proposal))
  if (back) await confirmed(scene, undone.proposal, ' the way back')
}

/** The same where Rudder holds back what it can. */
const validated = async (scene: Golden, { line, held }: WriteRow) => {
  Object.assign(scene.rudder.state.settings, { enable_change_request: true, enable_validate_all: true })
  const { proposal } = await scene.asked(line, { note: 'under change validation' })
  if (held) await confirmed(scene, proposal)
}

/** Somebody else was there first. */
const stale = async (scene: Golden, { line, meanwhile }: WriteRow) => {
  const { proposal } = await scene.ask(line)
  meanwhile(scene.rudder)
  await scene.take(`${line} · ana confirms what somebody else changed`, scene.confirm(proposal))
}

const groups = Map.groupBy(writes, ({ words: [system, word = ''] }) => `${system}-${word.replace(/(?<!ie)s$/, '')}`)

test.each([...groups])('what is written: %s', async (group, commands) => {
  const sections: string[] = []
  const { play, asked } = await startGolden({}, sections)
  withRequest(play.rudder.prod)
  for (const { examples } of commands) for (const line of examples) await asked(line, { note: 'an example' })
  for (const { name } of commands) {
    const scene = await startGolden({}, sections)
    const { state } = scene.rudder
    const seeded = structuredClone(state)
    const row = rowOf(name)
    for (const play of [applied, validated, stale]) {
      Object.assign(state, structuredClone(seeded))
      row.prepare?.(scene.rudder)
      await play(scene, row)
    }
  }
  await matchGolden(`write-${group}`, sections)
})
