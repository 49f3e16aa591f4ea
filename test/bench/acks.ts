import { type Bot, startBolt, startBot } from './bot.ts'
import { startFarTown } from './far-town.ts'
import { type Figure, figureOf } from './figure.ts'
import { type Acked, sendLoad } from './load.ts'
import type { Part } from './part.ts'

const line = '/cox whoami'
const connections = 50

/**
 * Acknowledgements of signed slash commands, 50 at once. A bare Bolt app does nothing else. Ours answers each as well:
 * after a burst, which is what a channel in an outage sends, or all the while, which people cannot do.
 */
export const acks: Part = async ({ quick }) => {
  const town = await startFarTown()
  const bots: Bot[] = []
  try {
    const ours = await startBot(town, { name: 'acks' })
    bots.push(ours)
    const bolt = await startBolt(town)
    bots.push(bolt)
    let expected = 0
    const send = async (to: Bot, many: number, seconds?: number): Promise<Acked> => {
      // A response URL serves five times, and a figure uses each body once or, for some seconds, far more often.
      const bodies = await town.written(line, seconds === undefined ? many : many * seconds)
      const acked = await sendLoad({
        url: to.events,
        signingSecret: town.signingSecret,
        bodies,
        ...(seconds !== undefined && { seconds }),
      })
      if (to === ours) expected += acked.acks
      return acked
    }
    const rounds = async (many: number, times: number, seconds?: number) => {
      const all: { bolt: Acked; ours: Acked; drainMs: number }[] = []
      for (let n = 0; n < times; n++) {
        const theirs = await send(bolt, many, seconds)
        const own = await send(ours, many, seconds)
        all.push({ bolt: theirs, ours: own, drainMs: await town.untilAnswered(expected) })
      }
      return all
    }
    await rounds(quick ? 100 : 1_000, quick ? 1 : 3)
    const figures: Figure[] = []
    const add = (what: string, all: Awaited<ReturnType<typeof rounds>>) => {
      const of = (pick: (acked: Acked) => number) =>
        all.map((one) => ({ ours: pick(one.ours), yardstick: pick(one.bolt) }))
      const named = { yardstick: 'bare Bolt, acks only' }
      figures.push(
        figureOf(
          { ...named, name: `acks, ${what}`, unit: '/s', atLeast: 0.8 },
          of((one) => one.perSecond),
        ),
        figureOf(
          { ...named, name: `ack p99, ${what}`, unit: 'ms' },
          of((one) => one.p99Ms),
        ),
      )
    }
    const single = await rounds(connections, quick ? 3 : 15)
    add(`${connections} at once`, single)
    const burst = await rounds(10 * connections, quick ? 1 : 7)
    add(`${10 * connections} by ${connections} at once`, burst)
    figures.push(
      figureOf(
        { name: `answered after ${10 * connections}, last one`, unit: 'ms', yardstick: 'bare Bolt, acks only' },
        burst.map(({ ours: own, bolt: theirs, drainMs }) => ({
          ours: drainMs + (own.acks / own.perSecond) * 1000,
          yardstick: (theirs.acks / theirs.perSecond) * 1000,
        })),
      ),
    )
    const [sustained, seconds] = quick ? [1, 1] : [3, 5]
    add(`${connections} at once for ${seconds} s, answering meanwhile`, await rounds(1_500, sustained, seconds))
    return figures
  } finally {
    await Promise.all(bots.map((bot) => bot.stop()))
    await town.close()
  }
}
