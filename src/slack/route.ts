import type { z } from 'zod'
import type { Ending } from '../run/reply.ts'
import { deliveriesMs } from '../store/deliveries.ts'
import type { Labels, LogFields } from '../world.ts'
import { admit, drop } from './admit.ts'
import { answer, begin } from './answer.ts'
import { tellBug } from './bug.ts'
import type { SlackContext } from './context.ts'
import { misfitsIn } from './forms/misfits.ts'
import { openForm } from './forms/open.ts'
import { submitForm } from './forms/submit.ts'
import { askKey, takeKey } from './give-key.ts'
import type { IncomingLine } from './incoming-line.ts'
import { originOf, type PayloadOrigin } from './origin.ts'
import { BlockActions, Event, SlashCommand, Submission } from './payload.ts'
import { press } from './press.ts'
import { pressOnAlert } from './press-alert.ts'
import { pressCsv } from './press-csv.ts'
import { pressNext, pressOnWatch } from './press-next.ts'
import { pressPage } from './press-page.ts'
import { duringPress, isDeciding, pressBegun } from './press-run.ts'
import { pressShare } from './press-share.ts'
import { pressStop } from './press-stop.ts'
import { pressWatch, takeWatch } from './press-watch.ts'
import { pressedButton } from './pressed-button.ts'
import { isId } from './pressed-post.ts'
import { replyRouteOf } from './reply-route.ts'
import { isByPerson } from './subtypes.ts'
import type { ReplyRoute } from './tell.ts'
import { lineIn, lineOf, type NamesById, typedIn } from './typed.ts'

type Kind = Labels<'answer'>['kind']

/** Handles what was acknowledged; each but `misfits` resolves when the answer is stored or sent. Never throws. */
export interface Router {
  command(body: unknown): Promise<void>
  press(body: unknown): Promise<void>
  /** What Slack is to show in the modal instead of closing it, by `block_id`; before the acknowledgement. */
  misfits(body: unknown): Promise<Readonly<Record<string, string>> | undefined>
  submission(body: unknown): Promise<void>
  event(body: unknown): Promise<void>
}

/** Slack's own bot, which answers and reminds people. */
const slackbot = 'USLACKBOT'

/** True for a message that is older than the remembered deliveries; `ts` is in seconds. */
const isForgotten = (ts: string, now: number): boolean => !(now - Number(ts) * 1000 < deliveriesMs)

