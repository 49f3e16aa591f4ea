import { test } from 'vitest'
import { commandsFolder } from '../../src/app.ts'
import { loadCommands } from '../../src/command/load.ts'
import { withRequest } from '../commands/setup.ts'
import { matchGolden } from './golden.ts'
import { startGolden } from './scene.ts'

/** The system of a group of commands, if it isn't the one that is always there. */
const besideOf = (group: string): { readonly beside?: readonly ('lens' | 'redash' | 'rill')[] } => {
  const system = (['lens', 'redash', 'rill'] as const).find((one) => group.startsWith(one))
  return system ? { beside: [system] } : {}
}

const reads = (await loadCommands(commandsFolder)).filter(({ kind }) => kind === 'read')
/** `rudder rules` and `rudder rule …` are one group. */
const groups = Map.groupBy(reads, ({ words: [system, word = ''] }) => `${system}-${word.replace(/(?<!ie)s$/, '')}`)

test.each([...groups])('what is read: %s', async (group, commands) => {
  const { play, sections, asked } = await startGolden(besideOf(group))
  // Rill has no second server but the one without policies.
  const other = group.startsWith('rill') ? 'local' : 'staging'
  const { prod, staging } = play.rudder
  withRequest(prod)
  withRequest(staging)
  // The smaller fleet of staging has no node of that name.
  const [node] = staging.state.nodes
  if (node) node.hostname = 'web-114.lyon2.acme.net'
  const lines = commands.flatMap(({ examples }) => examples)
  for (const line of lines) await asked(line)
  // An older server, which lacks some of it.
  for (const line of lines) if (!line.endsWith('staging')) await asked(`${line} --on ${other}`)
  await matchGolden(`read-${group}`, sections)
})
