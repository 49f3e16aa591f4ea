import { setTimeout as rest } from 'node:timers/promises'
import type { Delivered } from 'local-slack'
import { changeOutside } from './outside.ts'
import type { Office } from './slack-office.ts'
import type { Deed, Step } from './slack-steps.ts'
import type { Stage } from './stage.ts'
import { turn } from './weather.ts'
import { typedAs } from './wishes.ts'

/** The newest but `which` of the messages in the channel that have this button now. */
const withButton = ({ slack }: Office, button: string, which: number) => {
  const found = slack
    .seen('ops')
    .filter(({ blocks }) => JSON.stringify(blocks ?? []).includes(`"action_id":"${button}"`))
  return found.at(-1 - (which % Math.max(1, found.length)))
}

const fresh = (() => {
  let count = 0
  return () => {
    count += 1
    return `old.${count}`
  }
})()

/** The `ts` of a message that nobody ever posted. */
export const copyTs = '1.000001'

/** A press that was made before, made now by somebody: another delivery, with the message as it was then. */
const pressedAgain = (
  { slack }: Office,
  { which, who, copied }: Deed & { does: 'press old' },
): [Delivered, string] | undefined => {
  const presses = slack.deliveries.filter(({ kind }) => kind === 'action')
  const before = presses.at(-1 - (which % Math.max(1, presses.length)))
  if (!before) return undefined
  const payload = JSON.parse(new URLSearchParams(before.body).get('payload') ?? '{}')
  const user = { ...payload.user, id: slack.users[who] }
  const container = copied ? { ...payload.container, message_ts: copyTs } : payload.container
  const again = { ...payload, user, container, trigger_id: fresh() }
  const body = new URLSearchParams({ payload: JSON.stringify(again) }).toString()
  return [before, body]
}

const deliver = async (office: Office, deed: Deed): Promise<Delivered | undefined> => {
  const { slack } = office
  const { who } = deed
  switch (deed.does) {
    case 'ask':
      return slack.type(who, 'ops', `/rudder ${typedAs(deed.wish)}${deed.because ? ' because it is in the way' : ''}`)
    case 'look':
      if (deed.by === 'command') return slack.type(who, 'ops', '/rudder compliance')
      if (deed.by === 'mention') return slack.type(who, 'ops', `<@${slack.ids.botUser}> rudder compliance`)
      return slack.type(who, slack.direct(who), 'rudder compliance')
    case 'lock':
    case 'unlock':
      return slack.type(who, 'ops', `/cox ${deed.does} rudder/prod`)
    case 'press': {
      const message = withButton(office, deed.button, deed.which)
      return message && slack.press(who, message, deed.button)
    }
    case 'press old': {
      const old = pressedAgain(office, deed)
      return old && slack.again(old[0], { body: old[1], resign: true })
    }
  }
}

/** A deed, and the same delivery again as often as Slack repeats it, each to another bot. */
const done = async (office: Office, deed: Deed, on: number): Promise<void> => {
  office.turnTo(on)
  const delivered = await deliver(office, deed)
  if (!delivered) return
  const repeats = Array.from({ length: deed.times - 1 }, (_, n) => {
    office.turnTo(on + n)
    return office.slack.again(delivered)
  })
  await Promise.all(repeats)
}

/** Carries out one step; it does not wait for what the bots then do unless the step says so. */
export const carryOut = async (office: Office, stage: Stage, step: Step): Promise<void> => {
  const { slack, flow, bots } = office
  switch (step.step) {
    case 'deeds': {
      turn(stage.rudder, step.weather)
      const all = Promise.all(step.deeds.map((deed, n) => done(office, deed, step.on + n)))
      await flow.until(all, 30_000)
      if (step.waits) await office.settle()
      return
    }
    case 'outside':
      return changeOutside(stage, step.change, step.rule)
    case 'trouble': {
      const { how, ...rest } = step.trouble
      const more = how === 'limited' ? { retryAfter: Math.ceil(rest.ms / 1000) } : {}
      return slack.faults.add({ ...rest, how, ...more, ...(how === 'error' && { error: 'internal_error' }) })
    }
    case 'calm':
      slack.faults.clear()
      turn(stage.rudder, 'fine')
      return office.settle()
    case 'wait':
      await flow.advance(step.seconds * 1000)
      return
    case 'tick':
      await flow.until(bots[step.on % bots.length]?.tick() ?? Promise.resolve(), 30_000)
      return
    case 'restart':
      return office.restart(step.on)
    case 'kill':
      // Somewhere in what it is doing, in real time.
      await rest(step.afterMs)
      return office.kill(step.on)
    case 'hang':
      return office.hang(step.on, step.point)
    case 'resume':
      return office.resume()
  }
}

const minute = 60_000

/** Everything works again and time passes, until nothing that waits for it is left. */
export const calmDown = async (office: Office, stage: Stage): Promise<void> => {
  office.slack.faults.clear()
  turn(stage.rudder, 'fine')
  office.resume()
  await office.settle()
  // Leases, backoffs and looks again; proposals that nobody decided expire.
  for (const passing of [31_000, 2 * minute, 5 * minute, 16 * minute, minute]) {
    await office.flow.advance(passing)
    for (const bot of office.bots) await office.flow.until(bot.tick())
    await office.settle()
  }
}
