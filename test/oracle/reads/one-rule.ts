import type { Rule } from '../truth/raw.ts'
import { modeOf, statusOf } from '../truth/rules.ts'
import type { Scope, Truth } from '../truth/truth.ts'
import type { Reading } from './answer.ts'
import { causesIn, tellsCauses } from './failing.ts'
import { tellsFields } from './overall.ts'
import { inState, tellsFigure, tellsInterval, tellsTally, tellsUnseen } from './phrases.ts'

const badStates = ['error', 'silent', 'non-compliant'] as const

const scopeOf = (truth: Truth, { id }: Rule): Scope => truth.of((check) => check.rule.id === id)

/** What is switched off is said to be checked still if it is, and on how many nodes. */
export const tellsStill = (reading: Reading, isOff: boolean, nodes: number): void => {
  const isStill = isOff && nodes > 0
  reading.says('lead', /but (\d+) nodes? still checks? it/, isStill ? [nodes] : undefined)
}

/** A warning is there if an enabled rule is not applied as a whole. */
const tellsWarning = (reading: Reading, truth: Truth, rule: Rule): void => {
  const nodes = scopeOf(truth, rule).nodes.size
  tellsStill(reading, !rule.enabled, nodes)
  const status = statusOf(truth.state, truth.nodes, rule)
  const isHalf = rule.enabled && status !== 'In application'
  const isEmpty = rule.enabled && rule.directives.length === 0
  reading.says('lead', /(enabled is not applied)/, isHalf || isEmpty ? ['enabled is not applied'] : undefined)
  if (isHalf) reading.says('lead', /Rudder says: ((?:Not|Partially) applied)/, [status])
}

/** The figure of a headline, on how many nodes, and which of these it says nothing of. */
export const tellsFigureOn = (reading: Reading, scope: Scope): void => {
  tellsFigure((...said) => reading.says('title', ...said), scope, false)
  reading.says('title', /on (\d+) nodes?/, [scope.nodes.size])
  tellsUnseen(reading, scope.tally, scope.figure === null ? ['not reporting'] : [])
}

/** Whether a part of a rule is told as it is: its figure, or which rule overrides it. */
const tellsPart = (reading: Reading, where: string, name: string, truth: Truth, rule: Rule): void => {
  const its = truth.checks.filter((check) => check.rule.id === rule.id && check.directive.displayName === name)
  const by = its.find((check) => check.by)?.by?.displayName
  reading.saysOf(where, name, /overridden by rule (.+); not counted/, by === undefined ? undefined : [by])
  const isNone = its.length === 0
  if (where === 'list Directives')
    reading.saysOf(where, name, /(checked on no node)/, isNone ? ['checked on no node'] : undefined)
  if (by !== undefined || isNone) return
  const scope = truth.of((check) => check.rule.id === rule.id && check.directive.displayName === name)
  tellsFigure((...said) => reading.saysOf(where, name, ...said), scope)
}

/** “rudder compliance <rule>” */
export const ruleCompliance = (reading: Reading, truth: Truth, rule: Rule): void => {
  const scope = scopeOf(truth, rule)
  const { tally, nodes } = scope
  if (nodes.size === 0) {
    const unknown = { compliance: null, failing: null, errors: null, silent: null, pending: null, nodes: 0 }
    reading.facts(unknown)
    reading.says('title', /(is disabled)/, rule.enabled ? undefined : ['is disabled'])
    reading.says('title', /(no node is checked for it)/, ['no node is checked for it'])
    if (rule.enabled) tellsWarning(reading, truth, rule)
  } else {
    const failing = tally.error + tally['non-compliant']
    const { error: errors, silent, pending } = tally
    reading.facts({ compliance: scope.figure, failing, errors, silent, pending, nodes: nodes.size })
    tellsFigureOn(reading, scope)
    tellsWarning(reading, truth, rule)
    tellsFields(reading, tally, nodes.size)
    tellsInterval(reading, truth)
  }
  const where = 'list Nodes to look at first'
  reading.total(
    where,
    badStates.reduce((sum, state) => sum + tally[state], 0),
  )
  for (const name of reading.names(where)) {
    const [, state] = [...nodes].find(([{ hostname }]) => hostname === name) ?? []
    const due = state === 'error' ? 'in error' : (state ?? 'not there')
    reading.saysOf(where, name, /^(in error|silent|non-compliant)$/, [due])
  }
  for (const name of reading.names('list Its directives')) tellsPart(reading, 'list Its directives', name, truth, rule)
}

