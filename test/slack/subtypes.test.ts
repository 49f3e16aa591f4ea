import { expect, test } from 'vitest'
import { subtypes } from '../../src/slack/subtypes.ts'
import { onSqlite } from '../flow/sqlite.ts'
import { mainlyHttp, startScene } from './scene.ts'

const byPeople = ['file_share', 'me_message', 'thread_broadcast']

onSqlite((engine) => {
  test('a text is run where a person has written it, and nothing is said of any other message', async () => {
    const { type, slack, last } = await startScene(engine)
    const direct = slack.direct('ana')
    const answers = () => slack.seen(direct).filter(({ user }) => user === slack.ids.botUser).length
    expect(Object.keys(subtypes).filter((name) => subtypes[name]?.byPerson)).toEqual(byPeople)
    for (const subtype of [...Object.keys(subtypes), 'one_of_tomorrow', '__proto__', 'toString']) {
      const before = answers()
      await slack.type('ana', direct, `rudder compliance`, { event: { subtype } })
      await type('ana', direct, 'cox whoami')
      const run = answers() - before
      expect(run, subtype).toBe(byPeople.includes(subtype) ? 2 : 1)
    }
    expect(last(direct).text).toContain('You are ana')
  })
})

mainlyHttp((engine) => {
  test('a file in the direct messages or with a mention: its text is run', async () => {
    const { settle, slack, last } = await startScene(engine)
    const direct = slack.direct('ana')
    await slack.type('ana', direct, 'rudder compliance', { file: 'screenshot.png' })
    await settle()
    expect(last(direct).text).toContain('% compliant')
    await slack.type('ana', 'ops', '@coxswain rudder compliance', { file: 'screenshot.png' })
    await settle()
    expect(last('ops').text).toContain('% compliant')
  })
})
