import { createHmac } from 'node:crypto'
import { setTimeout } from 'node:timers/promises'
import { type Bot, startBolt, startBot } from './bot.ts'
import { type FarTown, startFarTown } from './far-town.ts'
import { figureOf, type Round } from './figure.ts'
import type { Part } from './part.ts'
import { residentMiB, startProgram } from './program.ts'

const mostMiB = 64

const seconds = () => String(Math.floor(Date.now() / 1000))

/** Sends one signed command as Slack does; how long its acknowledgement took in milliseconds, or Infinity without one in 3 seconds. */
const ackMs = async (bot: Bot, { signingSecret }: FarTown, body: string): Promise<number> => {
  const time = seconds()
  const mac = createHmac('sha256', signingSecret).update(`v0:${time}:${body}`).digest('hex')
  const since = performance.now()
  const answered = await fetch(bot.events, {
    method: 'POST',
    body,
    signal: AbortSignal.timeout(3_000),
    headers: {
      'content-type': 'application/x-www-form-urlencoded',
      'x-slack-request-timestamp': time,
      'x-slack-signature': `v0=${mac}`,
      connection: 'close',
    },
  }).catch(() => undefined)
  return answered?.status === 200 ? performance.now() - since : Number.POSITIVE_INFINITY
}

const flooded = async (town: FarTown, bot: Bot, forMs: number) => {
  const commands = await town.written('/cox whoami', 20 + Math.ceil(forMs / 250))
  for (const body of commands.slice(0, 20)) await ackMs(bot, town, body)
  await setTimeout(2_000)
  const before = residentMiB(bot.pid)
  const load = startProgram({ file: 'test/bench/flood-child.ts', env: { URL: bot.events }, cwd: town.folder })
  const acks: number[] = []
  let most = before
  try {
    const until = performance.now() + forMs
    for (const body of commands.slice(20)) {
      if (performance.now() > until) break
      acks.push(await ackMs(bot, town, body))
      most = Math.max(most, residentMiB(bot.pid))
      await setTimeout(200)
    }
  } finally {
    await load.kill()
  }
  const missed = acks.filter((one) => one === Number.POSITIVE_INFINITY).length
  process.stderr.write(
    `${before.toFixed(0)} MiB, at most ${most.toFixed(0)}; ${missed} of ${acks.length} not acknowledged, slowest ${Math.max(...acks.filter(Number.isFinite)).toFixed(0)} ms\n`,
  )
  return { grown: most - before, missed }
}

/** What 2,500 strangers who never end their requests of 255 KB take, and whether Slack is still heard. */
export const flooding: Part = async ({ quick }) => {
  const town = await startFarTown()
  const bots: Bot[] = []
  try {
    const forMs = quick ? 8_000 : 40_000
    const ours = await startBot(town, { name: 'flood' })
    bots.push(ours)
    const own = await flooded(town, ours, forMs)
    await ours.stop()
    const bolt = await startBolt(town)
    bots.push(bolt)
    const theirs = await flooded(town, bolt, forMs)
    const of = (name: string, yardstick: string, unit: string, round: Round, atMost?: number) =>
      figureOf({ name, yardstick, unit, ...(atMost !== undefined && { atMost }) }, [round])
    return [
      of(
        '2,500 unfinished requests, memory grown',
        `${mostMiB} MiB`,
        'MiB',
        { ours: own.grown, yardstick: mostMiB },
        1,
      ),
      of('the same', 'bare Bolt', 'MiB', { ours: own.grown, yardstick: theirs.grown }),
    ]
  } finally {
    await Promise.all(bots.map((bot) => bot.stop()))
    await town.close()
  }
}
