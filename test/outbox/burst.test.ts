import { expect, test } from 'vitest'
import { isFull, runs } from '../runs.ts'
import { createChance } from '../soak/chance.ts'
import { eachEngine } from '../store/engines.ts'
import { startBurst } from './burst.ts'

/** How many messages one process has on their way at most. */
const atOnce = 8
const channels = 20
/** Of a hundred messages, how many may meet a failure after which nobody knows whether they arrived. */
const unclear = 0.4

const second = 1_000

eachEngine(
  (engine) => {
    test('a burst of alerts while Slack fails, and a replica that is killed: each is posted once, in order, or known to be unsure', async () => {
      const count = runs(200, 1_500)
      const { base, slack, store, told, start, alert, shown, channels: places } = await startBurst(engine, channels)
      const ids = await alert(count)
      const [first, other] = [await start('one'), await start('two')]
      const chance = createChance(20)
      let [posted, unclearFaults, rounds] = [0, 0, 0]
      first.hooks.sent = () => {
        posted += 1
        if (posted === count / 4) first.kill()
      }
      const fail = () => {
        const [method, times] = ['chat.postMessage', 1] as const
        const channel = places[chance.below(channels)] ?? ''
        if (chance.next() < 0.5)
          slack.faults.add({ method, channel, times, how: 'limited', retryAfter: 1 + chance.below(5) })
        if (unclearFaults >= (count * unclear) / 100 || chance.next() < 0.8) return
        unclearFaults += 1
        const how = (['down', 'error', 'lost', 'dropped', 'stray'] as const)[unclearFaults % 5] ?? 'lost'
        slack.faults.add({ method, channel, times, how, ms: 3 * second })
      }
      const waiting = async () => {
        const rows = store.db.selectFrom('posts').select(({ fn }) => fn.countAll().as('many'))
        const { many } = await rows.where('ts', 'is', null).where('fate', '=', 'open').executeTakeFirstOrThrow()
        return Number(many)
      }
      const begun = performance.now()
      for (; rounds < 3_000 && (await waiting()) > 0; rounds++) {
        fail()
        await Promise.all([first.deliver(), other.deliver()])
        await base.advance(second)
      }
      await other.deliver()
      const rows = await store.db.selectFrom('posts').selectAll().execute()
      const sent = rows.filter(({ ts }) => ts !== null).map(({ id }) => id)
      const unsure = rows.filter(({ ts, fate }) => ts === null && fate === 'unsure').map(({ id }) => id)
      const limited = slack.calls.filter(({ answered }) => answered === 'ratelimited').length
      const seconds = Math.round((performance.now() - begun) / second)
      console.log(
        JSON.stringify({
          count,
          sent: sent.length,
          unsure: unsure.length,
          rounds,
          calls: slack.calls.length,
          limited,
          seconds,
        }),
      )
      expect(first.isAlive()).toBe(false)
      expect(sent.length + unsure.length).toBe(count)
      expect(unsure.length).toBeLessThanOrEqual(unclearFaults + atOnce)
      // Where there are few, those of the kill alone are more.
      if (isFull()) expect(unsure.length).toBeLessThan(count / 100)
      expect(new Set(told)).toEqual(new Set(unsure))
      // What Slack itself has.
      const inSlack = places.flatMap((_, n) => shown(n))
      expect(new Set(inSlack).size).toBe(inSlack.length)
      expect(new Set(inSlack.concat(unsure))).toEqual(new Set(ids))
      const isKnown = new Set(sent)
      for (const n of places.keys()) {
        const known = shown(n).filter((id) => isKnown.has(id))
        expect(known).toEqual(ids.filter((id, at) => at % channels === n && isKnown.has(id)))
      }
    }, 300_000)
  },
  ['postgres'],
)
