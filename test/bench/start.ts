import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { type Bot, startBolt, startBot } from './bot.ts'
import { bundled } from './bundled.ts'
import { type FarTown, startFarTown } from './far-town.ts'
import { type Figure, figureOf, interleaved } from './figure.ts'
import { sendLoad } from './load.ts'
import type { Part } from './part.ts'
import { residentMiB } from './program.ts'

type Env = Readonly<Record<string, string>>

const readyMs = async (starting: Promise<Bot>): Promise<number> => {
  const bot = await starting
  await bot.kill()
  return bot.readyMs
}

const starts = async (town: FarTown, times: number, env: Env, file = 'src/cli.ts') =>
  interleaved(times, {
    yardstick: () => readyMs(startBolt(town, { env })),
    ours: () => readyMs(startBot(town, { name: 'start', env, file })),
  })

/** How much memory a bot has when nothing happens, and again after so many commands. */
const memory = async (town: FarTown, bot: Bot, commands: number, answered: (sent: number) => Promise<unknown>) => {
  await setTimeout(3_000)
  const idle = residentMiB(bot.pid)
  const each = Math.min(500, commands)
  for (let sent = each; sent <= commands; sent += each) {
    const bodies = await town.written('/cox whoami', each)
    await sendLoad({ url: bot.events, signingSecret: town.signingSecret, bodies })
    await answered(sent)
  }
  await setTimeout(3_000)
  return { idle, after: residentMiB(bot.pid) }
}

/** From the start of the process until it is ready, and the memory that it then has. */
export const start: Part = async ({ quick }) => {
  const town = await startFarTown()
  const cache = await mkdtemp(join(tmpdir(), 'coxswain-bench-cache-'))
  const bots: Bot[] = []
  try {
    const { file, env } = bundled()
    const [times, commands] = quick ? [2, 200] : [7, 10_000]
    const cached = { NODE_COMPILE_CACHE: cache }
    const image = { ...env, ...cached }
    // The first start fills the cache as it ends; a process that is killed leaves it empty.
    await (await startBolt(town, { env: cached })).stop()
    await (await startBot(town, { name: 'start', env: cached })).stop()
    await (await startBot(town, { name: 'start', env: image, file })).stop()
    const ready = { unit: 'ms', yardstick: 'bare Bolt' }
    const figures: Figure[] = [
      figureOf({ ...ready, name: 'start to ready' }, await starts(town, times, {})),
      figureOf({ ...ready, name: 'start to ready, compile cache' }, await starts(town, times, cached)),
      figureOf({ ...ready, name: 'start to ready, as in the image' }, await starts(town, times, image, file)),
    ]
    const ours = await startBot(town, { name: 'memory', env: image, file })
    bots.push(ours)
    const bolt = await startBolt(town)
    bots.push(bolt)
    const theirs = await memory(town, bolt, commands, async () => {})
    const own = await memory(town, ours, commands, (sent) => town.untilAnswered(sent))
    const many = `${commands.toLocaleString('en')} commands`
    const of = (name: string, yardstick: string, mine: number, other: number) =>
      figures.push(figureOf({ name, yardstick, unit: 'MiB' }, [{ ours: mine, yardstick: other }]))
    of('memory, idle', 'bare Bolt, idle', own.idle, theirs.idle)
    of(`memory after ${many}`, `bare Bolt after as many acks`, own.after, theirs.after)
    of(`memory after ${many}, grown`, 'itself, idle', own.after, own.idle)
    return figures
  } finally {
    await Promise.all(bots.map((bot) => bot.stop()))
    await town.close()
    await rm(cache, { recursive: true, force: true })
  }
}
