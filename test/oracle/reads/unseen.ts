import { isLate, limitsOf } from '../truth/states.ts'
import type { Scope, Truth } from '../truth/truth.ts'
import type { Reading } from './answer.ts'
import { hostsOf, inState, tellsInterval, tellsMostly, tellsWhere } from './phrases.ts'
import { rulesOf } from './rules-in.ts'

/** “rudder silent” */
export const silent = (reading: Reading, truth: Truth): void => {
  const { tally } = truth.all
  const nodes = truth.nodes.length
  const hosts = inState(truth.all, 'silent')
  const late = [...truth.all.nodes].filter(
    ([node, state]) => state !== 'silent' && isLate(truth.state, truth.now, node),
  ).length
  reading.facts({ silent: hosts.length, nodes })
  tellsMostly(reading, 'title', hosts)
  reading.says('title', /(\d+) of \d+ nodes? (?:is|are) silent/, hosts.length > 0 ? [hosts.length] : undefined)
  if (hosts.length === 0 && nodes > 0) tellsNone(reading, tally, { nodes, late, after: limitsOf(truth.state).late })
  reading.says('notes', /(\d+) more (?:is|are) ignored/, tally.ignored > 0 ? [tally.ignored] : undefined)
  const after = limitsOf(truth.state).late
  const isNoted = late > 0 && hosts.length > 0
  reading.says('notes', /(\d+) more last ran over (\d+) min ago/, isNoted ? [late, after] : undefined)
  reading.take('notes', /more than 6 hours/)
  if (hosts.length > 8) tellsWhere(reading, 'Where', hosts)
  if (hosts.length > 0) tellsRuns(reading, truth, hosts)
  tellsInterval(reading, truth)
}

interface Late {
  readonly nodes: number
  readonly late: number
  readonly after: number
}

/** Where no node is silent: the first of what keeps others from being known, or that all report. */
const tellsNone = (reading: Reading, tally: Scope['tally'], { nodes, late, after }: Late): void => {
  const reasons = [
    [tally['not reporting'], /on (\d+) of (\d+) reports are switched off/, []],
    [tally['no checks'], /(\d+) of (\d+) have nothing to report/, []],
    [late, /(\d+) of (\d+) last ran over (\d+) min ago/, [after]],
    [tally.ignored, /(\d+) of (\d+) (?:is|are) ignored/, []],
    [tally.pending, /(\d+) of (\d+) (?:is|are) pending/, []],
  ] as const
  const first = reasons.find(([many]) => many > 0)
  for (const reason of reasons)
    reading.says('title', reason[1], reason === first ? [reason[0], nodes, ...reason[2]] : undefined)
  reading.says('title', /All (\d+) nodes send reports/, first ? undefined : [nodes])
}

const tellsRuns = (reading: Reading, truth: Truth, hosts: readonly string[]): void => {
  reading.total('table', hosts.length)
  for (const name of reading.names('table')) {
    const node = truth.nodes.find(({ hostname }) => hostname === name)
    if (!node || !hosts.includes(name)) reading.wrong(`table: ${name} is not silent`)
    // When a node ran that does, but reports nothing, is not stored.
    else if (!node.silent) reading.take('table', /\d{4}-\d\d-\d\d \d\d:\d\d/)
    else reading.saysOf('table', name, /(\d{4}-\d\d-\d\d \d\d:\d\d) UTC/, [minuteOf(node.lastRunAt)])
  }
}

/** `2026-11-21 09:10` */
export const minuteOf = (at: number): string => new Date(at).toISOString().slice(0, 16).replace('T', ' ')

/** “rudder pending” */
export const pending = (reading: Reading, truth: Truth): void => {
  const nodes = truth.nodes.length
  const byNode = Map.groupBy(truth.all.checks, ({ node }) => node)
  const found = [...truth.all.nodes].filter(
    ([node, state]) => state !== 'ignored' && (byNode.get(node) ?? []).some(({ status }) => status === 'applying'),
  )
  const also = found.filter(([, state]) => state !== 'pending').length
  const { silent } = truth.all.tally
  reading.facts({ pending: found.length, nodes, new: truth.state.pendingNodes.length })
  const hosts = hostsOf(found.map(([node]) => node))
  tellsMostly(reading, 'title', hosts)
  reading.says('title', /(\d+) of (\d+) nodes ha/, hosts.length > 0 ? [hosts.length, nodes] : undefined)
  const none = hosts.length === 0 && nodes > 0
  reading.says('title', /as far as (\d+) of (\d+) nodes say/, none && silent > 0 ? [nodes - silent, nodes] : undefined)
  reading.says('title', /all (\d+) have their newest/, none && silent === 0 ? [nodes] : undefined)
  reading.says('notes', /(\d+) of them (?:is|are) in error/, also > 0 ? [also] : undefined)
  reading.says('notes', /the (\d+) silent nodes/, silent > 1 ? [silent] : undefined)
  const every = Number(truth.state.settings.run_frequency)
  reading.says('notes', /every (\d+) min/, hosts.length > 0 ? [every] : undefined)
  const fresh = truth.state.pendingNodes.length
  reading.says('notes', /(\d+) new nodes? waits? to be accepted/, fresh > 0 ? [fresh] : undefined)
  const isManual = ['none', 'onlyManual'].includes(String(truth.state.settings.rudder_generation_policy))
  reading.says('notes', /(doesn't generate) policies/, isManual ? ["doesn't generate"] : undefined)
  const where = 'list Rules that wait for nodes'
  const waiting = rulesOf(truth).filter(({ scope }) => scope.counts.has('applying'))
  reading.total(where, waiting.length)
  for (const name of reading.names(where)) {
    const scope = waiting.find(({ rule }) => rule.displayName === name)?.scope
    const its = new Set(scope?.checks.flatMap(({ status, node }) => (status === 'applying' ? [node] : [])))
    reading.saysOf(where, name, /(\d+) of (\d+) nodes pending/, [its.size, scope?.nodes.size ?? -1])
  }
  tellsWhere(reading, 'Where', hosts)
}
