import fc from 'fast-check'
import type { SlackFault } from 'local-slack'
import { faultPoints, outboxFaultPoints } from '../../src/world.ts'
import { type MadeName, madeNames, type RuleName, ruleNames } from './stage.ts'
import { type Change, changes, wishes } from './steps.ts'
import { type Weather, weathers } from './weather.ts'
import { nameIn, type Wish } from './wishes.ts'

/** Who is in this Slack: two who may change rules, one who may look. */
export const people = ['ana', 'marc', 'rita'] as const
export type Who = (typeof people)[number]

/** The buttons that decide. */
export const buttons = ['confirm', 'remind', 'cancel', 'undo'] as const

/** What goes wrong in Slack. */
export type Trouble = Pick<SlackFault, 'method' | 'how'> & { readonly ms: number; readonly times: number }

/** What somebody does in Slack; `which` counts messages from the newest, `times` is how often it is delivered. */
export type Deed =
  | { readonly does: 'ask'; who: Who; wish: Wish; because: boolean; times: number }
  | { readonly does: 'look'; who: Who; by: 'command' | 'mention' | 'direct'; times: number }
  | { readonly does: 'press'; who: Who; button: (typeof buttons)[number]; which: number; times: number }
  /** On a screen that is behind, where the button was there once; or on a copy of that message, which is not ours. */
  | { readonly does: 'press old'; who: Who; which: number; copied: boolean; times: number }
  | { readonly does: 'lock' | 'unlock'; who: Who; times: number }

/** `on` picks the bot that Slack delivers to. */
export type Step =
  | { readonly step: 'deeds'; deeds: Deed[]; on: number; weather: Weather; waits: boolean }
  | { readonly step: 'outside'; change: Change; rule: RuleName | MadeName }
  | { readonly step: 'trouble'; trouble: Trouble }
  | { readonly step: 'calm' }
  | { readonly step: 'wait'; seconds: number }
  | { readonly step: 'tick'; on: number }
  | { readonly step: 'restart'; on: number }
  | { readonly step: 'hang'; on: number; point: string }
  | { readonly step: 'resume' }
  | { readonly step: 'kill'; on: number; afterMs: number }

const on = fc.nat(1)
const operator = fc.constantFrom<Who>('ana', 'marc')
const who = fc.oneof({ weight: 6, arbitrary: operator }, { weight: 1, arbitrary: fc.constantFrom(...people) })
const which = fc.oneof({ weight: 5, arbitrary: fc.constant(0) }, { weight: 1, arbitrary: fc.nat(3) })
const times = fc.oneof({ weight: 4, arbitrary: fc.constant(1) }, { weight: 1, arbitrary: fc.constantFrom(2, 3, 10) })
const ask: fc.Arbitrary<Deed> = fc.record({
  does: fc.constant('ask'),
  who: operator,
  wish: wishes,
  because: fc.boolean(),
  times,
})
const look: fc.Arbitrary<Deed> = fc.record({
  does: fc.constant('look'),
  who,
  by: fc.constantFrom('command', 'mention', 'direct'),
  times,
})
const button = fc.oneof(
  { weight: 6, arbitrary: fc.constant<'confirm'>('confirm') },
  { weight: 2, arbitrary: fc.constantFrom(...buttons) },
)
const press: fc.Arbitrary<Deed> = fc.record({ does: fc.constant('press'), who, button, which, times })
const pressOld: fc.Arbitrary<Deed> = fc.record({
  does: fc.constant('press old'),
  who,
  which: fc.nat(5),
  copied: fc.boolean(),
  times,
})
const lock: fc.Arbitrary<Deed> = fc.record({
  does: fc.constantFrom('lock', 'unlock', 'unlock'),
  who: fc.constant('marc'),
  times,
})
const deed = fc.oneof(
  { weight: 3, arbitrary: ask },
  { weight: 1, arbitrary: look },
  { weight: 7, arbitrary: press },
  { weight: 2, arbitrary: pressOld },
  { weight: 1, arbitrary: lock },
)
const weather = fc.oneof(
  { weight: 6, arbitrary: fc.constant<Weather>('fine') },
  { weight: 2, arbitrary: fc.constantFrom(...weathers) },
)
const deeds = (deed: fc.Arbitrary<Deed>, most: number): fc.Arbitrary<Step> =>
  fc.record({
    step: fc.constant('deeds'),
    deeds: fc.array(deed, { minLength: 1, maxLength: most }),
    on,
    weather,
    waits: fc.nat(3).map((n) => n > 0),
  })

// How long Slack takes is below what the bot waits for; what lands by itself does so within half a minute.
const trouble: fc.Arbitrary<Step> = fc
  .record({
    method: fc.constantFrom('chat.postMessage', 'chat.update', 'chat.update', 'chat.update', 'response', 'users.info'),
    how: fc.constantFrom<Trouble['how'][]>('limited', 'lost', 'dropped', 'down', 'error', 'slow', 'late', 'stray'),
    ms: fc.constantFrom(300, 2_000, 8_000, 24_000),
    times: fc.constantFrom(1, 1, 2, 5),
  })
  .map(({ ms, ...rest }) => ({
    step: 'trouble',
    trouble: { ...rest, ms: rest.how === 'stray' ? ms : Math.min(ms, 8_000) },
  }))
