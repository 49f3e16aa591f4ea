import { type Bot, startBolt, startBot } from './bot.ts'
import { figureOf, quantile } from './figure.ts'
import type { Part } from './part.ts'
import { startTown, type Town } from './town.ts'

/** The system's own time within a span: when at least one of its answers was being made, in milliseconds. */
const systemMs = ({ play }: Town, from: number): number => {
  let [sum, until] = [0, from]
  for (const { at, doneAt } of play.rudder.prod.requests.filter((one) => one.at >= from)) {
    sum += Math.max(0, doneAt - Math.max(at, until))
    until = Math.max(until, doneAt)
  }
  return sum
}

/** From typing a line to Slack having its answer, without the system's own time, in milliseconds. */
const answeredMs = async (town: Town, line: string): Promise<number> => {
  const { slack } = town
  const before = slack.calls.length
  const from = performance.timeOrigin + performance.now()
  const delivered = await slack.type('ana', 'ops', line)
  if (delivered?.status !== 200) throw new Error(`not acknowledged: ${delivered?.status}`)
  for (;;) {
    const posted = slack.calls
      .slice(before)
      .find(({ method, answered }) => method === 'chat.postMessage' && answered === 'ok')
    if (posted) return posted.at - from - systemMs(town, from)
    if (performance.timeOrigin + performance.now() - from > 20_000) throw new Error('no answer after 20 seconds')
    await new Promise((resolve) => setImmediate(resolve))
  }
}

/** From a slash command to its answer in the channel, one at a time, beside a bare Bolt app that asks the same of Rudder. */
export const answer: Part = async ({ quick }) => {
  const town = await startTown()
  const bots: Bot[] = []
  try {
    const ours = await startBot(town, { name: 'answer' })
    bots.push(ours)
    const bolt = await startBolt(town, { system: `${town.play.rudder.prod.url}/api/latest/rules` })
    bots.push(bolt)
    const once = (to: Bot) => {
      town.slack.deliverTo(to.events)
      return answeredMs(town, '/rudder rules')
    }
    const [rounds, each] = quick ? [2, 5] : [9, 40]
    for (let n = 0; n < each; n++) for (const bot of bots) await once(bot)
    const all: { ours: number[]; yardstick: number[] }[] = []
    for (let round = 0; round < rounds; round++) {
      const took = { ours: [] as number[], yardstick: [] as number[] }
      for (let n = 0; n < each; n++) {
        took.yardstick.push(await once(bolt))
        took.ours.push(await once(ours))
      }
      all.push(took)
    }
    const figure = (name: string, share: number) =>
      figureOf(
        { name: `line to posted answer, ${name}`, unit: 'ms', yardstick: 'bare Bolt, fetch and post' },
        all.map((one) => ({ ours: quantile(one.ours, share), yardstick: quantile(one.yardstick, share) })),
      )
    return [figure('median', 0.5), figure('p99', 0.99)]
  } finally {
    await Promise.all(bots.map((bot) => bot.stop()))
    await town.close()
  }
}
