import { stateOf } from '../truth/states.ts'
import type { Truth } from '../truth/truth.ts'
import { again, type Reading } from './answer.ts'
import { hostsOf, inState, tellsHosts, tellsInterval, tellsUnseen, tellsWhere } from './phrases.ts'
import { rulesOf, tellsWaiting } from './rules-in.ts'

/** “rudder failing” */
export const failing = (reading: Reading, truth: Truth): void => {
  const { tally } = truth.all
  const [errors, audit] = [tally.error, tally['non-compliant']]
  const causes = causesIn(truth)
  const rules = rulesOf(truth)
  const many = new Set(causes.map(({ rule }) => rule)).size
  const few = many <= 6
  reading.says('notes', /(\d+) more rules? fails? somewhere/, few ? undefined : [many - 6])
  const told = few ? causes.length : Number(reading.message.facts?.causes)
  const nodes = truth.nodes.length
  reading.facts({ failing: errors + audit, errors, audit, nodes, causes: told })
  const waiting = rules.filter(({ scope }) => scope.counts.has('applying'))
  if (nodes > 0) {
    tellsWaiting(reading, waiting)
    tellsUnseen(reading, tally)
    const some = errors + audit > 0
    reading.says('title', /(\d+) of (\d+) nodes fail/, some ? [errors + audit, nodes] : undefined)
    reading.says('title', /None of (\d+) nodes fails/, some ? undefined : [nodes])
    reading.says('title', /(\d+) in error/, errors > 0 ? [errors] : undefined)
    reading.says('title', /(\d+) non-compliant/, audit > 0 ? [audit] : undefined)
  } else reading.says('title', /There (are) no nodes/, ['are'])
  tellsCauses(reading, causes, few)
  tellsWhere(reading, 'Where', inState(truth.all, 'error', 'non-compliant'))
  tellsInterval(reading, truth)
}

interface Cause {
  readonly rule: string
  readonly name: string
  readonly state: 'error' | 'non-compliant'
  readonly hosts: readonly string[]
  /** How many different things agents say of it. */
  readonly messages: number
}

/** Each component that fails, in one rule or in all. */
export const causesIn = (truth: Truth, only?: string): readonly Cause[] => {
  const failing = truth.checks.filter(
    ({ status, rule }) => ['error', 'non-compliant'].includes(stateOf(status)) && (only ?? rule.id) === rule.id,
  )
  const alike = Map.groupBy(failing, (check) =>
    [check.rule.id, check.directive.displayName, check.component, stateOf(check.status)].join('\n'),
  )
  return [...alike.values()].flatMap((same) => {
    const [first] = same
    if (!first) return []
    const { rule, directive, component } = first
    const path = [
      only ? '' : rule.displayName,
      component === directive.displayName ? '' : directive.displayName,
      component,
    ]
    return [
      {
        rule: rule.displayName,
        name: path.filter(Boolean).join(' › '),
        state: stateOf(first.status) as Cause['state'],
        hosts: hostsOf(new Set(same.map(({ node }) => node))),
        messages: new Set(same.map(({ message }) => message)).size,
      },
    ]
  })
}

/** Each cause that is told is one, on as many nodes as it says, and where it says. */
export const tellsCauses = (reading: Reading, causes: readonly Cause[], isWhole: boolean): void => {
  const where = 'list Why'
  if (isWhole) reading.total(where, causes.length)
  if (isWhole && reading.names(where).length !== Math.min(8, causes.length)) reading.wrong(`${where}: some are missing`)
  for (const marked of reading.names(where)) {
    const text = reading.textOf(where, marked)
    const name = marked.replaceAll(again, '')
    const state = / nodes? in error/.test(text) ? 'error' : 'non-compliant'
    const cause = causes.find((one) => one.name === name && one.state === state)
    if (!cause) reading.wrong(`${where}: ${marked}, ${text}: is no cause`)
    else {
      tellsHosts(reading, where, marked, cause.hosts)
      reading.saysOf(where, marked, /(\d+) nodes? (?:in error|non-compliant)/, [cause.hosts.length])
      const others = cause.messages - 1
      reading.saysOf(where, marked, /and (\d+) other messages?/, others > 0 ? [others] : undefined)
    }
  }
}
