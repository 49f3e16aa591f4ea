import type { Json } from '../command/define.ts'
import type { ProposalTable } from '../store/schema.ts'
import { capital, type Wording } from './wording.ts'

/** How the previous version words a proposal: its verbs with a capital letter. */
export interface FormerWords {
  readonly ask: string
  readonly done: string
  readonly button?: string
}

/** The words as the previous version reads them, because it shows this version's proposals until it is replaced. */
export const formerWords = ({ ask, done, button }: Wording): FormerWords => ({
  ask: capital(ask),
  done: capital(done),
  ...(button !== undefined && { button }),
})

/** The words of a proposal of the previous version, which knew one system and named the parts of a state by their ids. */
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
