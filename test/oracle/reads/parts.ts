import { isOn } from '../truth/checks.ts'
import { figureIn, tenth } from '../truth/figures.ts'
import { globalMode, isFixed } from '../truth/mode.ts'
import type { Directive, Group, Node } from '../truth/raw.ts'
import { statusOf } from '../truth/rules.ts'
import { nodeState, stateOf, worstOf } from '../truth/states.ts'
import { isStopped, mentionOf } from '../truth/targets.ts'
import { type Truth, tallyOf } from '../truth/truth.ts'
import type { Reading } from './answer.ts'
import { tellsFigureOn, tellsStill } from './one-rule.ts'
import { hostsOf, inState, tellsFigure, tellsHosts, tellsInterval, tellsTally, tellsWhere } from './phrases.ts'
import { minuteOf } from './unseen.ts'

/** “rudder node <node>” */
export const nodeShow = (reading: Reading, truth: Truth, node: Node): void => {
  const its = truth.checks.filter((check) => check.node.id === node.id)
  const scope = truth.of((check) => check.node.id === node.id)
  const rules = [...Map.groupBy(its, ({ rule }) => rule)].map(([rule, checks]) => ({ rule, state: worstOf(checks) }))
  const failing = rules.filter(({ state }) => state === 'error' || state === 'non-compliant')
  reading.facts({ compliance: rules.length === 0 ? null : scope.figure, failing: failing.length, rules: rules.length })
  const state = nodeState(truth.state, truth.now, node, its)
  const isSilent = state === 'silent'
  reading.says('title', /(ignored by Rudder)/, state === 'ignored' ? ['ignored by Rudder'] : undefined)
  reading.says('title', /: (silent)/, isSilent ? ['silent'] : undefined)
  if (isSilent) reading.take('title', /last ran \d{4}-\d\d-\d\d \d\d:\d\d UTC/)
  else if (state !== 'ignored' && rules.length > 0) tellsFigure((...said) => reading.says('title', ...said), scope)
  reading.says('field Rules', /^(\d+):/, [rules.length])
  tellsTally((...said) => reading.says('field Rules', ...said), tallyOf(rules.map((one) => one.state)))
  const ran = node.silent ? [minuteOf(node.lastRunAt)] : undefined
  if (ran) reading.says('field Last run', /^(.+) UTC$/, ran)
  else reading.take('field Last run', /\d{4}-\d\d-\d\d \d\d:\d\d UTC/)
  reading.says('field Mode', /^(\w+)$/, [node.policyMode])
  reading.says('field State', /^(.+)$/, (node.state ?? 'enabled') === 'enabled' ? undefined : [node.state ?? ''])
  const reasons = its.filter(({ status }) => ['error', 'non-compliant'].includes(stateOf(status)))
  const title = reading.message.lists?.find((one) => one.title.startsWith('Why it fail'))?.title ?? 'Why it fails'
  const isTold = state !== 'ignored'
  reading.total(`list ${title}`, isTold ? reasons.length : 0)
  const bad = rules.filter((one) => ['error', 'non-compliant', 'silent', 'pending'].includes(one.state))
  const where = 'list Rules to look at'
  reading.total(where, bad.length)
  for (const name of reading.names(where)) {
    const found = bad.find(({ rule }) => rule.displayName === name)?.state ?? 'not there'
    reading.saysOf(where, name, /^(.+)$/, [found === 'error' ? 'in error' : found])
  }
  tellsInterval(reading, truth)
}

/** “rudder directive <directive>” */
export const directiveShow = (reading: Reading, truth: Truth, directive: Directive): void => {
  const scope = truth.of((check) => check.directive.id === directive.id)
  const nodes = scope.nodes.size
  const users = truth.state.rules.filter(({ directives }) => directives.includes(directive.id))
  const enabled = users.filter((rule) => rule.enabled)
  const hosts = inState(scope, 'error', 'non-compliant')
  const isIdle = nodes === 0
  const facts = { failing: hosts.length, nodes, rules: users.length }
  reading.facts({ compliance: isIdle ? null : scope.figure, ...facts })
  if (isIdle) reading.says('title', /([\d.]+%) compliant/, undefined)
  else tellsFigureOn(reading, scope)
  tellsStill(reading, enabled.length === 0 || !isOn(truth.state, directive), nodes)
  reading.says('field Nodes', /^(\d+):/, [nodes])
  tellsTally((...said) => reading.says('field Nodes', ...said), scope.tally)
  reading.says('field Rules', /^(\d+), (\d+) enabled$/, [users.length, enabled.length])
  reading.says('field Mode', /^(\w+)$/, [modeAlone(truth, directive)])
  const where = 'list Rules that use it'
  reading.total(where, users.length)
  for (const name of reading.names(where)) {
    const rule = users.find(({ displayName }) => displayName === name)
    const its = truth.checks.filter((check) => check.rule.id === rule?.id && check.directive.id === directive.id)
    const by = its.find((check) => check.by)?.by?.displayName
    reading.saysOf(where, name, /overridden there by rule (.+); not counted/, by === undefined ? undefined : [by])
    reading.saysOf(where, name, /^(on no node)/, rule?.enabled && its.length === 0 ? ['on no node'] : undefined)
    reading.saysOf(where, name, /^(disabled), so/, its.length > 0 || rule?.enabled ? undefined : ['disabled'])
    if (by !== undefined || its.length === 0) continue
    const inRule = truth.of((check) => check.rule.id === rule?.id && check.directive.id === directive.id)
    tellsFigure((...said) => reading.saysOf(where, name, ...said), inRule)
  }
  for (const name of reading.names('list Fails on')) checkHosts(reading, name, hosts)
  if (hosts.length > 0 !== reading.names('list Fails on').length > 0) reading.wrong('Fails on: told otherwise')
  tellsInterval(reading, truth)
}

