import { expect, test } from 'vitest'
import { say } from '../../src/store/posts.ts'
import { mainlySqlite } from '../store/engines.ts'
import { startScene, titled } from './setup.ts'

mainlySqlite((engine) => {
  test('a reply names the post that it answers, and goes to its thread once that is known', async () => {
    const { store, world, outbox, slack } = await startScene(engine)
    const now = world.clock.now()
    await store.transaction(async (tx) => {
      await say(tx, { id: 'p', channel: 'C1', message: titled('parent') }, now)
      await say(tx, { id: 'r', channel: 'C1', parent: 'p', broadcast: true, message: titled('reply') }, now)
      await say(tx, { id: 's', channel: 'C1', parent: 'p', message: titled('second') }, now)
    })
    await outbox.deliver()
    const [parent, ...replies] = slack.messages
    expect(parent?.thread).toBeUndefined()
    expect(replies.map(({ thread }) => thread)).toEqual([parent?.ts, parent?.ts])
    expect(replies.map(({ broadcast }) => broadcast)).toEqual([true, undefined])
  })

  test('a reply to a message that never arrived is a message of its own', async () => {
    const { store, world, outbox, slack } = await startScene(engine)
    const now = world.clock.now()
    await store.transaction(async (tx) => {
      await say(tx, { id: 'r', channel: 'C1', parent: 'gone', broadcast: true, message: titled('reply') }, now)
    })
    await outbox.deliver()
    expect(slack.messages.map(({ thread }) => thread)).toEqual([undefined])
  })
})
