import { expect, test } from 'vitest'
import { pressedPost } from '../../src/slack/pressed-post.ts'
import { recordPosted } from '../../src/store/delivery-status.ts'
import { takePostLease } from '../../src/store/post-lease.ts'
import { postOf, say } from '../../src/store/posts.ts'
import { eachEngine } from '../store/engines.ts'
import { testWorld } from '../world.ts'

const shown = { channel: 'C1', ts: '1.1', isOurs: true } as const

eachEngine(({ open }) => {
  const posting = async () => {
    const world = testWorld()
    const store = await open(world)
    await store.transaction((tx) => say(tx, { id: 'm1', channel: 'C1', message: { title: 'a question' } }, 1))
    const post = await postOf(store.db, 'm1')
    const lease = { id: 'm1', by: 'one', version: 1, since: 1 }
    if (!post || !(await takePostLease(store, 'post', post, lease))) throw new Error('it was not due')
    const recorded = () => recordPosted(store, lease, { place: 'C1', ts: '1.1' })
    const find = (meanwhile?: () => Promise<void>) =>
      pressedPost({ context: { store, world } }, shown, async () => {
        await meanwhile?.()
        return postOf(store.db, 'm1')
      })
    return { store, find, recorded }
  }

  test('a press before Slack’s answer is recorded tells where the message is', async () => {
    const { find } = await posting()
    expect(await find()).toMatchObject({ id: 'm1', ts: '1.1' })
  })

  test('a press while that answer is being recorded finds the message', async () => {
    const { find, recorded } = await posting()
    expect(await find(recorded)).toMatchObject({ id: 'm1', ts: '1.1' })
  })
})
