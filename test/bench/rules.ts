import type { Town } from './town.ts'

/** Names of rules that a bench changes: `Bench 000`. */
export const ruleNames = (many: number) => Array.from({ length: many }, (_, n) => `Bench ${String(n).padStart(3, '0')}`)

/** Rules to be changed, in a fleet that should be so small that Rudder is no part of the figure. */
export const addRules = ({ play }: Town, many: number): void => {
  const [sample] = play.rudder.prod.state.rules
  if (!sample) throw new Error('Rudder has no rules')
  for (const displayName of ruleNames(many)) {
    const id = `bench-${displayName.slice(-3)}-0000-0000-0000-000000000000`
    play.rudder.prod.state.rules.push({ ...structuredClone(sample), id, displayName, targets: ['special:all'] })
  }
}
