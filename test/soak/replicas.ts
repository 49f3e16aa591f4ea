import { once } from 'node:events'
import { readdirSync } from 'node:fs'
import { type Bot, startBot } from '../bench/bot.ts'
import { residentMiB } from '../bench/program.ts'
import type { Town } from '../bench/town.ts'
import type { Probed } from './probe.ts'

/** What one replica was like at one moment. */
export interface Sample extends Partial<Probed> {
  /** Milliseconds since the soak began. */
  readonly at: number
  readonly rssMiB: number
  readonly files: number
}

/** One place for a replica, and whoever is in it. */
export interface Seat {
  readonly name: string
  bot: Bot
  /** False while it is killed, stopped or started: nothing is delivered to it. */
  isUp: boolean
  /** Of the bot that is there now. */
  samples: Sample[]
  /** The exit codes of bots that ended without being told to. */
  readonly fallen: (number | string)[]
}

/** Two replicas on one database. */
export interface Replicas {
  readonly seats: readonly Seat[]
  /** Every line that any of them logged, with the seat. */
  readonly lines: readonly { readonly seat: string; readonly at: number; readonly line: string }[]
  /** When a bot was killed, in milliseconds since 1970. */
  readonly kills: readonly number[]
  /** Slack delivers to the next one that is up. */
  turn(): void
  kill(seat: number): Promise<void>
  stop(seat: number): Promise<void>
  /** Starts another in its place. */
  replace(seat: number): Promise<void>
  /** Looks at all that are up; with `probe` from inside as well. */
  sample(probe: boolean): Promise<void>
  close(): Promise<void>
}

const probe = new URL('probe.ts', import.meta.url).href

/** Starts them; how long after `began` things happen is kept. */
export const startReplicas = async (town: Town, databaseUrl: string, began: number): Promise<Replicas> => {
  const lines: { seat: string; at: number; line: string }[] = []
  const kills: number[] = []
  const start = (name: string) =>
    startBot(town, {
      name,
      databaseUrl,
      flags: ['--expose-gc', '--import', probe],
      onLine: (line) => void lines.push({ seat: name, at: performance.now() - began, line }),
    })
  const seats: Seat[] = []
  const watch = (seat: Seat) => {
    const { bot } = seat
    bot.ended.then((code) => {
      if (seat.isUp && seat.bot === bot) seat.fallen.push(code)
    })
  }
  for (const name of ['first', 'second']) {
    const seat: Seat = { name, bot: await start(name), isUp: true, samples: [], fallen: [] }
    watch(seat)
    seats.push(seat)
  }
  const seatAt = (at: number): Seat => {
    const seat = seats[at]
    if (!seat) throw new RangeError(`there is no replica ${at}`)
    return seat
  }
  let next = 0
  const down = async (seat: Seat, how: 'kill' | 'stop') => {
    seat.isUp = false
    if (how === 'kill') kills.push(Date.now())
    await seat.bot[how]()
  }
  return {
    seats,
    lines,
    kills,
    turn: () => {
      const up = seats.filter(({ isUp }) => isUp)
      const seat = up[next % up.length] ?? seats[0]
      next += 1
      town.slack.deliverTo(seat?.bot.events ?? '')
    },
    kill: (at) => down(seatAt(at), 'kill'),
    stop: (at) => down(seatAt(at), 'stop'),
    replace: async (at) => {
      const seat = seatAt(at)
      seat.bot = await start(seat.name)
      seat.samples = []
      seat.isUp = true
      watch(seat)
    },
    sample: async (isInside) => {
      await Promise.all(
        seats.filter(({ isUp }) => isUp).map(async (seat) => seat.samples.push(await sampleOf(seat, began, isInside))),
      )
    },
    close: async () => {
      await Promise.all(
        seats.map((seat) => {
          seat.isUp = false
          return seat.bot.stop()
        }),
      )
    },
  }
}

const sampleOf = async ({ bot }: Seat, began: number, isInside: boolean): Promise<Sample> => {
  const outside = { at: performance.now() - began, rssMiB: residentMiB(bot.pid), files: openFiles(bot.pid) }
  if (!isInside) return outside
  bot.child.send('probe')
  const [said] = await Promise.race([once(bot.child, 'message') as Promise<[Probed]>, bot.ended.then(() => [{}])])
  return { ...outside, ...said }
}

const openFiles = (pid: number): number => {
  try {
    return readdirSync(`/proc/${pid}/fd`).length
  } catch {
    return Number.NaN
  }
}
