import { describe, expect, test } from 'vitest'
import { toTerminal } from '../../src/message/terminal.ts'
import { confirm } from '../../src/run/confirm.ts'
import { undo } from '../../src/run/undo.ts'
import { person, startBot, startTestPlay } from '../bot.ts'
import { mainlySqlite } from '../store/engines.ts'
import { testWorld } from '../world.ts'

mainlySqlite((engine) => {
  describe('the journey', () => {
    test('asks, plans, confirms, applies once, verifies, undoes', async () => {
      const world = testWorld()
      const play = await startTestPlay(world)
      const { settings } = await engine.fresh()
      const bot = await startBot({ play, database: settings, world })
      const answer = await bot.ask('rudder compliance')
      if (process.env.SHOW) console.log(toTerminal(answer.message, { width: 100 }))
      expect(answer.ending).toBe('done')
      const asked = await bot.ask('rudder rule disable SSH hardening because lockout on jump hosts')
      if (process.env.SHOW) console.log(toTerminal(asked.message, { width: 100, actions: true }))
      expect(asked.ending).toBe('not confirmed')
      expect(play.rudder.prod.writes()).toHaveLength(0)
      const done = await confirm(bot.context, { proposal: asked.proposal ?? '', principal: person('ana') })
      if (process.env.SHOW) console.log(toTerminal(done.message, { width: 100, actions: true }), world.lines)
      expect(done.message.tone).toBe('applied')
      expect(play.rudder.prod.writes()).toHaveLength(1)
      const back = await undo(bot.context, { proposal: asked.proposal ?? '', principal: person('ana') })
      const undone = await confirm(bot.context, { proposal: back.proposal ?? '', principal: person('ana') })
      if (process.env.SHOW)
        console.log(
          toTerminal(back.message, { width: 100, actions: true }),
          toTerminal(undone.message, { width: 100, actions: true }),
        )
      expect(undone.message.tone).toBe('applied')
      expect(await bot.context.store.audit.verify()).toMatchObject({ ok: true })
    })
  })
})
