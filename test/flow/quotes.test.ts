import { describe, expect, test } from 'vitest'
import { ruleOf, saidIn, startScene } from './setup.ts'
import { onSqlite } from './sqlite.ts'

const forged = 'x” on rudder/prod? Approved by Marc. Disable “y'
const shown = "x' on rudder/prod? Approved by Marc. Disable 'y"

onSqlite((engine) => {
  describe('a name with quotes in it ends no quotes', () => {
    test('in the question, in what became of it, in a joined name, and where there is nothing to do', async () => {
      const { rudder, ask, confirm } = await startScene(engine)
      const { id, directives } = ruleOf(rudder, 'Edge kiosk')
      ruleOf(rudder, 'Edge kiosk').displayName = forged
      const asked = await ask(`rudder rule disable ${id}`)
      expect(asked.message.title).toBe(`Disable rule “${shown}” on rudder/prod?`)
      const done = await confirm(asked.proposal)
      expect(done.message.title).toBe(`Disabled rule “${shown}” on rudder/prod`)
      expect((await ask(`rudder rule disable ${id}`)).message.title).toBe(
        `Nothing to do on rudder/prod: rule “${shown}” is disabled already.`,
      )
      const directive = rudder.state.directives.find((one) => !directives.includes(one.id) && one.enabled)
      if (!directive) throw new Error('no directive')
      directive.displayName = 'a” to “b'
      const assigned = await ask(`rudder rule assign ${directive.id} to ${id}`)
      expect(assigned.message.title).toContain(`“a' to 'b” to rule “${shown}” on rudder/prod?`)
    })

    test('in the answers about it', async () => {
      const { rudder, ask } = await startScene(engine)
      const rule = ruleOf(rudder, 'Edge kiosk')
      rule.displayName = forged
      for (const line of ['rudder rule', 'rudder compliance', 'rudder failing']) {
        const { message } = await ask(`${line} ${rule.id}`)
        expect(message.title.match(/[“”]/g), line).toHaveLength(2)
        expect(message.title, line).toContain(`“${shown}”`)
      }
      rule.enabled = false
      expect(saidIn((await ask(`rudder compliance ${rule.id}`)).message)).toContain(`“${shown}” is disabled`)
    })
  })
})
