import { describe, expect, test } from 'vitest'
import { redash } from '../../../src/systems/redash/index.ts'
import { startScene } from '../../flow/setup.ts'
import { onSqlite } from '../../flow/sqlite.ts'
import { roundsOf } from '../../rounds.ts'
import { commandsOf } from '../contract/commands.ts'
import { onlyQueryKeys } from './flow.ts'

/** With the first call to a server, which asks for its version; polls of a job don't count. */
const most = 4

const isPoll = (what: string) => /^GET (queries\/\d+\/)?jobs\//.test(what)

const examples = commandsOf(redash).flatMap((command) => command.examples)
/** An object by its name, a part of it, its number and a link, with rows that are stored and with a job, with a dropdown. */
const runs = [
  'redash run Daily orders --fresh',
  'redash run Daily ord --fresh',
  'redash run Archived --fresh',
  'redash run 1 --fresh',
  'redash run /queries/7?p_status=paid --fresh',
  'redash run Customers of a country country=FR --fresh',
  'redash run 12 country=FR --fresh',
  'redash run /queries/12?p_country=FR --fresh',
  'redash run Customers of a country',
  'redash run Customers of a c country=FR --fresh',
  'redash run Customers of a c',
  'redash run',
  'redash run Find customer name=Anna --fresh',
  'redash run Sales report statuses=paid channel=web min_amount=100 period=2026-10-01--2026-11-01 needle=order --fresh',
  'redash query Customers of a country',
  'redash query Archived',
]

const shown = (rounds: readonly (readonly string[])[]) =>
  rounds.map((round, n) => `${n + 1}: ${round.join(', ')}`).join('\n')

onSqlite((engine) => {
  const start = async (settings?: (yaml: string) => string) => {
    const scene = await startScene(engine, { beside: ['redash'], ...(settings && { settings }) })
    const local = scene.play.redash?.prod
    if (!local) throw new Error('no Redash was started')
    const rounds = roundsOf([local])
    /** The first line that a bot asks, which is the one that takes the most calls. */
    const asked = async (line: string) => {
      const { value, rounds: all } = await rounds.during(() => scene.ask(line))
      return { value, rounds: all.map((round) => round.filter((one) => !isPoll(one))).filter((one) => one.length > 0) }
    }
    return { ...scene, local, asked }
  }

  describe.each([...new Set([...examples, ...runs])])('%s', (line) => {
    test(`asks in ${most} rounds at most, the version of the server included`, async () => {
      const { asked } = await start()
      const { value, rounds } = await asked(line)
      expect(value.ending, value.message.title).toMatch(/done|usage|not confirmed/)
      expect(rounds.length, shown(rounds)).toBeLessThanOrEqual(most)
    })
  })

  test.each([
    'redash queries',
    'redash query Orders by sev',
    'redash run Orders by several statuses statuses=paid',
    'redash run Orders by several statuses statuses=paid --fresh',
    'redash run Orders by sev statuses=paid --fresh',
    'redash run 8 statuses=paid --fresh',
  ])('with the keys of queries alone it is no more: %s', async (line) => {
    const { asked } = await start(onlyQueryKeys)
    const { value, rounds } = await asked(line)
    expect(value.ending, value.message.title).toBe('done')
    expect(rounds.length, shown(rounds)).toBeLessThanOrEqual(most)
  })
})
