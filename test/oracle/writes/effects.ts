import { many } from './named.ts'
import type { Truth } from './truth.ts'
import type { Difference } from './work.ts'

/** What a sentence claims: whether it is true, by the truth and what the sentence names. */
export interface Claim {
  readonly says: RegExp
  isTrue(truth: Truth, ...named: string[]): boolean
}

const all = ({ enforce, audit }: Difference): number => enforce + audit

/** Whether the nodes of one kind are all that differ. */
const only = (kind: keyof Difference, difference: Difference): boolean =>
  difference[kind] > 0 && all(difference) === difference[kind]

/** Whether it is so on all nodes that take policies; of a token that doesn't see all, on those that differ. */
const everywhere = (n: number, { limit, about, idle }: Truth): boolean =>
  limit !== undefined || n === about.length - idle
const be = (text: string | undefined, n: number): boolean => text === many(n)

/** Sentences of what nodes do, as they stand after when they do it. */
export const effects: readonly Claim[] = [
  {
    says: /^the nodes stop checking and repairing it\. What is set on them stays\.$/,
    isTrue: ({ changes: { lost } }) => only('enforce', lost),
  },
  {
    says: /^the nodes stop checking it\. It was only audited, so nothing on them changes\.$/,
    isTrue: ({ changes: { lost } }) => only('audit', lost),
  },
  {
    says: /^the nodes stop checking it, and ([\d,]+) of them (stops?) repairing it\. What is set on them stays\.$/,
    isTrue: ({ changes: { lost } }, n, verb) =>
      be(n, lost.enforce) && lost.enforce > 0 && lost.audit > 0 && verb === (n === '1' ? 'stops' : 'stop'),
  },
  {
    says: /^(?:the|the new) nodes are checked and changed to be as the (?:rule|directive) says\.$/,
    isTrue: ({ changes: { won } }) => only('enforce', won),
  },
  {
    says: /^(?:the|the new) nodes are only checked \(audit\): nothing on them is changed\.$/,
    isTrue: ({ changes: { won } }) => only('audit', won),
  },
  {
    says: /^([\d,]+) (nodes are|node is) checked and changed to be as the (?:rule|directive) says; ([\d,]+) (nodes are|node is) only checked \(audit\): nothing on them is changed\.$/,
    isTrue: ({ changes: { won } }, n, are, m, also) =>
      be(n, won.enforce) &&
      be(m, won.audit) &&
      (n === '1') === (are === 'node is') &&
      (m === '1') === (also === 'node is'),
  },
  {
    says: /^the nodes are only checked for it, and nothing on them is repaired\. What is set on them stays\.$/,
    isTrue: (truth) =>
      truth.limit !== undefined ||
      (only('audit', truth.changes.turned) && everywhere(truth.changes.turned.audit, truth)),
  },
  {
    says: /^([\d,]+) (?:nodes are|node is) only checked for it, and nothing on (?:them|it) is repaired\. What is set on (?:them|it) stays\.$/,
    isTrue: ({ changes: { turned } }, n) => only('audit', turned) && be(n, turned.audit),
  },
  {
    says: /^the nodes are changed to be as it says, where they are not\.$/,
    isTrue: (truth) => only('enforce', truth.changes.turned) && everywhere(truth.changes.turned.enforce, truth),
  },
  {
    says: /^([\d,]+) (?:nodes are|node is) changed to be as it says, where (?:they are|it is) not\.$/,
    isTrue: ({ changes: { turned } }, n) => only('enforce', turned) && be(n, turned.enforce),
  },
  // To a token that doesn't see all nodes.
  {
    says: /^the nodes stop checking it and, unless their mode is audit, repairing it\. What is set on them stays\.$/,
    isTrue: ({ limit }) => limit !== undefined,
  },
  {
    says: /^the nodes are changed to be as it says, where they are not and unless their mode is audit\.$/,
    isTrue: ({ limit }) => limit !== undefined,
  },
  {
    says: /^(?:the|the new) nodes are checked and, unless their mode is audit, changed\.$/,
    isTrue: ({ limit }) => limit !== undefined,
  },
]

/** What Rudder tells nobody beforehand: that the technique of a directive is off too, if a rule with it is applied in part. */
export const isUntold = ({ write, before }: Truth): boolean => {
  const directive = before.directives.find(({ displayName }) => displayName === write.directive)
  return (
    write.command === 'directive enable' &&
    before.techniques.some(({ id, enabled }) => id === directive?.techniqueName && enabled === false)
  )
}

/** Whether nothing changes on any node. */
export const isNothing = ({ changes: { lost, won, turned } }: Truth): boolean =>
  all(lost) + all(won) + all(turned) === 0

/** How many nodes start, stop or turn. */
export const anything = ({ changes: { lost, won, turned } }: Truth): number => all(lost) + all(won) + all(turned)

/** When nodes take a change up, as it is said before what they do. */
export const whenTaken = ({ before: { settings } }: Truth): string => {
  const run = `at their next run (every ${settings.run_frequency} min), `
  if (settings.rudder_generation_policy === 'all') return `After new policies are generated, ${run}`
  const who =
    settings.rudder_generation_policy === 'none'
      ? 'someone switches policy generation on in Rudder and starts it'
      : 'someone starts policy generation in Rudder: it is set to manual'
  return `Nothing changes on any node until ${who}. Then, ${run}`
}
