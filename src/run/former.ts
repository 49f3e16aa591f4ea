import type { Json } from '../command/define.ts'
import type { ProposalTable } from '../store/schema.ts'
import { capital, type Wording } from './wording.ts'

/** How the version before words a proposal: its verbs as a sentence begins. */
export interface FormerWords {
  readonly ask: string
  readonly done: string
  readonly button?: string
}

/** The words as the version before reads them, which shows what this one has asked until it is replaced. */
export const formerWords = ({ ask, done, button }: Wording): FormerWords => ({
  ask: capital(ask),
  done: capital(done),
  ...(button !== undefined && { button }),
})

/** The words of a proposal that the version before has asked; it knew one system, and called a part of a state by its id. */
export const wordingOfFormer = (
  { ask, done, button }: FormerWords,
  { before, after }: Pick<ProposalTable, 'before' | 'after'>,
): Wording => ({
  ask: small(ask),
  done: small(done),
  press: ask.split(':')[0] ?? ask,
  ...(button !== undefined && { button }),
  ...(/^disable\b/i.test(ask) && { danger: true as const }),
  unit: { one: 'node', many: 'nodes', preposition: 'on' },
  changeProcess: 'change request',
  labels: Object.fromEntries([before, after].flatMap(partsOf).map((part) => [part, capital(part)])),
})

const small = (text: string): string => text.charAt(0).toLowerCase() + text.slice(1)

const partsOf = (state: string): readonly string[] => Object.keys((JSON.parse(state) as Json) ?? {})