const checkHosts = (reading: Reading, text: string, hosts: readonly string[]): void =>
  tellsHosts(reading, 'list Fails on', text, hosts)

/** The mode of a directive as newer servers tell it: of its own and the global one, whatever nodes say. */
const modeAlone = ({ state }: Truth, { policyMode }: Directive): string =>
  isFixed(state) || policyMode === 'default' ? globalMode(state) : policyMode

/** “rudder directives” */
export const directives = (reading: Reading, truth: Truth, words = ''): void => {
  const all = truth.state.directives
  const found = all.filter(({ displayName }) => holds(displayName, words))
  const usesOf = ({ id }: Directive) => truth.state.rules.flatMap((rule) => rule.directives).filter((one) => one === id)
  const unused = found.filter((one) => usesOf(one).length === 0).length
  reading.facts({ directives: found.length, unused })
  if (found.length === 0) {
    reading.says('title', /None of the (\d+) directives/, words ? [all.length] : undefined)
    return
  }
  reading.says('title', /(\d+) in no rule/, [unused])
  if (found.length < all.length) reading.says('title', /(\d+) of (\d+) dir/, [found.length, all.length])
  else reading.says('title', /^(\d+) dir/, [all.length])
  reading.total('table', found.length)
  for (const name of reading.names('table')) {
    const one = found.find(({ displayName }) => displayName === name)
    if (!one) {
      reading.wrong(`table: ${name} is none of them`)
      return
    }
    const scope = truth.of((check) => check.directive.id === one.id)
    const uses = usesOf(one).length
    const figure = figureIn(scope.counts)
    const said = uses === 0 || figure === null ? '–' : `${tenth(figure)}%`
    reading.saysOf('table', name, /^(\w+) \| (\d+) \| (\S+)$/, [modeAlone(truth, one), uses, said])
  }
}

/** Whether a name has all these words. */
export const holds = (name: string, words: string): boolean =>
  words.split(' ').every((word) => name.toLowerCase().includes(word.toLowerCase()))

const membersOf = (truth: Truth, group: Group) => truth.nodes.filter(({ id }) => group.nodeIds.includes(id))

/** “rudder group <group>” */
export const groupShow = (reading: Reading, truth: Truth, group: Group): void => {
  const nodes = membersOf(truth, group)
  const scope = truth.of(({ node }) => nodes.includes(node))
  const users = truth.state.rules.flatMap((rule) => {
    const how = mentionOf(rule.targets, `group:${group.id}`)
    return how ? [{ rule, how }] : []
  })
  const enabled = users.filter(({ rule }) => rule.enabled).length
  reading.facts({ nodes: nodes.length, rules: users.length, compliance: scope.figure })
  reading.says('title', /has (\d+) nodes?/, [nodes.length])
  reading.says('title', /(is disabled)/, group.enabled ? undefined : ['is disabled'])
  tellsFigure((...said) => reading.says('field Compliance', ...said), scope)
  reading.says('field Rules', /^(\d+), (\d+) enabled$/, [users.length, enabled])
  const where = 'list Rules that use it'
  reading.total(where, users.length)
  for (const name of reading.names(where)) {
    const found = users.find(({ rule }) => rule.displayName === name)
    const status = found ? statusOf(truth.state, truth.nodes, found.rule) : 'not there'
    const off = found?.rule.enabled ? status : 'disabled'
    reading.saysOf(where, name, /^(.+)$/, [found?.how === 'excluded' ? 'leaves it out' : off])
  }
  tellsWhere(reading, 'Its nodes', hostsOf(nodes))
  const gone = group.nodeIds.length - nodes.length
  reading.says('notes', /(\d+) more ids? (?:is|are) in it/, gone > 0 ? [gone] : undefined)
  const stopped = users.filter(({ rule }) => !group.enabled && isStopped(rule, [group])).length
  reading.says('notes', /(\d+) rules? ha(?:s|ve) it as a target/, stopped > 0 ? [stopped] : undefined)
  reading.take('field Query', /.+/)
  tellsInterval(reading, truth)
}

/** “rudder groups” */
export const groups = (reading: Reading, truth: Truth, words = ''): void => {
  const all = truth.state.groups
  const found = all.filter(({ displayName }) => holds(displayName, words))
  const empty = found.filter((group) => membersOf(truth, group).length === 0).length
  reading.facts({ groups: found.length, empty })
  if (found.length === 0) {
    reading.says('title', /None of the (\d+) groups/, words ? [all.length] : undefined)
    return
  }
  reading.says('title', /(\d+) empty/, [empty])
  if (found.length < all.length) reading.says('title', /(\d+) of (\d+) gr/, [found.length, all.length])
  else reading.says('title', /^(\d+) gr/, [all.length])
  reading.total('table', found.length)
  for (const name of reading.names('table')) {
    const one = found.find(({ displayName }) => displayName === name)
    if (!one) {
      reading.wrong(`table: ${name} is none of them`)
      return
    }
    const kind = one.system ? 'system' : one.dynamic ? 'dynamic' : 'static'
    const due = [membersOf(truth, one).length, kind, one.enabled ? 'yes' : 'no']
    reading.saysOf('table', name, /^(\d+) \| (\w+) \| (\w+)$/, due)
  }
}
