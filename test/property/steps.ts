import fc from 'fast-check'
import { faultPoints } from '../../src/world.ts'
import { cast, type Who } from './cast.ts'
import { type MadeName, madeNames, type RuleName, ruleNames } from './stage.ts'
import { type Weather, weathers } from './weather.ts'
import { nameIn, type Wish } from './wishes.ts'

/** What somebody else does in Rudder's own pages. */
export const changes = [
  'flip',
  'enable',
  'disable',
  'reach all',
  'reach few',
  'delete',
  'restore',
  'validation on',
  'validation off',
  'reason mandatory',
  'reason optional',
  'deploy',
  'decline',
] as const
export type Change = (typeof changes)[number]

/** What somebody does; `which` counts proposals from the newest, `on` picks a replica. */
export type Act =
  | { readonly act: 'ask'; who: Who; wish: Wish; because: boolean; on: number }
  | { readonly act: 'confirm' | 'cancel' | 'undo'; who: Who; which: number; on: number }
  | { readonly act: 'sweep'; on: number }
  | { readonly act: 'lock' | 'unlock'; who: Who; on: number }
  | { readonly act: 'outside'; change: Change; rule: RuleName | MadeName }

export type Step =
  | { readonly step: 'alone'; act: Act; weather: Weather }
  /** Several at once: held and let go at the fault points in an order, or all running freely. */
  | { readonly step: 'together'; acts: Act[]; order: number[]; free: boolean; weather: Weather; dies: number | null }
  /** The process dies at that point, or hangs there until `resume`. */
  | { readonly step: 'crash' | 'stall'; act: Act; point: string; weather: Weather }
  | { readonly step: 'resume'; which: number; weather: Weather }
  | { readonly step: 'wait'; seconds: number }
  | { readonly step: 'restart'; on: number }
  | { readonly step: 'demote'; who: Who }

const on = fc.nat(1)
const which = fc.oneof({ weight: 5, arbitrary: fc.constant(0) }, { weight: 2, arbitrary: fc.nat(3) })
const who = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom<Who>('ana', 'marc') },
  { weight: 2, arbitrary: fc.constantFrom(...(Object.keys(cast) as Who[])) },
)
const rule = fc.constantFrom(...ruleNames)
/** Mostly what can be done: Alpha and Beta are on, Gamma is off. */
export const wishes: fc.Arbitrary<Wish> = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.constantFrom<Wish>(
      { wish: 'disable', rule: 'Alpha' },
      { wish: 'disable', rule: 'Beta' },
      { wish: 'enable', rule: 'Gamma' },
    ),
  },
  { weight: 2, arbitrary: fc.record({ wish: fc.constantFrom('enable', 'disable'), rule }) },
  { weight: 5, arbitrary: fc.record({ wish: fc.constantFrom('delete', 'delete', 'create', 'clone', 'group'), rule }) },
)
const because = fc.nat(3).map((n) => n > 0)

const ask: fc.Arbitrary<Act> = fc.record({ act: fc.constant('ask'), who, wish: wishes, because, on })
const confirm: fc.Arbitrary<Act> = fc.record({ act: fc.constant('confirm'), who, which, on })
const other = (...acts: ('cancel' | 'undo')[]) => fc.record({ act: fc.constantFrom(...acts), who, which, on })
const sweep: fc.Arbitrary<Act> = fc.record({ act: fc.constant('sweep'), on })
const lock: fc.Arbitrary<Act> = fc.record({
  act: fc.constantFrom('lock', 'unlock'),
  who: fc.constantFrom<Who>('marc', 'marc', 'marc', 'rita'),
  on,
})
const outside: fc.Arbitrary<Act> = fc.record({
  act: fc.constant('outside'),
  change: fc.oneof(
    { weight: 2, arbitrary: fc.constantFrom<Change>('flip', 'flip', 'reach all', 'deploy') },
    { weight: 3, arbitrary: fc.constantFrom(...changes) },
  ),
  rule: fc.oneof({ weight: 3, arbitrary: rule }, { weight: 1, arbitrary: fc.constantFrom(...madeNames) }),
})

const act = fc.oneof(
  { weight: 6, arbitrary: ask },
  { weight: 10, arbitrary: confirm },
  { weight: 3, arbitrary: other('cancel', 'undo', 'undo') },
  { weight: 3, arbitrary: sweep },
  { weight: 2, arbitrary: lock },
  { weight: 4, arbitrary: outside },
)
const contending = fc.oneof(
  { weight: 5, arbitrary: confirm },
  { weight: 1, arbitrary: other('cancel', 'undo') },
  { weight: 1, arbitrary: sweep },
  { weight: 1, arbitrary: lock },
  { weight: 4, arbitrary: outside },
)
const weather = fc.oneof(
  { weight: 5, arbitrary: fc.constant<Weather>('fine') },
  { weight: 2, arbitrary: fc.constantFrom(...weathers) },
)
const order = fc.array(fc.nat(5), { minLength: 4, maxLength: 24 })
const point = fc.constantFrom('who', ...faultPoints)

