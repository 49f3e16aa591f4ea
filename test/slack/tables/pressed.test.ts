import { expect, test } from 'vitest'
import type { SlackContext } from '../../../src/slack/context.ts'
import { pressedTable } from '../../../src/slack/pressed-table.ts'
import { say } from '../../../src/store/posts.ts'
import { insertRun } from '../../../src/store/runs.ts'
import { mainlySqlite } from '../../store/engines.ts'
import { testWorld } from '../../world.ts'

const id = (n: number) => `01ARZ3NDEKTSV4RRFFQ69G5FA${n}`

mainlySqlite((engine) => {
  test('a button counts on the message of its table, or where its line was asked, and nowhere else', async () => {
    const store = await engine.open()
    const world = testWorld()
    for (const [run, channel] of [
      [id(1), 'C1'],
      [id(2), 'D2'],
    ] as const) {
      const principal = { id: 'slack:T1/UANA' }
      await insertRun(store.db, { id: run, principal, line: `line ${run}`, replica: 'one', channel }, 0)
      await store.transaction((tx) => say(tx, { id: run, run, channel, message: {} }, 0))
      await store.db.updateTable('posts').set({ ts: run, place: channel }).where('id', '=', run).execute()
    }
    const slack = {
      context: { store, world },
      people: { known: async () => ({ principal: { id: 'slack:T1/UMARC', name: 'Marc', kind: 'slack' } }) },
      places: { standing: async (channel: string) => (channel.startsWith('D') ? 'direct' : 'member') },
    } as unknown as SlackContext
    const pressed = (run: string, channel: string, ts?: string, isOurs = false) =>
      pressedTable(slack, { user: 'UMARC', run, channel, ts, isOurs })
    expect((await pressed(id(1), 'C1', id(1))).post?.id).toBe(id(1))
    // What one person sees is no post.
    expect((await pressed(id(1), 'C1', '7.1')).post).toBeUndefined()
    expect((await pressed(id(1), 'C1')).post).toBeUndefined()
    const foreign = 'not on the message that I posted for it'
    await expect(pressed(id(2), 'C1', id(1))).rejects.toThrow(foreign)
    // The run of somebody else's direct messages, and one that doesn't exist.
    await expect(pressed(id(2), 'C1', '7.1')).rejects.toThrow(foreign)
    await expect(pressed(id(2), 'C1', '7.1', true)).rejects.toThrow(foreign)
    await expect(pressed(id(2), 'D1')).rejects.toThrow(foreign)
    await expect(pressed(id(3), 'C1')).rejects.toThrow(foreign)
    for (const run of ['', 'x', `${id(1)}\n`, `${id(1)}' or 1=1 --`])
      await expect(pressed(run, 'C1')).rejects.toThrow('leads nowhere')
  })
})
