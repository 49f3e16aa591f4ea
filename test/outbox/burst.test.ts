import { expect, onTestFinished, test } from 'vitest'
import { runs, some } from '../runs.ts'
import { createChance } from '../soak/chance.ts'
import { freshDatabase } from '../store/engines.ts'
import { type BurstOptions, startBurst, tooLongMs } from './burst.ts'

/** How many messages one process has on their way at most. */
const atOnce = 8
const size = runs(100, 300)
const many = Math.min(20, Math.floor(size / 20))
const kinds = ['down', 'error', 'lost', 'dropped', 'stray', 'slow', 'late'] as const

const fresh = async () => {
  const database = await freshDatabase('postgres')
  onTestFinished(() => database.drop())
  return database
}

const ways: readonly Omit<BurstOptions, 'many'>[] = [
  { delivery: 'once', isTogether: true },
  { delivery: 'once', isTogether: false },
  { delivery: 'repeat', isTogether: true },
  { delivery: 'lookup', isTogether: true },
]

test.each(some(2, ways))(
  'a burst of alerts while Slack fails and a replica is killed: $delivery, together $isTogether',
  async ({ delivery, isTogether }) => {
    // Those that may not share a message take the longest.
    const count = isTogether ? size : Math.max(100, size / 2)
    /** How many calls meet a failure after which nobody knows whether the message arrived. */
    const unclear = Math.max(kinds.length, count / 250)
    const burst = await startBurst({ fresh }, { many, delivery, isTogether })
    const { slack, store, told, start, alert, shown, channels, second } = burst
    const ids = await alert(count)
    const [first, other] = [await start('one'), await start('two')]
    const chance = createChance(20)
    let [posted, faults, rounds] = [0, 0, 0]
    first.hooks.sent = () => {
      posted += 1
      if (posted === many * 3) first.kill()
    }
    const fail = () => {
      const [method, times] = ['chat.postMessage', 1] as const
      const channel = channels[chance.below(many)] ?? ''
      if (chance.next() < 0.5)
        slack.faults.add({ method, channel, times, how: 'limited', retryAfter: 1 + chance.below(5) })
      if (faults >= unclear || chance.next() < 0.3) return
      const how = kinds[faults % kinds.length] ?? 'lost'
      faults += 1
      slack.faults.add({ method, channel, times, how, ms: how === 'stray' ? 3_000 : tooLongMs })
    }
    const waiting = async () => {
      const rows = store.db.selectFrom('posts').select(({ fn }) => fn.countAll().as('many'))
      const open = rows.where((row) => row.or([row('ts', 'is', null), row('wanted', '>', row.ref('shown'))]))
      return Number((await open.where('fate', '=', 'open').executeTakeFirstOrThrow()).many)
    }
    const begun = performance.now()
    for (; rounds < 3_000 && (await waiting()) > 0; rounds++) {
      fail()
      await (first.isAlive() ? second(first, other) : second(other))
    }
    // What is told elsewhere, and what lands late.
    for (let n = 0; n < 20; n++) await second(other)

    const rows = await store.db.selectFrom('posts').selectAll().orderBy('seq').execute()
    const arrived = new Set(rows.filter(({ ts }) => ts !== null).map(({ id }) => id))
    const alerts = rows.filter(({ sums }) => sums === null)
    const alone = alerts.filter(({ id }) => arrived.has(id)).map(({ id }) => id)
    const together = alerts.filter(({ summary }) => summary !== null && arrived.has(summary)).map(({ id }) => id)
    const unsure = alerts.filter(({ ts, fate }) => ts === null && fate === 'unsure').map(({ id }) => id)
    const inSlack = channels.flatMap((_, n) => shown(n))
    const calls = slack.calls.filter(({ method }) => method === 'chat.postMessage')
    const figures = {
      count,
      delivery,
      posted: alone.length,
      coalesced: together.length,
      unsure: unsure.length,
      messages: inSlack.length,
      repeats: inSlack.filter(({ isRepeat }) => isRepeat).length,
      faults,
      rounds,
      limited: calls.filter(({ answered }) => answered === 'ratelimited').length,
      looks: slack.calls.filter(({ method }) => method === 'conversations.history').length,
      seconds: Math.round((performance.now() - begun) / 1_000),
    }
    console.log(JSON.stringify(figures))
    expect(first.isAlive()).toBe(false)
    expect(alone.length + together.length + unsure.length).toBe(count)
    expect(together.length > 0).toBe(isTogether)
    if (delivery === 'once') expect(unsure.length).toBeLessThanOrEqual(faults + atOnce)
    else expect(unsure).toEqual([])
    if (count >= 2_000) expect(unsure.length).toBeLessThan(count / 100)
    expect(new Set(told)).toEqual(new Set(unsure))
    // What Slack itself has: everything that isn't unsure, and nothing twice but what says so.
    const named = inSlack.flatMap((message) => message.ids)
    expect(new Set([...named, ...unsure])).toEqual(new Set(ids))
    const unmarked = inSlack.filter(({ isRepeat }) => !isRepeat).flatMap((message) => message.ids)
    expect(unmarked.length).toBe(new Set(unmarked).size)
    // The order of each channel, by the messages that the bot knows of.
    const known = new Map(rows.flatMap(({ ts, place }) => (ts === null ? [] : [[`${place} ${ts}`, true]])))
    const [here, ours] = [new Set([...alone, ...together]), new Map(ids.map((id, n) => [id, n]))]
    for (const [n, channel] of channels.entries()) {
      const messages = shown(n).filter(({ ts }) => known.has(`${channel} ${ts}`))
      const expected = ids.filter((id) => (ours.get(id) ?? 0) % many === n && here.has(id))
      expect(messages.flatMap((message) => message.ids)).toEqual(expected)
    }
  },
  Number(process.env.RUNS ?? 0) >= 2_000 ? 30 * 60_000 : 300_000,
)