/** “rudder failing <rule>” */
export const ruleFailing = (reading: Reading, truth: Truth, rule: Rule): void => {
  const scope = scopeOf(truth, rule)
  const { tally, nodes } = scope
  if (nodes.size === 0) {
    reading.facts({ failing: null, errors: null, audit: null, nodes: 0, causes: null })
    reading.says('title', /(no node is checked for it)/, ['no node is checked for it'])
    return
  }
  const [errors, audit] = [tally.error, tally['non-compliant']]
  const failing = errors + audit
  const causes = causesIn(truth, rule.id)
  reading.facts({ failing, errors, audit, nodes: nodes.size, causes: causes.length })
  reading.says('title', /fails on (\d+) of (\d+) node/, failing > 0 ? [failing, nodes.size] : undefined)
  reading.says('title', /fails on none of its (\d+) node/, failing > 0 ? undefined : [nodes.size])
  tellsUnseen(reading, tally)
  tellsWarning(reading, truth, rule)
  tellsTally((...said) => reading.says('field All its nodes', ...said), tally)
  tellsCauses(reading, causes, true)
  const hosts = inState(scope, 'error', 'non-compliant')
  reading.total('table', hosts.length)
  for (const name of reading.names('table')) {
    const [, state] = [...nodes].find(([{ hostname }]) => hostname === name) ?? []
    reading.saysOf('table', name, /^(in error|non-compliant)/, [
      state === 'error' ? 'in error' : (state ?? 'not there'),
    ])
  }
  tellsInterval(reading, truth)
}

/** “rudder rule <rule>” */
export const ruleShow = (reading: Reading, truth: Truth, rule: Rule): void => {
  const { state } = truth
  const scope = scopeOf(truth, rule)
  const nodes = scope.nodes.size
  reading.facts({ compliance: nodes === 0 ? null : scope.figure, nodes })
  const status = statusOf(state, truth.nodes, rule)
  const mode = modeOf(state, truth.nodes, rule)
  const isHalf = rule.enabled && status !== 'In application'
  reading.says('title', /is (enabled|disabled)/, [rule.enabled ? 'enabled' : 'disabled'])
  reading.says('title', /but ((?:not|partially) applied)/, isHalf ? [status.toLowerCase()] : undefined)
  reading.says('title', /(audit only)/, mode === 'audit' ? ['audit only'] : undefined)
  tellsWarning(reading, truth, rule)
  reading.says('field Status', /^(In application|Not applied|Partially applied|Disabled)/, [status])
  if (nodes > 0) {
    tellsFigure((...said) => reading.says('field Compliance', ...said), scope)
    reading.says('field Nodes', /^(\d+):/, [nodes])
    tellsTally((...said) => reading.says('field Nodes', ...said), scope.tally)
  } else reading.says('field Compliance', /(no node is checked)/, ['no node is checked'])
  reading.says('field Mode', /^(\w+)$/, [mode])
  const where = 'list Directives'
  reading.total(where, rule.directives.length)
  const others = state.rules.filter(({ enabled, id }) => enabled && id !== rule.id)
  for (const [at, name] of reading.names(where).entries()) {
    const id = rule.directives[at] ?? ''
    const due = state.directives.find((one) => one.id === id)?.displayName ?? id
    if (name !== due) reading.wrong(`${where}: ${name}, should be ${due}`)
    const also = others.filter(({ directives }) => directives.includes(id)).length
    reading.saysOf(where, name, /also in (\d+) other enabled rules?/, also > 0 ? [also] : undefined)
    tellsPart(reading, where, name, truth, rule)
  }
  tellsInterval(reading, truth)
}