const elsewhere = fc.constantFrom<Change>('flip', 'reach all', 'reach few', 'deploy', ...changes)
const outside: fc.Arbitrary<Step> = fc.record({
  step: fc.constant('outside'),
  change: elsewhere,
  rule: fc.constantFrom(...ruleNames, ...madeNames),
})
const point = fc.constantFrom(...outboxFaultPoints, ...outboxFaultPoints, ...faultPoints)
const other: fc.Arbitrary<Step> = fc.oneof(
  { weight: 4, arbitrary: deeds(deed, 3) },
  { weight: 4, arbitrary: trouble },
  { weight: 2, arbitrary: outside },
  { weight: 1, arbitrary: fc.constant<Step>({ step: 'calm' }) },
  {
    weight: 2,
    arbitrary: fc.record({ step: fc.constant('wait'), seconds: fc.constantFrom(1, 8, 25, 40, 130, 16 * 60, 7_300) }),
  },
  { weight: 2, arbitrary: fc.record({ step: fc.constant('tick'), on }) },
  { weight: 1, arbitrary: fc.record({ step: fc.constant('restart'), on }) },
  { weight: 1, arbitrary: fc.record({ step: fc.constant('hang'), on, point }) },
  { weight: 1, arbitrary: fc.constant<Step>({ step: 'resume' }) },
)

const some = (most: number) => fc.array(other, { maxLength: most, size: 'max' })
const maybe = fc.oneof({ weight: 1, arbitrary: fc.constant([]) }, { weight: 2, arbitrary: trouble.map((one) => [one]) })

/** What somebody else changes is what was asked about. */
const aimed = (first: Step, one: Step): Step => {
  const [deed] = first.step === 'deeds' ? first.deeds : []
  return one.step === 'outside' && deed?.does === 'ask' ? { ...one, rule: nameIn(deed.wish) } : one
}

/** Somebody asks, something happens, people press: what leads to a write more often than chance. */
const scene: fc.Arbitrary<Step[]> = fc
  .tuple(maybe, deeds(ask, 2), some(2), maybe, deeds(press, 3), some(3))
  .map(([before, first, between, during, pressed, after]) => [
    ...before,
    { ...first, weather: 'fine' } as Step,
    ...[...between, ...during, pressed, ...after].map((one) => aimed(first, one)),
  ])

/** What people do in Slack, and what happens to it. */
export const steps: fc.Arbitrary<Step[]> = fc
  .array(scene, { minLength: 1, maxLength: 2, size: 'max' })
  .map((scenes) => scenes.flat())

const edits: fc.Arbitrary<Step> = trouble.map((one) =>
  one.step === 'trouble' ? { step: 'trouble', trouble: { ...one.trouble, method: 'chat.update', times: 1 } } : one,
)
const one = (deed: Deed, on: number, waits: boolean): Step => ({
  step: 'deeds',
  deeds: [deed],
  on,
  weather: 'fine',
  waits,
})
const change = (deed: fc.Arbitrary<Deed>) =>
  fc.tuple(deed, on, fc.boolean()).map(([deed, on, waits]) => one(deed, on, waits))
const pause: fc.Arbitrary<Step> = fc.oneof(
  fc.record({ step: fc.constant('wait'), seconds: fc.constantFrom(1, 8, 25, 31, 40) }),
  fc.record({ step: fc.constant('hang'), on, point: fc.constantFrom('edit:before', 'edit:sent') }),
  fc.constant<Step>({ step: 'resume' }),
)

/** One proposal whose message changes often, each edit with a fate of its own. */
export const lateEdits: fc.Arbitrary<Step[]> = fc
  .tuple(
    ask,
    fc.array(edits, { minLength: 2, maxLength: 6, size: 'max' }),
    fc.array(fc.oneof({ weight: 2, arbitrary: change(lock) }, { weight: 1, arbitrary: pause }), {
      maxLength: 5,
      size: 'max',
    }),
    fc.array(fc.oneof({ weight: 2, arbitrary: change(press) }, { weight: 1, arbitrary: pause }), {
      minLength: 1,
      maxLength: 4,
      size: 'max',
    }),
  )
  .map(([deed, fates, changes, presses]) => [
    one({ ...deed, times: 1 } as Deed, 0, true),
    ...fates,
    ...changes,
    one({ does: 'unlock', who: 'marc', times: 1 }, 0, true),
    ...presses,
  ])

const afterMs = fc.constantFrom(0, 2, 5, 15, 40, 120)
// Half of the kills come anywhere, half where a write or a message is on its way.
const within = fc.oneof(fc.constant(undefined), fc.constantFrom(...faultPoints), point)

/** What is asked or pressed goes to one bot, which is killed while it works on it. */
const fatal = (first: fc.Arbitrary<Step>): fc.Arbitrary<Step[]> =>
  fc
    .record({ first, on, afterMs, within })
    .map(({ first, on, afterMs, within }) => [
      ...(within === undefined ? [] : [{ step: 'hang' as const, on, point: within }]),
      ...(first.step === 'deeds' ? [{ ...first, on, waits: false, weather: 'fine' as const }] : [first]),
      { step: 'kill', on, afterMs },
    ])

/** The same as `steps`, where bots are killed while they work on what was asked and pressed. */
export const kills: fc.Arbitrary<Step[]> = fc
  .tuple(
    deeds(ask, 2),
    fc.oneof(fc.constant<Step[]>([]), fatal(deeds(ask, 1))),
    some(1),
    maybe,
    fatal(deeds(press, 2)),
    some(2),
    deeds(press, 2),
  )
  .map(([asked, early, between, during, late, after, again]) => [
    { ...asked, weather: 'fine', waits: true } as Step,
    ...[...early, ...between, ...during, ...late, ...after, again].map((one) => aimed(asked, one)),
  ])