export const createRoute = (slack: SlackContext): Router => {
  const { context, words } = slack
  const { world } = context

  const taken =
    <S extends z.ZodType>(
      kind: Kind,
      schema: S,
      from: (payload: z.output<S>) => ReplyRoute,
      work: (payload: z.output<S>) => Promise<void>,
    ) =>
    async (body: unknown): Promise<void> => {
      const since = world.clock.now()
      const payload = schema.safeParse(body)
      if (!payload.success) return drop(slack, 'malformed')
      try {
        await work(payload.data)
      } catch (error) {
        // Such a line has no run that could say how it ended.
        if (kind === 'command' || kind === 'event')
          world.metrics.count('commands', { command: 'none', ending: 'failed' })
        await tellBug(slack, from(payload.data), error)
      }
      world.metrics.time('answer', (world.clock.now() - since) / 1000, { kind })
    }

  const ask = async (origin: PayloadOrigin, asked: IncomingLine): Promise<void> => {
    const begun = begin(slack, asked)
    if (await admit(slack, origin, begun)) await answer(slack, asked, begun.id)
  }

  return {
    command: taken('command', SlashCommand, replyRouteOf.command, async (body) => {
      const line = (names?: NamesById) => lineOf(body.command, body.text, words, names)
      const asked = { ...replyRouteOf.command(body), ...typedIn(body.text, line) }
      await ask(originOf.command(body), asked)
    }),

    press: taken('press', BlockActions, replyRouteOf.press, async (body) => {
      const begun = pressBegun(slack, body)
      if (!(await admit(slack, originOf.press(body), begun))) return
      const work = () => world.log.during(subjectOf(body), () => pressed(slack, body))
      await (begun ? duringPress(slack, begun, work) : work())
    }),

    misfits: (body) => misfitsIn(slack, body),

    submission: taken('submission', Submission, replyRouteOf.submission, async (body) => {
      const { user, view } = body
      if (!(await admit(slack, originOf.submission(body)))) return
      if (view.callback_id === 'key') await takeKey(slack, body)
      else if (view.callback_id === 'watch') await takeWatch(slack, body)
      else await submitForm(slack, { user: user.id, run: view.private_metadata, states: view.state.values })
    }),

    event: taken('event', Event, replyRouteOf.event, async (body) => {
      const { event } = body
      const { user, channel, text } = event
      const ours = slack.workspace()
      const isBot = event.bot_id != null || event.bot_profile != null || event.app_id === ours?.app
      if (isBot || user === undefined || user === ours?.botUser || user === slackbot) return drop(slack, 'bot')
      const isMention = event.type === 'app_mention'
      if (!isByPerson(event.subtype) || (!isMention && event.channel_type !== 'im')) return drop(slack, 'kind')
      // A mention of the bot in its direct messages also arrives as a message.
      if (isMention && channel.startsWith('D')) return
      // A message that was posted long ago may have run then, and that is no longer remembered.
      if (event.edited != null && isForgotten(event.ts, world.clock.now())) return drop(slack, 'repeat')
      const line = (names?: NamesById) => lineIn(text, ours?.botUser, words, names)
      await ask(originOf.event(body), { ...replyRouteOf.event(body), ...typedIn(text, line, ours?.botUser) })
    }),
  }
}

/** What the button is about: a proposal or a run of ours. */
const subjectOf = (body: z.output<typeof BlockActions>): LogFields => {
  const { does, value } = pressedButton(body)
  if (!isId(value)) return {}
  return isDeciding(does) ? { proposal: value } : { run: value }
}

const pressed = async (slack: SlackContext, body: z.output<typeof BlockActions>): Promise<void> => {
  const { container, message } = body
  const back = replyRouteOf.press(body)
  const { does, at, value } = pressedButton(body)
  const isOurs = message?.app_id !== undefined && message.app_id === slack.workspace()?.app
  const { clock, log, metrics } = slack.context.world
  const since = clock.now()
  const count = (button: Labels<'presses'>['button'], ending: Ending) => {
    metrics.count('presses', { button, ending })
    log.info('press', { button, ms: clock.now() - since, ending })
  }
  if (does === 'next') return count(does, await pressNext(slack, back, value, Number(at || '0')))
  // An older version called it a reason.
  if (does === 'form' || does === 'reason') return count('form', await openForm(slack, back, value, body.trigger_id))
  if (does === 'key') return count(does, await askKey(slack, back, value, body.trigger_id))
  const ts = container.message_ts
  const onTable = { ...back, run: value, ts, isOurs }
  if (does === 'page') return count(does, await pressPage(slack, { ...onTable, at: Number(at) }))
  if (does === 'share') return count(does, await pressShare(slack, onTable))
  if (does === 'csv') return count(does, await pressCsv(slack, onTable))
  if (does === 'stop') return count(does, await pressStop(slack, onTable))
  if (does === 'watch') return count(does, await pressWatch(slack, onTable, body.trigger_id))
  if (does === 'watch-test' || does === 'watch-change') return count(does, await pressOnWatch(slack, back, does, value))
  if (does === 'on-it' || does === 'snooze' || does === 'snooze-to-morning')
    return count(does, await pressOnAlert(slack, { ...onTable, does }))
  if (!isDeciding(does)) return drop(slack, 'kind')
  const pressing = press(slack, { ...back, does, value, ts, isOurs })
  count(
    does,
    await pressing.catch((error: unknown) => {
      count(does, 'failed')
      throw error
    }),
  )
}
