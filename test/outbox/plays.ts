import fc from 'fast-check'
import { type OutboxFaultPoint, outboxFaultPoints } from '../../src/world.ts'

/** What becomes of one call: when it is answered, what with, and when it lands (perhaps twice, perhaps never). */
export type Fate =
  | { readonly how: 'ok' | 'unsent' | 'internal_error'; readonly after: number }
  | { readonly how: 'limited'; readonly after: number; readonly waitMs: number }
  | { readonly how: 'unsure'; readonly after: number; readonly lands: readonly number[] }

export type Step =
  | { readonly does: 'say' | 'prove'; readonly post: number }
  | { readonly does: 'change'; readonly proposal: number }
  | { readonly does: 'deliver'; readonly replica: number }
  | { readonly does: 'wait'; readonly ms: number }
  | { readonly does: 'stop'; readonly replica: number; readonly point: OutboxFaultPoint }
  | { readonly does: 'kill' | 'resume'; readonly replica: number }

export interface Play {
  readonly skews: readonly [number, number]
  /** Of the calls that post, and of those that edit, in the order in which they are made. */
  readonly posts: readonly Fate[]
  readonly edits: readonly Fate[]
  /** How long it takes to word a proposal, each time. */
  readonly words: readonly number[]
  readonly steps: readonly Step[]
}

const after = fc.constantFrom(0, 0, 300, 2_000, 9_000)
/** Longer than a hold: the process slept just before the bytes left. */
export const asleep = 45_000
/** Fates of which so many go well for each other one. */
const fate = (well: number, longest: number): fc.Arbitrary<Fate> =>
  fc.oneof(
    { weight: well, arbitrary: fc.record({ how: fc.constant('ok' as const), after }) },
    { weight: 1, arbitrary: fc.record({ how: fc.constant('ok' as const), after: fc.constant(longest) }) },
    { weight: 1, arbitrary: fc.record({ how: fc.constantFrom('unsent' as const, 'internal_error' as const), after }) },
    {
      weight: 1,
      arbitrary: fc.record({ how: fc.constant('limited' as const), after, waitMs: fc.constantFrom(1_000, 20_000) }),
    },
    {
      weight: 3,
      arbitrary: fc.record({
        how: fc.constant('unsure' as const),
        after,
        lands: fc.array(fc.constantFrom(0, 1_000, 8_000, 15_000, 24_000), { maxLength: 2 }),
      }),
    },
  )
const post = fc.nat(4)
const replica = fc.nat(1)
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 4, arbitrary: fc.record({ does: fc.constant('say' as const), post }) },
  { weight: 1, arbitrary: fc.record({ does: fc.constant('prove' as const), post }) },
  { weight: 3, arbitrary: fc.record({ does: fc.constant('change' as const), proposal: fc.nat(1) }) },
  { weight: 6, arbitrary: fc.record({ does: fc.constant('deliver' as const), replica }) },
  {
    weight: 5,
    arbitrary: fc.record({
      does: fc.constant('wait' as const),
      ms: fc.constantFrom(100, 1_000, 5_000, 12_000, 31_000),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ does: fc.constant('stop' as const), replica, point: fc.constantFrom(...outboxFaultPoints) }),
  },
  { weight: 1, arbitrary: fc.record({ does: fc.constantFrom('kill' as const, 'resume' as const), replica }) },
)

/** Anything that may happen to five posts in three conversations, served by two replicas. */
export const plays: fc.Arbitrary<Play> = fc.record({
  skews: fc.tuple(fc.integer({ min: -3_000, max: 3_000 }), fc.integer({ min: -3_000, max: 3_000 })),
  posts: fc.array(fate(15, 9_000), { maxLength: 10, size: 'max' }),
  edits: fc.array(fate(4, asleep), { maxLength: 20, size: 'max' }),
  words: fc.array(fc.constantFrom(0, 0, 500, 7_000), { maxLength: 20, size: 'max' }),
  steps: fc.array(step, { minLength: 8, maxLength: 40, size: 'max' }),
})
