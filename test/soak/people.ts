import { setTimeout } from 'node:timers/promises'
import type { Delivered, Message } from 'local-slack'
import type { Town } from '../bench/town.ts'
import type { Chance } from './chance.ts'

const operators = ['ana', 'marc'] as const
const everybody = [...operators, 'rita'] as const
type Who = (typeof everybody)[number]
type Deed = 'read' | 'ask' | 'press' | 'again'

/** The rules that are switched on and off; every second one is on so many nodes that two people are needed. */
export const soakRules = Array.from({ length: 16 }, (_, n) => `Soak ${String(n).padStart(2, '0')}`)

/** The rules that are deleted, each once. */
const oldRules = Array.from({ length: 60 }, (_, n) => `Old ${String(n).padStart(2, '0')}`)

/** Adds these rules to Rudder. */
export const addSoakRules = ({ play }: Town): void => {
  const { state } = play.rudder.prod
  const sample = state.rules.find(({ displayName }) => displayName === 'SSH hardening')
  if (!sample) throw new Error('Rudder has no rule SSH hardening')
  for (const [n, displayName] of [...soakRules, ...oldRules].entries()) {
    const id = `50a50a50-0000-4000-8000-0000000000${String(n).padStart(2, '0')}`
    const targets = n % 2 ? ['special:all'] : sample.targets
    state.rules.push({ ...structuredClone(sample), id, displayName, targets })
  }
}

/** The button of this kind on a message. */
const actionOn = ({ blocks = [] }: Message, kind: string): string | undefined =>
  blocks
    .flatMap(({ elements }) => (Array.isArray(elements) ? (elements as { action_id?: unknown }[]) : []))
    .map((one) => String(one.action_id ?? ''))
    .find((id) => id.split(':')[0] === kind)

/** People at work until the signal is aborted: `perSecond` deeds, one after the other begun, none waited for. */
export const work = async (
  town: Town,
  {
    turn,
    chance,
    signal,
    perSecond,
  }: {
    readonly turn: () => void
    readonly chance: Chance
    readonly signal: AbortSignal
    readonly perSecond: number
  },
): Promise<number> => {
  const { slack } = town
  const inFlight = new Set<Promise<unknown>>()
  const recent: Delivered[] = []
  let deeds = 0
  const one = <T>(some: readonly T[]): T => some[chance.below(some.length)] as T
  const say = async (who: Who, channel: string, text: string) => {
    turn()
    const delivered = await slack.type(who, channel, text)
    if (delivered) recent.push(delivered)
    if (recent.length > 20) recent.shift()
  }
  const read = () => {
    const who = one(everybody)
    const line = chance.pick([
      [4, `rudder rules soak ${chance.below(1_000)}`],
      [4, `rudder rule show ${one(soakRules)}`],
      [2, `rudder compliance ${one(soakRules)}`],
      [2, 'rudder compliance'],
      [1, `rudder rules ssh quietly`],
      [1, `rudder rule show nothing like ${chance.below(1_000)}`],
      [2, 'cox whoami'],
      [1, 'cox help'],
    ])
    return chance.pick<() => Promise<void>>([
      [4, () => say(who, one(['ops', 'staging']), `/${line}`)],
      [2, () => say(who, one(['ops', 'staging']), `@coxswain ${line}`)],
      [2, () => say(who, slack.direct(who), line)],
      [2, () => say(who, slack.direct(who), `/${line}`)],
    ])()
  }
  const ask = () => {
    const name = one(soakRules)
    const isOn = town.play.rudder.prod.state.rules.find(({ displayName }) => displayName === name)?.enabled
    const who = one(operators)
    const change = chance.pick([
      [6, `${isOn ? 'disable' : 'enable'} ${name}`],
      [1, `create Made-${deeds}`],
      [1, `delete ${one(oldRules)}`],
    ])
    const line = `/rudder rule ${change} because of reason ${deeds}`
    return say(who, one(['ops', 'ops', 'staging', slack.direct(who)]), line)
  }
  const press = async () => {
    const who = one(everybody)
    const kind = chance.pick([
      [6, 'confirm'],
      [1, 'cancel'],
      [2, 'undo'],
    ])
    const shown = [one(['ops', 'staging']), slack.direct(who)].flatMap((channel) => slack.seen(channel, who))
    const message = shown.findLast((each) => actionOn(each, kind) !== undefined)
    const action = message && actionOn(message, kind)
    if (!message || action === undefined) return ask()
    turn()
    const first = slack.press(who, message, action)
    // Somebody else presses at the same moment, on another replica.
    if (chance.below(3) === 0 && !message.channel.startsWith('D')) {
      turn()
      await slack.press(one(operators), message, action)
    }
    recent.push(await first)
  }
  const again = async () => {
    const delivered = recent[chance.below(Math.max(1, recent.length))]
    if (!delivered) return
    turn()
    await slack.again(delivered)
  }
  const does: Readonly<Record<Deed, () => Promise<void>>> = { read, ask, press, again }
  while (!signal.aborted) {
    const deed = chance.pick<Deed>([
      [5, 'read'],
      [3, 'ask'],
      [4, 'press'],
      [1, 'again'],
    ])
    deeds += 1
    // The message may have lost its button in this very moment.
    const held = does[deed]()
      .catch((error: unknown) => {
        if (!(error instanceof RangeError)) throw error
      })
      .finally(() => inFlight.delete(held))
    inFlight.add(held)
    await setTimeout((1_000 / perSecond) * (0.5 + chance.next()), undefined, { signal }).catch(() => {})
  }
  await Promise.all(inFlight)
  return deeds
}
