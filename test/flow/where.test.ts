import { describe, expect, test } from 'vitest'
import { mainlySqlite } from '../store/engines.ts'
import { ruleOf, startScene } from './setup.ts'

const line = 'rudder rule disable SSH hardening'

/** Staging becomes what a channel asks, and a third person's channel has no default. */
const noDefault = (yaml: string) => yaml.replace('default: true', 'default: false')

mainlySqlite((engine) => {
  describe('which connection', () => {
    test.each([`${line} --on staging`, `${line} --on rudder/staging`, `${line} on staging`])('“%s”', async (typed) => {
      const { play, ask, confirm } = await startScene(engine)
      const { prod, staging } = play.rudder
      const asked = await ask(typed)
      expect(asked.message.connection).toBe('rudder/staging')
      expect(asked.message.title).toBe('Disable rule “SSH hardening” on rudder/staging?')
      const done = await confirm(asked.proposal)
      expect(done.message.tone).toBe('applied')
      expect(ruleOf(staging, 'SSH hardening').enabled).toBe(false)
      expect(staging.writes()).toHaveLength(1)
      expect(staging.writes()[0]?.apiVersion).toBe('18')
      expect(prod.writes()).toHaveLength(0)
    })

    test('a rule whose name ends so is that rule', async () => {
      const { play, ask } = await startScene(engine)
      const asked = await ask('rudder rule disable Deploy agents on staging')
      expect(asked.message.title).toBe('Disable rule “Deploy agents on staging” on rudder/prod?')
      expect(play.rudder.staging.requests).toHaveLength(0)
    })

    test('the channel’s own connection is read there, but a change on it must be spelled', async () => {
      const { ask, play } = await startScene(engine)
      expect((await ask('rudder rules', 'ana', 'C0STAGING')).message.connection).toBe('rudder/staging')
      const read = play.rudder.staging.requests.length
      const { ending, message } = await ask(line, 'ana', 'C0STAGING')
      expect(ending).toBe('usage')
      expect(message.title).toBe('A change on rudder/staging must say so: add “--on staging”.')
      expect(play.rudder.staging.requests).toHaveLength(read)
      expect((await ask(`${line} --on staging`, 'ana', 'C0STAGING')).message.tone).toBe('waiting')
    })

    test('without a default it must be named, for a read and for a write', async () => {
      const { ask, play } = await startScene(engine, { settings: noDefault })
      for (const typed of ['rudder rules', line]) {
        const { ending, message } = await ask(typed)
        expect(ending).toBe('usage')
        expect(message.title).toContain('prod')
        expect(message.title).toContain('staging')
        expect(message.title).toContain('--on')
      }
      expect(play.rudder.prod.requests).toHaveLength(0)
      expect((await ask(`${line} --on prod`)).message.tone).toBe('waiting')
    })

    test('one that is not there is named with those that are', async () => {
      const { ask, play } = await startScene(engine)
      const { ending, message } = await ask(`${line} --on lab`)
      expect(ending).toBe('usage')
      expect(message.title).toContain('“lab”')
      expect(message.title).toContain('rudder/staging')
      expect(play.rudder.prod.requests).toHaveLength(0)
    })
  })
})
