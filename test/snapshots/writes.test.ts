import { test } from 'vitest'
import { commandsFolder } from '../../src/app.ts'
import { loadCommands } from '../../src/command/load.ts'
import { withRequest } from '../commands/setup.ts'
import type { WriteRow as Row } from '../systems/contract/local-system.ts'
import { writeRows as redashRows } from '../systems/redash/write-rows.ts'
import { writeRows as rudderRows } from '../systems/rudder/write-rows.ts'
import { matchGolden } from './golden.ts'
import { type Golden, startGolden } from './scene.ts'

/** A row of any system, with the local system that it is about already given. */
interface WriteRow extends Pick<Row<never>, 'name' | 'line' | 'held' | 'back'> {
  readonly prepare: () => void
  readonly meanwhile: () => void
}

/** Both systems are there, and each row is about its own. */
const rowsOf = ({ rudder, play: { redash } }: Golden): readonly WriteRow[] => {
  const on =
    <L>(local: L) =>
    ({ prepare, meanwhile, ...row }: Row<L>): WriteRow => ({
      ...row,
      prepare: () => prepare?.(local),
      meanwhile: () => meanwhile(local),
    })
  return [...rudderRows.map(on(rudder)), ...(redash ? redashRows.map(on(redash.prod)) : [])]
}

const writes = (await loadCommands(commandsFolder)).filter(({ kind }) => kind === 'write')
const rowOf = (scene: Golden, name: string): WriteRow => {
  const row = rowsOf(scene).find((one) => one.name === name)
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
  meanwhile()
  await scene.take(`${line} · ana confirms what somebody else changed`, scene.confirm(proposal))
}

const groups = Map.groupBy(writes, ({ words: [system, word = ''] }) => `${system}-${word.replace(/(?<!ie)s$/, '')}`)

test.each([...groups])('what is written: %s', async (group, commands) => {
  const sections: string[] = []
  const isOfRudder = group.startsWith('rudder')
  const start = () => startGolden(isOfRudder ? {} : { beside: ['redash'] }, sections)
  const { play, asked } = await start()
  withRequest(play.rudder.prod)
  for (const { examples } of commands) for (const line of examples) await asked(line, { note: 'an example' })
  for (const { name } of commands) {
    const scene = await start()
    const { state } = isOfRudder ? scene.rudder : (scene.play.redash?.prod ?? scene.rudder)
    const seeded = structuredClone(state)
    const row = rowOf(scene, name)
    // Redash has no change process.
    for (const play of isOfRudder ? [applied, validated, stale] : [applied, stale]) {
      Object.assign(state, structuredClone(seeded))
      row.prepare()
      await play(scene, row)
    }
  }
  await matchGolden(`write-${group}`, sections)
})
