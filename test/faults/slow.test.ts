import { describe, expect, test } from 'vitest'
import { confirm } from '../../src/run/confirm.ts'
import { leaseMs, sendingMs } from '../../src/store/proposals.ts'
import { type FaultPoint, faultPoints } from '../../src/world.ts'
import { person } from '../bot.ts'
import { mainlyPostgres } from '../store/engines.ts'
import { startScene } from './scene.ts'

const between = (first: FaultPoint, last: FaultPoint) =>
  faultPoints.slice(faultPoints.indexOf(first), faultPoints.indexOf(last) + 1)

mainlyPostgres((engine) => {
  /** Marc confirms, on a replica that is so slow at one point; nobody sweeps. */
  const slowAt = async (point: FaultPoint, milliseconds: number) => {
    const scene = await startScene(engine)
    const one = await scene.another({
      at: async (here) => {
        if (here === point) scene.time.pass(milliseconds)
      },
    })
    const reply = await confirm(one.context, { proposal: scene.proposal, principal: person('marc') })
    return { ...scene, reply }
  }

  describe('a process that is slow at', () => {
    test.for(between('claim:committed', 'sending:before'))(
      '%s sends where its lease is long enough for a request, and only there',
      async (point) => {
        const enough = await slowAt(point, leaseMs - sendingMs)
        expect([enough.reply.message.tone, enough.posts()]).toEqual(['applied', 1])
        const late = await slowAt(point, leaseMs - sendingMs + 1)
        expect([late.reply.message.tone, late.posts(), late.enabled()]).toEqual(['failed', 0, true])
        expect(late.reply.message.lead).toContain('Nothing was sent')
      },
    )

    test.for(between('sending:committed', 'request:before'))(
      '%s beyond its lease sends nothing, and never says that it wrote',
      async (point) => {
        const scene = await slowAt(point, leaseMs)
        expect(['failed', 'unknown']).toContain(scene.reply.message.tone)
        expect([scene.posts(), scene.enabled(), await scene.acts('outcome')]).toEqual([0, true, 1])
      },
    )

    test.for(between('request:after', 'outcome:before'))(
      '%s, and not swept meanwhile, records what it knows',
      async (point) => {
        const scene = await slowAt(point, leaseMs + 1)
        expect([scene.reply.message.tone, scene.posts(), scene.enabled()]).toEqual(['applied', 1, false])
        expect(await scene.acts('outcome')).toBe(1)
      },
    )
  })
})
