import { overallIn } from '../truth/figures.ts'
import { modeOf } from '../truth/rules.ts'
import { stateOf } from '../truth/states.ts'
import type { Scope, Truth } from '../truth/truth.ts'
import type { Reading } from './answer.ts'
import { inState, tellsInterval, tellsMostly, tellsUnseen } from './phrases.ts'
import { type RuleIn, rulesOf, tellsWaiting } from './rules-in.ts'

/** How the states are called where each is a field. */
export const labels = {
  error: 'In error',
  silent: 'Silent (no report)',
  'non-compliant': 'Non-compliant (audit)',
  pending: 'Pending',
  'not reporting': 'Reports switched off',
  compliant: 'Fully compliant',
  'no checks': 'Without any check',
  ignored: 'Ignored by Rudder',
} as const

const bad = (tally: Scope['tally']) => tally.error + tally.silent + tally['non-compliant']

const reports = ({ checks }: Scope) => new Set(checks.map(({ status }) => stateOf(status)))

/** “rudder compliance” */
export const compliance = (reading: Reading, truth: Truth): void => {
  const { all } = truth
  const { tally } = all
  const figure = truth.nodes.length === 0 ? null : overallIn(all.counts)
  reading.facts({
    compliance: figure,
    failing: tally.error + tally['non-compliant'],
    errors: tally.error,
    silent: tally.silent,
    pending: tally.pending,
    nodes: truth.nodes.length,
  })
  const its = rulesOf(truth)
  const applied = its.filter(({ scope }) => scope.checks.length > 0)
  const waiting = applied.filter(({ scope }) => scope.counts.has('applying'))
  tellsWaiting(reading, waiting)
  reading.says('title', /(\d+)% compliant/, figure === null ? undefined : [figure])
  reading.says('title', /(Nothing has been checked)/, figure === null ? ['Nothing has been checked'] : undefined)
  const isRounded = figure === 100 && bad(tally) > 0
  reading.says('title', /(not every node is)/, isRounded ? ['not every node is'] : undefined)
  if (figure !== null) tellsUnseen(reading, tally)
  tellsFields(reading, tally, truth.nodes.length)
  tellsWorst(reading, truth, applied)
  const silent = inState(all, 'silent')
  const where = 'list Silent nodes'
  tellsMostly(reading, where, silent)
  reading.says(where, /^(\d+) silent/, silent.length > 0 ? [silent.length] : undefined)
  reading.says('notes', /(\d+)% is Rudder's own figure/, figure === null ? undefined : [figure])
  tellsInterval(reading, truth)
}

/** A field for each state: the bad ones always, the others if there are any. */
export const tellsFields = (reading: Reading, tally: Scope['tally'], nodes: number): void => {
  for (const [state, label] of Object.entries(labels)) {
    const its = tally[state as keyof typeof labels]
    const isSaid = its > 0 || ['error', 'silent', 'non-compliant'].includes(state)
    reading.says(`field ${label}`, /(\d+) nodes/, isSaid ? [its] : undefined)
  }
  reading.says('field All', /(\d+) nodes/, [nodes])
}

const tellsWorst = (reading: Reading, truth: Truth, applied: readonly RuleIn[]): void => {
  const where = 'list Where to look first'
  const suspects = applied.filter(({ scope }) => {
    const said = reports(scope)
    return said.has('error') || said.has('silent') || said.has('non-compliant')
  })
  reading.total(where, suspects.length)
  const read = suspects.toSorted((a, b) => (a.scope.figure ?? 0) - (b.scope.figure ?? 0)).slice(0, 10)
  const first = read
    .map(({ scope: { tally } }) => [tally.error, bad(tally)] as const)
    .sort(([a, c], [b, d]) => b - a || d - c)
    .slice(0, 5)
  const said = reading.names(where).map((name) => {
    const tally = suspects.find(({ rule }) => rule.displayName === name)?.scope.tally
    return tally ? ([tally.error, bad(tally)] as const) : ([-1, -1] as const)
  })
  if (said.join(' ') !== first.join(' ')) reading.wrong(`${where}: ${said.join(' ')}, should be ${first.join(' ')}`)
  for (const name of reading.names(where)) {
    const found = suspects.find(({ rule }) => rule.displayName === name)
    if (!found) continue
    const { tally, nodes } = found.scope
    reading.saysOf(where, name, /(\d+) in error/, tally.error > 0 ? [tally.error] : undefined)
    reading.saysOf(where, name, /(\d+) silent/, tally.silent > 0 ? [tally.silent] : undefined)
    const audit = tally['non-compliant']
    reading.saysOf(where, name, /(\d+) non-compliant/, audit > 0 ? [audit] : undefined)
    reading.saysOf(where, name, /of (\d+) nodes/, [nodes.size])
    const isAudit = modeOf(truth.state, truth.nodes, found.rule) === 'audit'
    reading.saysOf(where, name, /(audit only)/, isAudit ? ['audit only'] : undefined)
  }
  const isCut = suspects.length > 10
  reading.says('notes', /Of (\d+) rules that are not fine, the (\d+)/, isCut ? [suspects.length, 10] : undefined)
}
