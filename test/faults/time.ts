import { readFileSync, renameSync, writeFileSync } from 'node:fs'
import { setTimeout } from 'node:timers/promises'
import type { Clock } from '../../src/world.ts'

/** Injected time of several processes: one of them moves it, all read it from a file. */
export interface SharedTime {
  readonly file: string
  now(): number
  pass(milliseconds: number): void
}

const longestWait = 20

/** Time that stands still until `pass`; `file` is where other processes read it. */
export const sharedTime = (file: string, start = Date.UTC(2026, 10, 1, 9)): SharedTime => {
  let now = start
  const write = () => {
    writeFileSync(`${file}.next`, String(now))
    renameSync(`${file}.next`, file)
  }
  write()
  return {
    file,
    now: () => now,
    pass: (milliseconds) => {
      now += milliseconds
      write()
    },
  }
}

/** A clock that shows what is in the file at each look; a sleep ends soon, as nobody moves time for it. */
export const clockOf = (file: string, longest = longestWait): Clock => ({
  now: () => Number(readFileSync(file, 'utf8')),
  sleep: (milliseconds, signal) =>
    setTimeout(Math.min(milliseconds, longest), undefined, signal === undefined ? {} : { signal }),
})
