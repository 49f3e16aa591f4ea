import { type Cause, failingStates } from '../compliance/causes.ts'
import { type ComplianceState, statesOf } from '../compliance/states.ts'
import { hostWords } from '../nodes/hosts.ts'
import { ifThere } from '../reads/if-there.ts'
import type { CompliancePart } from '../shapes/index.ts'
import { type FailureReason, reasonsOf } from './closely.ts'

const count = (n: number) => n.toLocaleString('en-US')

/** `in error`: how a failing node is. */
export const failingWords: Readonly<Partial<Record<ComplianceState, string>>> = {
  error: 'in error',
  'non-compliant': 'non-compliant (audit)',
}

/** Errors before audit failures. */
export const failingOrder = (part: CompliancePart): number =>
  failingStates.findIndex((state) => statesOf(part).has(state))

/** The rules that fail somewhere, worst first. */
export const failingRules = (rules: readonly CompliancePart[]): readonly CompliancePart[] =>
  rules
    .filter((rule) => failingOrder(rule) >= 0)
    .sort((a, b) => failingOrder(a) - failingOrder(b) || a.compliance - b.compliance)

/** Why these rules fail: errors before audit failures, those of the most nodes first. */
export const reasonsIn = async (
  api: Parameters<typeof reasonsOf>[0],
  rules: readonly CompliancePart[],
): Promise<readonly FailureReason[]> => {
  const found = await Promise.all(rules.map((rule) => ifThere(reasonsOf(api, rule))))
  return found
    .flatMap((reasons = []) => reasons)
    .sort(
      (a, b) =>
        Number(a.cause?.state === 'non-compliant') - Number(b.cause?.state === 'non-compliant') ||
        b.failing - a.failing,
    )
}

/** `SSH hardening › SSH service`: where a cause is. */
export const causeName = ({ directive, component }: Cause, rule?: string): string =>
  [rule, component === directive ? undefined : directive, component].filter(Boolean).join(' › ')

/** `: Unit sshd.service failed to restart (and 2 other messages)`: what nodes say about it, if they say anything. */
export const saidWords = ({ said, others }: Cause): string =>
  (said ? `: ${said}` : '') +
  (others > 0 ? ` (and ${count(others)} other ${others === 1 ? 'message' : 'messages'})` : '')

/** `SSH service: 17 nodes in error: Unit sshd.service failed to restart · jump-01, …` */
export const causeItem = (cause: Cause, rule?: string) => ({
  name: causeName(cause, rule),
  text: `${count(cause.nodes.length)} ${cause.nodes.length === 1 ? 'node' : 'nodes'} ${failingWords[cause.state]}${saidWords(cause)} · ${hostWords(cause.nodes)}`,
})
