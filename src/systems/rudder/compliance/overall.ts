import { figureOf, statesOf } from './states.ts'

/** The compliance of everything, as Rudder gives it. */
interface Overall {
  readonly compliance: number
  readonly complianceDetails?: Readonly<Record<string, number>> | undefined
}

/** Rudder's figure for everything, or null if nothing has been checked: it gives -1 or 0 for that. */
export const overallFigure = ({ compliance, complianceDetails = {} }: Overall): number | null =>
  compliance < 0 ? null : figureOf({ compliance, complianceDetails })

/** Why nothing has been checked, as it appears after “yet:”. */
export const uncheckedBecause = ({ compliance, complianceDetails = {} }: Overall): string => {
  if (compliance < 0) return 'there are no rules, or no reports'
  const states = statesOf({ complianceDetails })
  const isPending = states.has('pending')
  if (states.has('not reporting'))
    return isPending ? 'reports are switched off, and other nodes have not run yet' : 'reports are switched off'
  return isPending ? 'the nodes have not run with their newest policies' : 'no rule of yours is checked on any node'
}
