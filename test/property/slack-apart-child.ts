import { settingsNames } from '../../src/app.ts'
import { readConfig } from '../../src/config.ts'
import { type Running, start } from '../../src/main.ts'
import { loadedCommands } from '../loaded.ts'
import { silentLog } from '../silent-log.ts'
import { testWorld } from '../world.ts'
import type { Says, Told } from './slack-apart.ts'
import { createTrap } from './slack-bot.ts'

// A bot in a process of its own, to be killed: it is told the time, and what to do.
const say = (said: Says) => void process.send?.(said)
let [now, skew] = [0, 0]
const sleepers = new Map<() => void, number>()
const trap = createTrap()
let running: Running | undefined

const clock = {
  now: () => now + skew,
  sleep: (milliseconds: number, signal?: AbortSignal): Promise<void> =>
    new Promise((resolve, reject) => {
      signal?.throwIfAborted()
      const wake = () => {
        signal?.removeEventListener('abort', abort)
        resolve()
      }
      const abort = () => {
        sleepers.delete(wake)
        reject(signal?.reason)
      }
      signal?.addEventListener('abort', abort, { once: true })
      if (milliseconds <= 0) return wake()
      sleepers.set(wake, now + milliseconds)
    }),
}

const at = async (point: string): Promise<void> => {
  const passes = trap.at(point)
  if (trap.isHanging()) say({ hangs: true })
  await passes
}

const open = async ({ env, folder }: Extract<Told, { open: object }>['open']): Promise<void> => {
  const commands = await loadedCommands()
  const config = readConfig({ env, systems: settingsNames(commands), folder })
  const world = testWorld({ clock, faults: { at } })
  const line =
    (level: 'warn' | 'error') =>
    (event: string, fields: object = {}, error?: unknown) =>
      say({ line: { level, event, fields: { ...fields }, error: error instanceof Error ? error.stack : error } })
  const told = {
    ...world,
    log: silentLog({ warn: line('warn'), error: line('error') }),
    metrics: {
      count: (name: string, labels: object) => say({ counted: { name, labels } }),
      time: () => {},
    },
  }
  running = await start(config, { commands, world: told })
  while (!running.slack.isReady()) await new Promise((resolve) => setImmediate(resolve))
  say({ ready: running.open ? `${running.open.url}/slack/events` : '' })
}

const call = {
  drain: () => running?.slack.drain(),
  deliver: () => running?.slack.outbox.deliver(),
  tick: () => running?.jobs.tick(),
  stop: () => running?.stop(),
}

process.on('disconnect', () => process.exit(1))
process.on('message', async (told: Told) => {
  if ('open' in told) {
    now = told.open.now
    skew = told.open.skew
    await open(told.open)
  } else if ('time' in told) {
    now = told.time
    for (const [wake, until] of sleepers)
      if (until <= now) {
        sleepers.delete(wake)
        wake()
      }
  } else if ('hang' in told) trap.hang(told.hang)
  else if ('resume' in told) trap.resume()
  else {
    await call[told.does]()
    say({ done: told.call })
  }
})
