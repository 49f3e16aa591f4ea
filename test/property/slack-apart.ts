import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { compileCache } from '../compile-cache.ts'
import type { Bot, OpenBot, Opening } from './slack-bot.ts'

/** What a bot in a process of its own is told. */
export type Told =
  | { readonly open: { env: Record<string, string>; folder: string; now: number; skew: number } }
  | { readonly time: number }
  | { readonly call: number; readonly does: 'drain' | 'deliver' | 'tick' | 'stop' }
  | { readonly hang: string }
  | { readonly resume: true }

/** What it says. */
export type Says =
  | { readonly ready: string }
  | { readonly done: number }
  | { readonly hangs: boolean }
  | { readonly line: Bot['lines'][number] }
  | { readonly counted: Bot['counted'][number] }

const program = fileURLToPath(new URL('slack-apart-child.ts', import.meta.url))
/** How far the clocks of the bots are apart, in milliseconds. */
const skews = [2_500, -3_500]

const begin = () =>
  fork(program, [], {
    execArgv: [],
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    env: { ...process.env, ...compileCache },
  })

/** Opens bots in processes of their own; the next process is begun ahead, as reading TypeScript takes a while. */
export const openerApart = (): { readonly openBot: OpenBot; close(): void } => {
  let spare = begin()
  return {
    openBot: (opening) => {
      const child = spare
      spare = begin()
      return open(child, opening)
    },
    close: () => void spare.kill('SIGKILL'),
  }
}

/** A bot in a process of its own, which can be killed; its clock is some seconds off. */
const open = async (child: ChildProcess, { env, folder, clock, on, appToken }: Opening): Promise<Bot> => {
  const closed = once(child, 'close')
  let wrong = ''
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    wrong += text
  })
  const lines: Bot['lines'][number][] = []
  const counted: Bot['counted'][number][] = []
  const calls = new Map<number, () => void>()
  let [url, hangs, count] = ['', false, 0]
  const ready = new Promise<void>((resolve, reject) => {
    child.on('message', (said: Says) => {
      if ('line' in said) lines.push(said.line)
      else if ('counted' in said) counted.push(said.counted)
      else if ('hangs' in said) hangs = said.hangs
      else if ('done' in said) calls.get(said.done)?.()
      else {
        url = said.ready
        resolve()
      }
    })
    closed.then(() => {
      // Nobody waits for one that is gone.
      for (const done of calls.values()) done()
      reject(new Error(`a bot ended: ${wrong}`))
    })
  })
  const tell = (told: Told) => void (child.connected && child.send(told, () => {}))
  const call = (does: 'drain' | 'deliver' | 'tick' | 'stop') =>
    new Promise<void>((resolve) => {
      count += 1
      if (!child.connected) return resolve()
      calls.set(count, resolve)
      tell({ call: count, does })
    })
  tell({ open: { env: { ...env }, folder, now: clock.now(), skew: skews[on % skews.length] ?? 0 } })
  await ready
  const kill = async () => {
    child.kill('SIGKILL')
    await closed
  }
  return {
    place: url || appToken,
    isReady: () => true,
    drain: () => call('drain'),
    deliver: () => call('deliver'),
    tick: () => call('tick'),
    hang: (point) => tell({ hang: point }),
    resume: () => {
      hangs = false
      tell({ resume: true })
    },
    isHanging: () => hangs,
    moved: (time) => tell({ time }),
    stop: async () => {
      tell({ resume: true })
      await call('stop')
      await kill()
    },
    kill,
    lines,
    counted,
  }
}
