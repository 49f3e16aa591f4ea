import { describe, expect, test } from 'vitest'
import { ruleOf, startScene } from './setup.ts'
import { onSqlite } from './sqlite.ts'

onSqlite((engine) => {
  describe('a directive that another rule has too', () => {
    const scene = async () => {
      const started = await startScene(engine)
      const { rudder } = started
      const { groups } = rudder.state
      const banner = rudder.state.directives.find(({ displayName }) => displayName === 'SSH banner')
      const dmz = groups.find(({ displayName }) => displayName === 'DMZ Linux')
      if (!dmz || !banner) throw new Error('not as it was')
      groups.push({ ...dmz, id: 'some', displayName: 'Some', nodeIds: dmz.nodeIds.slice(0, 10) })
      const kiosk = ruleOf(rudder, 'Edge kiosk')
      Object.assign(kiosk, { targets: ['group:some'], directives: [banner.id] })
      return { ...started, kiosk, banner }
    }
    const unassign = 'rudder rule unassign SSH banner from SSH hardening'

    test('its nodes keep it: they are not among those that lose it, but in the reach', async () => {
      const { ask, kiosk } = await scene()
      const { message } = await ask(unassign)
      expect(message.fields).toContainEqual({ label: 'Nodes that lose it', value: '31' })
      expect(message.lead).toMatch(/^41 nodes\./)
      kiosk.enabled = false
      expect((await ask(unassign)).message.fields).toContainEqual({ label: 'Nodes that lose it', value: '41' })
    })

    test('its nodes have it already: they do not get it', async () => {
      const { ask, kiosk, rudder } = await scene()
      Object.assign(kiosk, { targets: ['special:all'], directives: [] })
      const { message } = await ask('rudder rule assign SSH banner to Edge kiosk')
      const rest = (rudder.state.nodes.length - 41).toLocaleString('en-US')
      expect(message.fields).toContainEqual({ label: 'Nodes that get it', value: rest })
    })

    test('where it cannot be told which these are, no figure is made up', async () => {
      const { ask, kiosk } = await scene()
      kiosk.targets = ['special:unheard_of']
      expect((await ask(unassign)).message.fields).toContainEqual({
        label: 'Nodes that lose it',
        value: 'cannot be told',
      })
    })

    test('one that is disabled is not said to be checked and repaired', async () => {
      const { ask, banner } = await scene()
      banner.enabled = false
      // Of a rule that is applied in part Rudder calls a directive disabled also if its technique is; a directive that is read tells.
      const why = {
        [unassign]: "the directive does nothing: it or its technique is disabled, and Rudder doesn't say which.",
        'rudder directive delete SSH banner': 'it is disabled.',
      }
      for (const [line, reason] of Object.entries(why)) {
        const said = JSON.stringify((await ask(line)).message.lists)
        expect(said).not.toContain('stop checking and repairing it.')
        expect(said).toContain(`Nothing changes on any node: ${reason}`)
      }
    })
  })

  describe('a group that is read anew', () => {
    test('may give or take its rules: nobody says that no node is touched', async () => {
      const { ask } = await startScene(engine)
      const { message } = await ask('rudder group reload Web servers')
      expect(message.lead).toMatch(/^An unknown number of nodes\./)
    })
  })
})
