import { CompiledQuery, Kysely, sql } from 'kysely'
import { expect, test } from 'vitest'
import { dueFor, type PostJob, putBack, renewPostLease, takePostLease } from '../../src/store/post-lease.ts'
import { postgresEngine } from '../../src/store/postgres.ts'
import { postOf, say } from '../../src/store/posts.ts'
import type { Schema } from '../../src/store/schema.ts'
import type { PostTable } from '../../src/store/schema-of-posts.ts'
import { sqliteEngine } from '../../src/store/sqlite.ts'
import { testWorld } from '../world.ts'
import { eachEngine } from './engines.ts'

const now = Date.UTC(2026, 10, 1)

/** A post that was delivered long ago. */
const old = (n: number): PostTable => ({
  id: `old${n}`,
  seq: n,
  channel: `C${n % 20}`,
  thread: null,
  parent: null,
  broadcast: null,
  run: null,
  proposal: null,
  message: null,
  wanted: 1,
  shown: 1,
  place: `C${n % 20}`,
  ts: `${n}.0`,
  fate: 'open',
  due_at: now,
  attempts: 0,
  held_by: null,
  lease_until: null,
  again_at: null,
  untold: null,
  gist: null,
  summary: null,
  sums: null,
  unsure_at: null,
  repeats: null,
  created_at: now,
})

const jobs: readonly PostJob[] = ['post', 'edit', 'again', 'look', 'tell']

eachEngine((engine) => {
  test.each(jobs)(
    'the question for %s, asked every second, reads the few that are due and not all that ever were',
    async (job) => {
      const database = await engine.fresh()
      const store = await database.open()
      for (let n = 0; n < 4_000; n += 500)
        await store.db
          .insertInto('posts')
          .values(Array.from({ length: 500 }, (_, i) => old(n + i)))
          .execute()
      await sql`analyze posts`.execute(store.db)
      const { url, file = '' } = database.settings
      const asked: CompiledQuery[] = []
      const { dialect } = url === undefined ? sqliteEngine(file) : postgresEngine(() => url, testWorld().log)
      const db = new Kysely<Schema>({ dialect, log: ({ query }) => void asked.push(query) })
      await dueFor(db, job, now)
      const [question] = asked
      const how = engine.name === 'sqlite' ? 'explain query plan' : 'explain'
      const plan = await db.executeQuery(
        CompiledQuery.raw(`${how} ${question?.sql}`, [...(question?.parameters ?? [])]),
      )
      await db.destroy()
      const text = JSON.stringify(plan.rows)
      // The small ones, that hold only what is left to do.
      expect(text).toMatch(/posts_(news|again|untold|unposted|unsure)/)
      expect(text).not.toMatch(/SCAN posts\b(?! USING INDEX)|Seq Scan/)
    },
  )

  test('a hold is of one, for half a minute, and can be renewed and put back by nobody else', async () => {
    const store = await engine.open()
    await store.transaction((tx) => say(tx, { id: 'm1', channel: 'C1', message: {} }, now))
    const [post] = await dueFor(store.db, 'post', now)
    if (!post) throw new Error('nothing is due')
    const hold = (by: string, since = now) => ({ id: 'm1', by, version: 1, since })
    const held = await Promise.all(['a', 'b', 'c'].map((by) => takePostLease(store, 'post', post, hold(by))))
    expect(held.filter(Boolean)).toHaveLength(1)
    const by = ['a', 'b', 'c'][held.indexOf(true)] ?? ''
    expect(await postOf(store.db, 'm1')).toMatchObject({ held_by: by, lease_until: now + 30_000 })
    expect(await dueFor(store.db, 'post', now + 29_999)).toEqual([])
    expect(await dueFor(store.db, 'post', now + 30_000)).toHaveLength(1)
    expect(await renewPostLease(store, hold('other'), now)).toBe(false)
    expect(await renewPostLease(store, hold(by), now + 30_000)).toBe(false)
    expect(await renewPostLease(store, hold(by), now + 10_000)).toBe(true)
    expect(await postOf(store.db, 'm1')).toMatchObject({ lease_until: now + 40_000 })
    await putBack(store, hold('other'), { attempts: 7 })
    expect(await postOf(store.db, 'm1')).toMatchObject({ held_by: by, attempts: 0 })
    // Nobody takes what may have left.
    expect(await takePostLease(store, 'post', post, hold('z', now + 99_000))).toBe(false)
    await putBack(store, hold(by), { attempts: 1, due_at: now + 5 })
    expect(await postOf(store.db, 'm1')).toMatchObject({ held_by: null, lease_until: null, attempts: 1 })
    expect(await takePostLease(store, 'post', post, hold('z'))).toBe(false)
    expect(await takePostLease(store, 'post', post, hold('z', now + 5))).toBe(true)
  })
})
