import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { setTimeout as rest } from 'node:timers/promises'
import { onTestFinished } from 'vitest'
import type { Revision } from './revision.ts'

/** A bot of one version as it runs in production: `coxswain start` in a process of its own. */
export interface BotProcess {
  /** Where Slack delivers to. */
  readonly url: string
  /** Everything that it has said. */
  readonly said: () => string
  /** SIGKILL; resolves when it is gone. */
  kill(): Promise<void>
  /** SIGTERM, as a rolling upgrade does; resolves with the exit code. */
  stop(): Promise<number | null>
}

/** In the log line `started`; older commits said it as a sentence. */
const addresses = [
  /"slack":"([^"]+)\/slack\/events","ops":"([^"]+)"/,
  /requests at (\S+)\/slack\/events; health and figures are at (\S+?)\.?\s/,
]

/** Starts a version in the folder of the settings, and waits until it says that it is ready. */
export const startProcess = async (
  { folder: version, id, NODE_COMPILE_CACHE }: Revision,
  folder: string,
  env: Readonly<Record<string, string>>,
): Promise<BotProcess> => {
  const child = spawn(process.execPath, ['--no-warnings', `${version}/src/cli.ts`, 'start'], {
    cwd: folder,
    stdio: ['ignore', 'ignore', 'pipe'],
    env: {
      PATH: process.env.PATH ?? '',
      NODE_COMPILE_CACHE,
      ...env,
      HOST: '127.0.0.1',
      PORT: '0',
      OPS_PORT: '0',
      LOG_LEVEL: 'info',
    },
  })
  const closed = once(child, 'close') as Promise<[number | null]>
  let said = ''
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    said += text
  })
  const kill = async () => {
    child.kill('SIGKILL')
    await closed
  }
  onTestFinished(kill)
  for (let tries = 0; tries < 600; tries++) {
    const [, url, ops] = addresses.map((one) => one.exec(said)).find((found) => found) ?? []
    const isReady = ops !== undefined && (await fetch(`${ops}/readyz`).catch(() => undefined))?.status === 200
    if (url !== undefined && isReady) {
      const stop = async () => {
        child.kill('SIGTERM')
        return (await closed)[0]
      }
      return { url: `${url}/slack/events`, said: () => said, kill, stop }
    }
    if (child.exitCode !== null) break
    await rest(100)
  }
  throw new Error(`the bot of ${id} did not get ready: ${said}`)
}
