import { quoted } from '../../../quoted.ts'
import { type ComplianceState, figureAlone, figureOf, percent } from '../compliance/states.ts'

type Counts = Readonly<Record<ComplianceState, number>>

/** The words for nodes whose compliance isn't known: for one, and for several. */
const said = [
  ['silent', 'is silent', 'are silent'],
  ['pending', 'is pending', 'are pending'],
  ['not reporting', 'has reports switched off', 'have reports switched off'],
  ['ignored', 'is ignored', 'are ignored'],
  ['no checks', 'has no checks', 'have no checks'],
] as const satisfies readonly (readonly [ComplianceState, string, string])[]

/**
 * What a headline must not leave out: `46 are silent and 12 are pending (rule “SSH hardening”)`; empty if all nodes are
 * known. The rule is named if only one is pending; `noun` follows the first number.
 */
const unseen = (
  counts: Counts,
  { waiting = [], noun }: { readonly waiting?: readonly { readonly name: string }[]; readonly noun?: true } = {},
): string => {
  const parts = said
    .filter(([state]) => counts[state] > 0)
    .map(([state, one, many], at) => {
      const nodes = counts[state]
      const what = noun && at === 0 ? ` ${nodes === 1 ? 'node' : 'nodes'}` : ''
      const [rule, ...others] = state === 'pending' ? waiting : []
      const where = rule && others.length === 0 ? ` (rule ${quoted(rule.name)})` : ''
      return `${nodes.toLocaleString('en-US')}${what} ${nodes === 1 ? one : many}${where}`
    })
  const last = parts.pop() ?? ''
  return parts.length === 0 ? last : `${parts.join(', ')} and ${last}`
}

/** The same after a statement about the other nodes: `; 46 are silent`. */
export const alsoUnseen = (...of: Parameters<typeof unseen>): string => after('; ', unseen(...of))

/** `100% compliant on 41 nodes; 12 are pending`: the figure of a rule or directive, and which nodes it does not cover. */
export const figureOn = (whole: Parameters<typeof figureAlone>[0], counts: Counts): string => {
  const nodes = Object.values(counts).reduce((sum, one) => sum + one, 0)
  // If reports are disabled, the figure already says so.
  const rest = figureOf(whole) === null ? { ...counts, 'not reporting': 0 } : counts
  return `${figureAlone(whole)} on ${nodes.toLocaleString('en-US')} ${nodes === 1 ? 'node' : 'nodes'}${alsoUnseen(rest)}`
}

/** The same after a statement that sounds like all is well: `, but 46 are silent`. */
export const butUnseen = (...of: Parameters<typeof unseen>): string => after(', but ', unseen(...of))

const after = (join: string, text: string): string => (text === '' ? '' : join + text)

/** Which rules wait for nodes to run with their newest policies, the one with the most checks that wait first. */
export const waitingList = (rules: readonly Waiting[], most: number) => ({
  title: 'Rules that wait for nodes',
  items: [...rules]
    .sort((a, b) => waits(b) - waits(a))
    .slice(0, most)
    .map((rule) => ({ name: rule.name, text: `${percent(waits(rule))} of its checks pending` })),
  total: rules.length,
})

interface Waiting {
  readonly name: string
  readonly complianceDetails: Readonly<Record<string, number>>
}

const waits = ({ complianceDetails }: Waiting): number => complianceDetails.applying ?? 0
