import { randomBytes } from 'node:crypto'
import { setTimeout } from 'node:timers/promises'
import pg from 'pg'
import type { Server } from '../store/server.ts'
import type { Bot } from './bot.ts'
import type { Town } from './town.ts'

/** Slack as several replicas have it: each delivery goes to the next one. */
export const rounds = (town: Town, bots: readonly Bot[]) => {
  let next = 0
  /** To be called right before the delivery. */
  return (): void => {
    town.slack.deliverTo(bots[next % bots.length]?.events ?? '')
    next += 1
  }
}

/** An empty database on a server, and a way to ask it. */
export const freshDatabase = async (server: Server) => {
  const name = `bench_${randomBytes(6).toString('hex')}`
  const admin = new pg.Client({ connectionString: server.url })
  await admin.connect()
  await admin.query(`create database ${name}`)
  await admin.end()
  const url = new URL(server.url)
  url.pathname = `/${name}`
  const pool = new pg.Pool({ connectionString: url.href, max: 16 })
  pool.on('error', () => {})
  return { url: url.href, pool, close: () => pool.end() }
}

/** Does one thing for each of many, so many at once. */
export const eachOf = async <T>(many: readonly T[], atOnce: number, does: (one: T) => Promise<unknown>) => {
  const left = many.values()
  await Promise.all(
    Array.from({ length: atOnce }, async () => {
      for (const one of left) await does(one)
    }),
  )
}

/** Waits until something is so; throws with the words where it is not after five minutes. */
export const until = async (words: string, isSo: () => boolean | Promise<boolean>): Promise<void> => {
  const limit = performance.now() + 300_000
  while (!(await isSo())) {
    if (performance.now() > limit) throw new Error(`after five minutes still not: ${words}`)
    await setTimeout(5)
  }
}
