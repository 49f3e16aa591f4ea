import { setTimeout } from 'node:timers/promises'
import type { Message } from 'local-slack'
import { said } from '../../slack/scene.ts'
import { openScene } from './flow.ts'

/** A query that takes 40 seconds of the clock that the test moves. */
export const longScene = async (options: Parameters<typeof openScene>[0] = {}) => {
  const scene = await openScene(options)
  const query = scene.redash.state.queries.find(({ id }) => id === 24)
  if (query) query.sql = query.sql.replace('pg_sleep(20)', 'pg_sleep(40)')
  const { slack, world } = scene
  /** Time goes on, second by second, so that what is asked over HTTP is answered in between. */
  const go = async (seconds: number) => {
    for (let n = 0; n < seconds; n += 1) {
      await world.advance(1_000)
      await setTimeout(50)
    }
  }
  /** Time goes on until the message says it. */
  const until = async (message: Pick<Message, 'channel' | 'ts'>, text: string | RegExp) => {
    for (let n = 0; n < 600; n += 1) {
      const shown = said(scene.now(message))
      if (typeof text === 'string' ? shown.includes(text) : text.test(shown)) return
      await go(1)
    }
    throw new Error(`it says ${said(scene.now(message))}`)
  }
  const seen = () => slack.seen('ops').at(-1)
  return {
    ...scene,
    go,
    until,
    start: async () => {
      await slack.type('ana', 'ops', '/redash run Slow query (20 s) n=1')
      for (let n = 0; n < 100 && !said(seen() ?? ({ blocks: [], text: '' } as never)).includes('is running'); n += 1)
        await go(1)
      const message = seen()
      if (!message) throw new Error('nothing is shown')
      return message
    },
    cancels: () => scene.redash.requests.filter(({ method }) => method === 'DELETE'),
    runs: () => scene.redash.requests.filter(({ method, path }) => method === 'POST' && path.endsWith('/results')),
    acts: async (kind: string, { app }: Pick<typeof scene.bot, 'app'> = scene.bot) =>
      (await app.context.store.db.selectFrom('audit').selectAll().execute()).filter((one) => one.kind === kind),
  }
}
