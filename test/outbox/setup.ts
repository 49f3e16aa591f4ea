import type { Message } from '../../src/message/message.ts'
import type { Lost } from '../../src/outbox/context.ts'
import type { Delivery } from '../../src/outbox/delivery.ts'
import { createOutbox, type Outbox } from '../../src/outbox/outbox.ts'
import { toBlocks } from '../../src/slack/blocks/blocks.ts'
import type { Store } from '../../src/store/db.ts'
import { createTransactionMark } from '../../src/store/mark.ts'
import { type Post, postOf, say } from '../../src/store/posts.ts'
import { getProposal } from '../../src/store/proposals.ts'
import { votesOn } from '../../src/store/votes.ts'
import type { World } from '../../src/world.ts'
import type { Database, Engine } from '../store/engines.ts'
import { type TestWorld, testWorld } from '../world.ts'
import { type MemorySlack, memorySlack } from './slack.ts'

/** What was told elsewhere. */
export interface Told {
  readonly id: string
  readonly why: Lost
  readonly word: string | undefined
  readonly shows: string | undefined
}

/** One process on the shared database. */
export interface Replica {
  readonly store: Store
  readonly world: World
  readonly outbox: Outbox
}

/** A message that shows a title and no more. */
export const titled = (title: string): Message => ({ tone: 'answer', title })

/** What a proposal shows in these tests: all of its state that a person would see. */
const presentFrom = (store: Store) => async (id: string) => {
  const row = await getProposal(store.db, id)
  if (!row) throw new Error('a proposal vanished')
  const votes = await votesOn(store.db, id)
  return titled(`${id} ${row.outcome ?? row.stage} ${votes.length}`)
}

/** True while something is left to do, now or later. */
export const isRestless = async ({ db }: Store): Promise<boolean> => {
  const rows = await db.selectFrom('posts').selectAll().execute()
  return rows.some(({ fate, wanted, shown, again_at, untold, held_by }) => {
    return untold !== null || held_by !== null || (fate === 'open' && (wanted > shown || again_at !== null))
  })
}

/** A database with a Slack, one clock, and any number of replicas on them. */
export const startScene = async (engine: Pick<Engine, 'fresh'>) => sceneOn(await engine.fresh())

export const sceneOn = async (database: Database) => {
  const base: TestWorld = testWorld()
  const slack: MemorySlack = memorySlack()
  const told: Told[] = []
  const replica = async (
    changed: {
      readonly skew?: number
      readonly world?: Partial<World>
      readonly onLost?: () => Promise<void>
      readonly delivery?: Delivery
      /** Something that takes time before a proposal is worded. */
      readonly wording?: () => Promise<void>
    } = {},
  ): Promise<Replica> => {
    const { skew = 0 } = changed
    const clock = { now: () => base.clock.now() + skew, sleep: base.clock.sleep }
    const world: World = { ...base, clock, transaction: createTransactionMark(), ...changed.world }
    const store = await database.open(world)
    const present = presentFrom(store)
    const outbox = createOutbox({
      draw: toBlocks,
      store,
      world,
      replica: `replica${skew}`,
      poster: slack.poster(world),
      ...(changed.delivery && { delivery: changed.delivery }),
      present: async (id) => {
        const message = await present(id)
        await changed.wording?.()
        return message
      },
      onLost: async (post, why, word) => {
        await changed.onLost?.()
        const shows = post.message === null ? undefined : (JSON.parse(post.message) as Message).title
        told.push({ id: post.id, why, word, shows })
      },
    })
    return { store, world, outbox }
  }
  const one = await replica()
  return {
    ...one,
    base,
    slack,
    told,
    replica,
    /** Says a title in a post, which is new or not. */
    say: (id: string, title: string, channel = 'C1') =>
      one.store.transaction((tx) => say(tx, { id, channel, message: titled(title) }, one.world.clock.now())),
    post: async (id: string): Promise<Post> => {
      const post = await postOf(one.store.db, id)
      if (!post) throw new Error(`no post ${id}`)
      return post
    },
    /** Moves time on and delivers, again and again, until nothing is left to do. */
    settle: async (outboxes: readonly Outbox[] = [one.outbox], seconds = 40) => {
      const end = base.clock.now() + seconds * 1_000
      while (base.clock.now() < end && (await isRestless(one.store))) {
        for (const outbox of outboxes) await outbox.deliver()
        await base.advance(1_000)
      }
      for (const outbox of outboxes) await outbox.deliver()
      await base.advance(end - base.clock.now())
    },
    lines: (event: string) => base.lines.filter((line) => line.event === event),
  }
}

/** Lets the clock go on in steps of so many milliseconds until the work is done, however slow the machine is. */
export const passing = async <T>(
  { base }: Pick<Awaited<ReturnType<typeof startScene>>, 'base'>,
  work: Promise<T>,
  stepMs: number,
): Promise<T> => {
  let over = false
  const done = work.finally(() => {
    over = true
  })
  while (!over) {
    await base.advance(stepMs)
    await new Promise((resolve) => setTimeout(resolve, 1))
  }
  return done
}
