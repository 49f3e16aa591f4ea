import { setTimeout } from 'node:timers/promises'
import { isDeepStrictEqual } from 'node:util'
import type { Message } from '../../src/message/message.ts'
import type { Context } from '../../src/run/context.ts'
import { presentReply } from '../../src/run/settle.ts'
import { createRender } from '../../src/slack/render.ts'
import type { Post } from '../../src/store/posts.ts'
import { getProposal } from '../../src/store/proposals.ts'
import type { Town } from '../bench/town.ts'
import type { Verdict } from './verdict.ts'

/** How long a proposal is open still, as of when it was shown. */
const left = / \(\d+ (?:min|s)\)/g
const late = /^.*Sent .* late.*$/gm
/** Words and buttons, whatever the version of the blocks. */
const wordsOf = (blocks: readonly object[]) =>
  JSON.parse(JSON.stringify(blocks.map((block) => ({ ...block, block_id: '' }))).replace(left, ''))

/** What a post must show now; whether it can be undone is a matter of time, and is shown as of its decision. */
const drawnNow = async ({ slack }: Town, context: Context, post: Post) => {
  const draw = createRender({ own: 'cox', prefix: '' }, () => ({
    url: new URL('/', slack.apiUrl).href,
    name: 'coxswain',
  }))
  const row = post.proposal === null ? undefined : await getProposal(context.store.db, post.proposal)
  const clock = { ...context.world.clock, now: () => row?.decided_at ?? context.world.clock.now() }
  const message = row
    ? (await presentReply({ ...context, world: { ...context.world, clock } }, row.id)).message
    : (JSON.parse(post.message ?? '{}') as Message)
  const inThread = post.thread !== null
  return draw(message, { id: 'any', inThread, ...(post.run !== null && { run: post.run }) })
}

const again = 3

/**
 * Every message in Slack is what the record says now, and every proposal is somewhere. What is unknown is looked at
 * again meanwhile, and its message then says when: what differs must differ again a moment later.
 */
export const checkShown = async (town: Town, context: Context): Promise<Verdict> => {
  for (let times = 1; ; times++) {
    const verdict = await lookOnce(town, context)
    if (verdict.wrong.length === 0 || times === again) return verdict
    await setTimeout(5_000)
  }
}

const lookOnce = async (town: Town, context: Context): Promise<Verdict> => {
  const { slack } = town
  const { db } = context.store
  const posts = await db.selectFrom('posts').selectAll().execute()
  const proposals = await db.selectFrom('proposals').select('id').execute()
  const rooms = [...Object.keys(slack.channels), ...['ana', 'marc', 'rita'].map(slack.direct)]
  const seen = new Map(rooms.flatMap((room) => slack.seen(room)).map((one) => [`${one.channel} ${one.ts}`, one]))
  const wrong: string[] = []
  let given = 0
  for (const post of posts) {
    if (post.untold !== null) wrong.push(`${post.id} is lost, and nobody was told`)
    if (post.fate !== 'open') {
      given += 1
      continue
    }
    const message = seen.get(`${post.place} ${post.ts}`)
    if (!message || post.shown < post.wanted) {
      wrong.push(`${post.id} is not in Slack as it should be`)
      continue
    }
    const drawn = await drawnNow(town, context, post)
    const isLate = late.test(message.text) || JSON.stringify(message.blocks).includes(' late')
    const same = isDeepStrictEqual(wordsOf(message.blocks ?? []), wordsOf(drawn.blocks))
    if (!same && !(isLate && message.text.replace(late, '').trim() === drawn.text.trim()))
      wrong.push(
        `shown: ${JSON.stringify(wordsOf(message.blocks ?? []))} but true is: ${JSON.stringify(wordsOf(drawn.blocks))}`,
      )
  }
  const placed = new Set(posts.map(({ proposal }) => proposal))
  wrong.push(...proposals.filter(({ id }) => !placed.has(id)).map(({ id }) => `${id} is nowhere in Slack`))
  const found = `${posts.length - given} messages as recorded, ${given} given up and told elsewhere`
  return { what: 'shown as recorded', found, wrong }
}

/** What is still to be done: runs, messages, claims. Nothing where all has come to rest. */
export const unfinished = async ({ store: { db } }: Pick<Context, 'store'>): Promise<readonly string[]> => {
  const runs = await db.selectFrom('runs').select('line').where('ending', 'is', null).execute()
  const posts = await db
    .selectFrom('posts')
    .select('id')
    .where((row) =>
      row.or([
        row('untold', 'is not', null),
        row.and([
          row('fate', '=', 'open'),
          row.or([row('wanted', '>', row.ref('shown')), row('again_at', 'is not', null)]),
        ]),
      ]),
    )
    .execute()
  const claims = await db.selectFrom('proposals').select('id').where('stage', 'in', ['claimed', 'sending']).execute()
  return [
    ...runs.map(({ line }) => `a run goes on: ${line}`),
    ...posts.map(({ id }) => `a message is not in Slack as it should be: ${id}`),
    ...claims.map(({ id }) => `a claim is held: ${id}`),
  ]
}
