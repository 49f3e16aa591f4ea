import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { onTestFinished } from 'vitest'
import { compileCache } from '../compile-cache.ts'
import type { Orders } from './child.ts'
import type { SlackOrders } from './slack-child.ts'

/** A replica in another process. */
export interface Child {
  /** Every line that it has said so far. */
  readonly said: readonly string[]
  /** Resolves when it has said this; rejects with its errors where it ends before. */
  says(line: string): Promise<void>
  /** SIGKILL; resolves when it is gone. */
  kill(): Promise<void>
  /** SIGSTOP: it does nothing more until `resume`. */
  pause(): void
  /** Lets it go on, from where it stopped and from a pause. */
  resume(): void
  /** Resolves when it has ended by itself, with what it said; rejects with its errors where it failed. */
  end(): Promise<readonly string[]>
}

/** Starts a child; killed when the test is finished. */
export const startChild = (orders: Orders): Child => startProgram('child.ts', orders)

/** The same with a bot in Slack. */
export const startSlackChild = (orders: SlackOrders): Child => startProgram('slack-child.ts', orders)

const startProgram = (name: string, orders: object): Child => {
  const program = fileURLToPath(new URL(name, import.meta.url))
  const child = spawn(process.execPath, [program, JSON.stringify(orders)], {
    stdio: ['pipe', 'pipe', 'pipe'],
    env: { ...process.env, ...compileCache },
  })
  const closed = once(child, 'close') as Promise<[number | null, NodeJS.Signals | null]>
  const said: string[] = []
  let wrong = ''
  // A child that was killed does not read what it is told.
  child.stdin.on('error', () => {})
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    wrong += text
  })
  const lines = createInterface(child.stdout).on('line', (line) => said.push(line))
  const kill = async () => {
    child.kill('SIGKILL')
    await closed
  }
  onTestFinished(kill)
  const failed = () => new Error(`the child ended after “${said.at(-1) ?? 'nothing'}”: ${wrong}`)
  return {
    said,
    says: (awaited) =>
      new Promise((resolve, reject) => {
        const look = () => said.includes(awaited) && resolve()
        lines.on('line', look)
        closed.then(() => reject(failed()))
        look()
      }),
    kill,
    pause: () => void child.kill('SIGSTOP'),
    resume: () => {
      child.stdin.write('go\n')
      child.kill('SIGCONT')
    },
    end: async () => {
      const [code] = await closed
      if (code !== 0) throw failed()
      return said
    },
  }
}
