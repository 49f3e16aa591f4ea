import type { Command } from '../../src/command/load.ts'
import type { Config } from '../../src/config.ts'
import { start } from '../../src/main.ts'
import type { Clock } from '../../src/world.ts'
import type { Settings } from '../store/engines.ts'
import { type Line, testWorld } from '../world.ts'

/** What one bot is opened with. */
export interface Opening {
  readonly commands: readonly Command[]
  readonly config: Config
  /** What the settings were read from, for another process. */
  readonly env: Readonly<Record<string, string>>
  readonly folder: string
  readonly database: Settings
  readonly clock: Clock
  /** Who of the bots it is. */
  readonly on: number
  /** Its own, where it opens sockets. */
  readonly appToken: string
}

/** One bot as it stays up. */
export interface Bot {
  /** Where Slack delivers to: an address, or the app token of its sockets. */
  readonly place: string
  readonly isReady: () => boolean
  /** Resolves when what was acknowledged has been answered. */
  drain(): Promise<unknown>
  deliver(): Promise<unknown>
  tick(): Promise<unknown>
  /** Holds it at a point when it comes there next, until `resume`. */
  hang(point: string): void
  resume(): void
  readonly isHanging: () => boolean
  /** Its time has moved. */
  moved(now: number): void
  /** Ends it in good order. */
  stop(): Promise<unknown>
  /** SIGKILL, where it has a process of its own. */
  kill(): Promise<void>
  readonly lines: readonly Pick<Line, 'level' | 'event' | 'fields' | 'error'>[]
  readonly counted: readonly { readonly name: string; readonly labels: object }[]
}

export type OpenBot = (opening: Opening) => Promise<Bot>

/** A place where something can be held. */
export const createTrap = () => {
  let trap: { readonly point: string; readonly gate: PromiseWithResolvers<void>; sprung: boolean } | undefined
  return {
    at: async (point: string): Promise<void> => {
      if (trap?.point !== point || trap.sprung) return
      trap.sprung = true
      await trap.gate.promise
    },
    hang: (point: string): void => {
      trap ??= { point, gate: Promise.withResolvers<void>(), sprung: false }
    },
    resume: (): void => {
      trap?.gate.resolve()
      trap = undefined
    },
    isHanging: (): boolean => trap?.sprung === true,
  }
}

/** A bot in this process. */
export const openHere: OpenBot = async ({ commands, config, clock, appToken }) => {
  const { at, ...trap } = createTrap()
  const world = testWorld({ clock, faults: { at } })
  const { slack, jobs, open, stop } = await start(config, { commands, world })
  return {
    ...trap,
    place: open ? `${open.url}/slack/events` : appToken,
    isReady: slack.isReady,
    drain: () => slack.drain(),
    deliver: () => slack.outbox.deliver(),
    tick: () => jobs.tick(),
    moved: () => {},
    stop: () => {
      trap.resume()
      return stop()
    },
    kill: () => Promise.reject(new Error('it shares this process')),
    lines: world.lines,
    counted: world.counted,
  }
}
