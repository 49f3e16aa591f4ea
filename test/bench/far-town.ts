import { once } from 'node:events'
import { tmpdir } from 'node:os'
import { startProgram } from './program.ts'
import type { Account } from './town.ts'
import type { Asked } from './town-child.ts'

/** A town in another process. */
export interface FarTown extends Account {
  readonly signingSecret: string
  /** Bodies of slash commands, each of which can be answered. */
  written(line: string, times: number): Promise<readonly string[]>
  /** Resolves when so many were answered through their response URLs, from the beginning; gives how long that took, in milliseconds. */
  untilAnswered(all: number): Promise<number>
  close(): Promise<void>
}

/** Starts it. */
export const startFarTown = async (): Promise<FarTown> => {
  const program = startProgram({ file: 'test/bench/town-child.ts', env: {}, cwd: tmpdir() })
  const said = async <T>(): Promise<T> => ((await once(program.child, 'message')) as [T])[0]
  const ask = async <T>(asked: Asked): Promise<T> => {
    const answer = said<T>()
    program.child.send(asked)
    return answer
  }
  const account = await Promise.race([
    said<Account & { signingSecret: string }>(),
    program.ended.then((code) => Promise.reject(new Error(`the local Slack ended with ${code}`))),
  ])
  return {
    ...account,
    written: (line, times) => ask({ line, times }),
    untilAnswered: async (all) => {
      const since = performance.now()
      for (;;) {
        const answered = await ask<number>('answered')
        if (answered >= all) return performance.now() - since
        if (performance.now() - since > 600_000) throw new Error(`${all - answered} commands were never answered`)
        await new Promise((resolve) => setTimeout(resolve, 20))
      }
    },
    close: program.stop,
  }
}
