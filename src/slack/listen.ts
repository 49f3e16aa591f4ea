import { App, type Receiver } from '@slack/bolt'
import type { Log } from '../world.ts'
import { createAfterAck } from './after-ack.ts'
import type { Router } from './route.ts'

/** What has been acknowledged and is being worked on. */
export interface Listening {
  /** Resolves when nothing is being worked on any more. */
  drain(): Promise<void>
}

/** One listener for each kind, which acknowledges first, of a modal with what is wrong in it; the route does the rest. */
export const listen = (receiver: Receiver, route: Router, log: Log): Listening => {
  const inFlight = new Set<Promise<void>>()
  // A press of a button does not wait for lines that were typed before.
  const [presses, others] = [createAfterAck(), createAfterAck()]
  const work = (begin: () => Promise<void>, turn = others): void => {
    // A route never throws; if it did, the error would be unhandled, and the process would end.
    const held = turn()
      .then(begin)
      .catch((error: unknown) => log.error('route', {}, error))
      .finally(() => {
        inFlight.delete(held)
      })
    inFlight.add(held)
  }
  const noClient = { botToken: 'none', botId: 'none', botUserId: 'none' }
  const app = new App({
    receiver,
    // Bolt's own client is never used: calls go through call.ts, which knows what may be called.
    authorize: async () => noClient,
    ignoreSelf: false,
    convoStore: false,
    logger: quiet(log),
  })
  app.command(/.*/, async ({ ack, body }) => {
    await ack()
    work(() => route.command(body))
  })
  app.action(/.*/, async ({ ack, body }) => {
    await ack()
    work(() => route.press(body), presses)
  })
  app.view(/.*/, async ({ ack, body }) => {
    const errors = await route.misfits(body)
    if (errors) return ack({ response_action: 'errors', errors })
    await ack()
    work(() => route.submission(body))
  })
  app.event(/^(?:app_mention|message)$/, async ({ body }) => work(() => route.event(body)))
  // An error's message may quote the data that it failed on.
  app.error(async ({ name, code }) => log.error('bolt', { error: name, code }))
  return {
    drain: async () => {
      while (inFlight.size > 0) await Promise.allSettled(inFlight)
    },
  }
}

/** Bolt's log messages contain bodies and tokens; only the fact that it warns is kept. */
const quiet = (log: Log) => ({
  debug() {},
  info() {},
  warn: () => log.warn('bolt'),
  error: () => log.error('bolt'),
  setLevel() {},
  setName() {},
  getLevel: () => 'error' as never,
})
