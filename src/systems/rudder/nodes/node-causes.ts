import { SystemError } from '../../../errors.ts'
import { failingStates, line } from '../compliance/causes.ts'
import { type ComplianceState, spokenState, worst } from '../compliance/states.ts'
import type { CompliancePart, Component } from '../shapes/index.ts'

interface NodeRules {
  readonly rules?: readonly (CompliancePart & { readonly directives?: readonly Directive[] | undefined })[] | undefined
}
interface Directive extends CompliancePart {
  readonly components?: readonly Component[] | undefined
}
interface NodeApi<T> {
  nodeCompliance(input: { nodeId: string; query: { level: 2 | 5 } }): Promise<T>
}

/** The compliance of a node down to its messages, or only by rule if that is too large to be read whole. */
export const readNode = async <T>(api: NodeApi<T>, nodeId: string): Promise<T> => {
  try {
    return await api.nodeCompliance({ nodeId, query: { level: 5 } })
  } catch (error) {
    if (error instanceof SystemError && error.kind === 'too-large')
      return await api.nodeCompliance({ nodeId, query: { level: 2 } })
    throw error
  }
}

interface Why {
  /** `SSH hardening › SSH settings › SSH service` */
  readonly name: string
  /** `in error: Unit sshd.service failed to restart` */
  readonly text: string
}

/** Why a node fails: each failing component, where it is, and the agent's message; errors first. */
export const whyFailing = ({ rules = [] }: NodeRules): readonly Why[] =>
  rules
    .flatMap((rule) =>
      // An overridden directive is checked in another rule.
      (rule.directives ?? [])
        .filter(({ skippedDetails }) => skippedDetails === undefined)
        .flatMap((directive) =>
          (directive.components ?? []).flatMap((component) => failuresOf(component, [rule.name, directive.name])),
        ),
    )
    .sort((a, b) => rank(a.state) - rank(b.state))
    .map(({ path, state, said }) => ({
      // A directive often has one component of its own name.
      name: path.filter((name, at) => name !== path[at - 1]).join(' › '),
      text: `${spokenState(state)}${said ? `: ${said}` : ''}`,
    }))

const rank = (state: ComplianceState) => (failingStates as readonly ComplianceState[]).indexOf(state)

interface Failure {
  readonly path: readonly string[]
  readonly state: ComplianceState
  readonly said: string | undefined
}

const failuresOf = (component: Component, within: readonly string[]): readonly Failure[] => {
  const path = [...within, component.name]
  if (component.components) return component.components.flatMap((inner) => failuresOf(inner, path))
  const state = worst(component)
  if (rank(state) < 0) return []
  const reports = (component.values ?? []).flatMap((value) => value.reports)
  const report = reports.find(({ status }) => worst({ complianceDetails: { [status]: 100 } }) === state)
  return [{ path, state, said: line(report?.message) }]
}
