import { expect, test } from 'vitest'
import { writeRows } from '../systems/rudder/write-rows.ts'
import { ruleOf, saidIn, startScene } from './setup.ts'
import { onSqlite } from './sqlite.ts'

/** What is tagged critical waits for a third person. */
const settings = (yaml: string) =>
  yaml.replace(
    /approvals:\n[\s\S]*?\n\n/,
    'approvals:\n  - scopes: [rudder:*:write, rudder:*:approve]\n    people: 3\n    when: { tags: [critical=yes] }\n\n',
  )

/** What they touch may be tagged, and the bot may not read whether it is, or nobody knows what they touch. */
const untold = ['rudder directive delete', 'rudder group reload', 'rudder request accept', 'rudder techniques reload']

onSqlite((engine) => {
  test.each(writeRows)('$name, of which nothing is tagged', async ({ name, line, prepare }) => {
    const { rudder, propose, row } = await startScene(engine, { settings })
    prepare?.(rudder)
    expect((await row(await propose(line))).people).toBe(untold.includes(name) ? 3 : 1)
  })

  test('a rule that is tagged, and a directive of which nobody can tell', async () => {
    const { rudder, ask } = await startScene(engine, { settings })
    ruleOf(rudder, 'SSH hardening').tags = [{ critical: 'yes' }]
    const said = async (line: string) => saidIn((await ask(line)).message)
    expect(await said('rudder rule disable SSH hardening')).toContain('needs 3 people where it touches critical=yes')
    expect(await said('rudder directive delete Kiosk browser')).toContain(
      'needs 3 people when nobody can tell which tags it touches',
    )
  })
})
