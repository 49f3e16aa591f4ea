import { describe, expect, test } from 'vitest'
import { confirm } from '../../src/run/confirm.ts'
import { person } from '../bot.ts'
import { eachEngine } from '../store/engines.ts'
import { startScene } from './setup.ts'

describe('a reminder', () => {
  eachEngine((engine) => {
    test('of what somebody deleted since ends, too', async () => {
      const { means, world, rudder, propose, row, sweep } = await startScene(engine)
      const proposal = await propose('rudder rule disable SSH hardening')
      await confirm(means, { proposal, principal: person('ana'), remind: true })
      const { rules } = rudder.state
      rules.splice(
        rules.findIndex(({ displayName }) => displayName === 'SSH hardening'),
        1,
      )
      await world.advance(2 * 60 * 60_000)
      await sweep()
      expect((await row(proposal)).remind_at).toBeNull()
    })

    test('of what is gone from the settings ends, and is not tried for ever', async () => {
      const { means, world, propose, row, sweep } = await startScene(engine)
      const proposal = await propose('rudder rule disable SSH hardening')
      await confirm(means, { proposal, principal: person('ana'), remind: true })
      await means.store.transaction((tx) =>
        tx
          .updateTable('proposals')
          .set({ connection_url: 'https://elsewhere.example' })
          .where('id', '=', proposal)
          .execute(),
      )
      await world.advance(2 * 60 * 60_000)
      expect((await row(proposal)).remind_at).not.toBeNull()
      await sweep()
      expect((await row(proposal)).remind_at).toBeNull()
      expect(world.lines.filter(({ event }) => event === 'sweep')).toEqual([])
    })
  })
})
