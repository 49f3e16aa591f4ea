import type { z } from 'zod'
import type { Action } from '../message/message.ts'
import type { Ending } from '../run/reply.ts'
import type { Labels } from '../world.ts'
import { admit, drop, type Origin } from './admit.ts'
import { type Asked, answer, begin } from './answer.ts'
import { askReason, withReason } from './ask-reason.ts'
import { backOf } from './back.ts'
import { tellBug } from './bug.ts'
import type { Face } from './face.ts'
import { Command, Event, Press, Submission } from './payload.ts'
import { press } from './press.ts'
import { pressNext } from './press-next.ts'
import type { Back } from './tell.ts'
import { lineIn, lineOf, storable } from './typed.ts'

type Kind = Labels<'answer'>['kind']

/** What was acknowledged, brought to its end; each resolves when the answer is stored or sent. Never throws. */
export interface Route {
  command(body: unknown): Promise<void>
  press(body: unknown): Promise<void>
  submission(body: unknown): Promise<void>
  event(body: unknown): Promise<void>
}

const deciding: readonly string[] = ['confirm', 'remind', 'cancel', 'undo'] satisfies Action['does'][]

export const createRoute = (face: Face): Route => {
  const { means, words } = face
  const { world } = means

  const taken =
    <S extends z.ZodType>(
      kind: Kind,
      schema: S,
      from: (payload: z.output<S>) => Back,
      work: (payload: z.output<S>) => Promise<void>,
    ) =>
    async (body: unknown): Promise<void> => {
      const since = world.clock.now()
      const payload = schema.safeParse(body)
      if (!payload.success) return drop(face, 'malformed')
      try {
        await work(payload.data)
      } catch (error) {
        await tellBug(face, from(payload.data), error)
      }
      world.metrics.time('answer', (world.clock.now() - since) / 1000, { kind })
    }

  const ask = async (origin: Origin, asked: Asked): Promise<void> => {
    const begun = begin(face, asked)
    if (await admit(face, origin, begun)) await answer(face, asked, begun.id)
  }

  return {
    command: taken('command', Command, backOf.command, async (body) => {
      const key = `trigger:${body.trigger_id}`
      const asked = { ...backOf.command(body), line: lineOf(body.command, body.text, words) }
      await ask({ team: body.team_id, app: body.api_app_id, key }, asked)
    }),

    press: taken('press', Press, backOf.press, async (body) => {
      const { team, api_app_id: app, trigger_id: trigger } = body
      if (!(await admit(face, { team: team.id, app, key: `trigger:${trigger}` }))) return
      await pressed(face, body)
    }),

    submission: taken(
      'submission',
      Submission,
      backOf.submission,
      async ({ team, api_app_id: app, trigger_id: trigger, user, view }) => {
        const key = trigger === undefined ? `view:${view.id}` : `trigger:${trigger}`
        if (!(await admit(face, { team: team.id, app, key }))) return
        if (view.callback_id !== 'reason') return drop(face, 'kind')
        const reason = storable(view.state.values.reason?.reason?.value?.trim() ?? '')
        await withReason(face, user.id, view.private_metadata, reason)
      },
    ),

    event: taken('event', Event, backOf.event, async (body) => {
      const { team_id: team, api_app_id: app, event_id: id, event } = body
      const { user, bot_id: bot, subtype, channel, text } = event
      const botUser = face.workspace()?.botUser
      if (bot !== undefined || user === undefined || user === botUser) return drop(face, 'bot')
      const isMention = event.type === 'app_mention'
      if (subtype !== undefined || (!isMention && event.channel_type !== 'im')) return drop(face, 'kind')
      // A mention of the bot in its direct messages comes as a message as well.
      if (isMention && channel.startsWith('D')) return
      const asked = { ...backOf.event(body), line: lineIn(text, botUser ?? '', words) }
      await ask({ team, app, key: `event:${id}` }, asked)
    }),
  }
}

const pressed = async (face: Face, body: z.output<typeof Press>): Promise<void> => {
  const { container, message, actions } = body
  const [action] = actions
  const back = backOf.press(body)
  const [does = '', at = ''] = action?.action_id.split(':') ?? []
  const value = action?.value ?? ''
  const isOurs = message?.app_id !== undefined && message.app_id === face.workspace()?.app
  const count = (button: Labels<'presses'>['button'], ending: Ending) =>
    face.means.world.metrics.count('presses', { button, ending })
  if (does === 'next') return count(does, await pressNext(face, back, value, Number(at || '0')))
  if (does === 'reason') return count(does, await askReason(face, back, value, body.trigger_id))
  if (!deciding.includes(does)) return drop(face, 'kind')
  const deed = does as Action['does']
  const ts = container.message_ts
  count(deed, await press(face, { ...back, does: deed, value, ts, isOurs }))
}