const alone = fc.record({ step: fc.constant('alone'), act, weather })
const together = fc.record({
  step: fc.constant('together'),
  acts: fc
    .tuple(confirm, fc.array(contending, { minLength: 1, maxLength: 2 }))
    .map(([first, others]) => [first, ...others]),
  order,
  free: fc.nat(3).map((n) => n === 0),
  weather,
  dies: fc.option(fc.nat(12), { freq: 2 }),
})
const halting = fc.record({ step: fc.constantFrom('crash', 'stall'), act: confirm, point, weather })
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 12, arbitrary: alone },
  { weight: 4, arbitrary: together },
  { weight: 3, arbitrary: halting },
  { weight: 1, arbitrary: fc.record({ step: fc.constant('crash'), act: sweep, point, weather }) },
  { weight: 2, arbitrary: fc.record({ step: fc.constant('resume'), which: fc.nat(2), weather }) },
  {
    weight: 4,
    arbitrary: fc.record({
      step: fc.constant('wait'),
      seconds: fc.constantFrom(1, 20, 61, 80, 91, 118, 125, 14 * 60, 20 * 60, 2 * 60 * 60, 25 * 60 * 60),
    }),
  },
  { weight: 1, arbitrary: fc.record({ step: fc.constant('restart'), on }) },
  { weight: 1, arbitrary: fc.record({ step: fc.constant('demote'), who: fc.constantFrom<Who>('ana', 'marc') }) },
)

/** The same step about this rule, where it is about one. */
const aimed = (one: Step, rule: RuleName | MadeName): Step => {
  const aim = (act: Act): Act => (act.act === 'outside' ? { ...act, rule } : act)
  if (one.step === 'together') return { ...one, acts: one.acts.map(aim) }
  return 'act' in one ? { ...one, act: aim(one.act) } : one
}

const single = (arbitrary: fc.Arbitrary<Step>) => arbitrary.map((one) => [one])
const deciding: fc.Arbitrary<Step[]> = fc.oneof(
  { weight: 5, arbitrary: single(fc.record({ step: fc.constant('alone'), act: confirm, weather })) },
  { weight: 3, arbitrary: single(together) },
  { weight: 1, arbitrary: single(halting) },
  {
    weight: 2,
    arbitrary: fc
      .tuple(halting, fc.oneof(fc.record({ step: fc.constant('alone'), act: outside, weather }), step))
      .map(([halt, meanwhile]): Step[] => [halt, meanwhile, { step: 'resume', which: 0, weather: 'fine' }]),
  },
  // Who hangs is taken for dead, and then goes on.
  {
    weight: 1,
    arbitrary: fc
      .record({ halt: halting, sweep, weather })
      .map(({ halt, sweep, weather }): Step[] => [
        halt,
        { step: 'wait', seconds: 125 },
        { step: 'alone', act: sweep, weather },
        { step: 'resume', which: 0, weather: 'fine' },
      ]),
  },
)

/** Something is asked for, something may happen, and people confirm: what leads to a write more often than chance. */
const scene: fc.Arbitrary<Step[]> = fc
  .record({
    ask,
    between: fc.oneof(
      { weight: 2, arbitrary: fc.constant([]) },
      {
        weight: 1,
        arbitrary: single(fc.record({ step: fc.constant('alone'), act: outside, weather: fc.constant('fine') })),
      },
      { weight: 1, arbitrary: fc.array(step, { maxLength: 2 }) },
    ),
    confirms: fc.array(deciding, { minLength: 1, maxLength: 2 }),
    after: fc.array(step, { maxLength: 1 }),
  })
  .map(({ ask, between, confirms, after }) => [
    { step: 'alone', act: ask, weather: 'fine' },
    ...[...between, ...confirms.flat(), ...after].map((one) =>
      aimed(one, ask.act === 'ask' ? nameIn(ask.wish) : 'Alpha'),
    ),
  ])

/** A terminal asks and counts for nobody, so two must vote: the first may have lost the right when the second does. */
const twoVoters: fc.Arbitrary<Step[]> = fc
  .record({ first: who, second: who, lost: fc.boolean(), on })
  .map(({ first, second, lost, on }): Step[] => [
    {
      step: 'alone',
      act: { act: 'ask', who: 'root', wish: { wish: 'disable', rule: 'Beta' }, because: true, on },
      weather: 'fine',
    },
    { step: 'alone', act: { act: 'confirm', who: first, which: 0, on }, weather: 'fine' },
    ...(lost && first !== 'root' ? [{ step: 'demote', who: first } as const] : []),
    { step: 'alone', act: { act: 'confirm', who: second, which: 0, on }, weather: 'fine' },
  ])

/** Anything, in any order. */
export const interleaving: fc.Arbitrary<Step[]> = fc
  .array(
    fc.oneof(
      { weight: 8, arbitrary: single(step) },
      { weight: 8, arbitrary: scene },
      { weight: 1, arbitrary: twoVoters },
    ),
    { minLength: 2, maxLength: 8, size: 'max' },
  )
  .map((scenes) => scenes.flat())
