import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { leaseMs } from '../../src/store/proposals.ts'
import type { FaultPoint } from '../../src/world.ts'
import { type Scene, startScene, withBot } from '../flow/setup.ts'
import { mainlySqlite } from '../store/engines.ts'
import { snapshot } from '../store/snapshot.ts'

const line = 'rudder rule disable SSH hardening because lockout on the jump hosts'

/** A bot whose mark is outside of its database, and how it starts again. */
const marked = async (engine: Parameters<typeof startScene>[0]) => {
  const scene = await startScene(engine, {
    env: ({ url }) => ({ COXSWAIN_AUDIT_MARK: join('marks', `${new URL(url).port}.mark`) }),
  })
  const restart = async () => {
    await scene.bot.app.close()
    return withBot(await scene.start(), scene.rudder)
  }
  return { ...scene, restart }
}

const knownAfter = async (scene: Pick<Scene, 'world'>, after: Pick<Scene, 'sweep' | 'shown'>, proposal: string) => {
  await scene.world.advance(leaseMs)
  await after.sweep()
  return (await after.shown(proposal)).message
}

mainlySqlite((engine) => {
  describe('the database is set back to before a change was applied', () => {
    test('what waited then is looked at: nobody says that nothing was written', async () => {
      const scene = await marked(engine)
      const proposal = await scene.propose(line)
      const back = await snapshot(scene.context.store)
      expect((await scene.confirm(proposal)).message.tone).toBe('applied')
      await back()
      const after = await scene.restart()
      const message = await knownAfter(scene, after, proposal)
      expect(message).toMatchObject({
        tone: 'unknown',
        lead: "Rudder's reply was lost. It is disabled now, but it isn't known by whom.",
      })
      await scene.world.advance(60 * 60_000)
      await after.sweep()
      expect((await after.shown(proposal)).message).toEqual(message)
      expect(scene.posts()).toHaveLength(1)
      expect((await after.acts()).map(({ kind }) => kind)).toContain('restored')
    })

    test.each<FaultPoint>(['claim:committed', 'sending:before'])(
      'at %s, and the process died before it said how it ended',
      async (point) => {
        const scene = await marked(engine)
        const proposal = await scene.propose(line)
        let back = async () => {}
        scene.world.steps.set(point, async () => {
          back = await snapshot(scene.context.store)
        })
        scene.world.steps.set('request:after', () => {
          throw new Error('a crash')
        })
        await expect(scene.confirm(proposal)).rejects.toThrow('a crash')
        scene.world.steps.clear()
        await back()
        expect((await scene.row(proposal)).stage).toBe('claimed')
        const message = await knownAfter(scene, await scene.restart(), proposal)
        expect(message.tone).toBe('unknown')
        expect(message.lead).not.toMatch(/Nothing was (sent|written)/)
      },
    )

    test('what was really not sent is unknown for a day, which is true', async () => {
      const scene = await marked(engine)
      const proposal = await scene.propose(line)
      const other = await scene.propose('rudder rule disable Edge kiosk')
      const back = await snapshot(scene.context.store)
      await scene.confirm(other)
      await back()
      const message = await knownAfter(scene, await scene.restart(), proposal)
      expect(message.tone).toBe('unknown')
      expect(message.lead).toMatch(/^The request may have been sent, and nothing has changed so far\./)
      expect(scene.posts()).toHaveLength(1)
    })
  })

  test('nothing is lost: what waits can be confirmed after a start', async () => {
    const scene = await marked(engine)
    const proposal = await scene.propose(line)
    const after = await scene.restart()
    expect((await after.confirm(proposal)).message.tone).toBe('applied')
  })
})
