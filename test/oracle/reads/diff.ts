import { isOn } from '../truth/checks.ts'
import { figureIn, pendingIn } from '../truth/figures.ts'
import type { Rule, Target } from '../truth/raw.ts'
import { directivesOf, modeOf, statusOf } from '../truth/rules.ts'
import { isStopped, isTargeted } from '../truth/targets.ts'
import type { Truth } from '../truth/truth.ts'
import type { Reading } from './answer.ts'
import { tellsFigure } from './phrases.ts'

/** “rudder diff <rule> prod staging”: of the same rule on two servers */
export const diff = (reading: Reading, [here, there]: readonly [Truth, Truth], id: string): void => {
  const [left, right] = [here, there].map(({ state }) => state.rules.find((rule) => rule.id === id))
  if (!left || !right) {
    reading.facts({ differences: null })
    return
  }
  const found = [...fieldsOf(here, left)].filter(([field, value]) => fieldsOf(there, right).get(field) !== value)
  // Staging is an 8.0, which reports the modes of directives themselves, and prod reports what comes of them.
  reading.says('notes', /(can't be compared)/, ["can't be compared"])
  const rows = found.map(([field]) => field)
  reading.facts({ differences: rows.length })
  reading.says('title', /differs in (\d+) points?/, rows.length > 0 ? [rows.length] : undefined)
  const said = reading.names('diff').toSorted().join()
  if (said !== rows.toSorted().join()) reading.wrong(`diff: ${said}, should be ${rows.toSorted().join()}`)
  for (const [side, truth] of [
    ['prod', here],
    ['staging', there],
  ] as const) {
    const where = `field Compliance on ${side}`
    const counts = truth.of((check) => check.rule.id === id).counts
    const isReported = [...counts.keys()].some((status) => status !== 'noReport')
    reading.says(where, /^(none)/, isReported ? undefined : ['none'])
    if (isReported)
      tellsFigure((...what) => reading.says(where, ...what), {
        counts,
        figure: figureIn(counts),
        pending: pendingIn(counts),
      })
  }
}

/** What is compared, each as something that is equal only if it is the same. */
const fieldsOf = ({ state, nodes }: Truth, rule: Rule): ReadonlyMap<string, string> => {
  const nameOf = (id: string) => state.directives.find((one) => one.id === id)?.displayName ?? id
  const off = directivesOf(state, rule).filter((one) => !isOn(state, one))
  const hasNode = nodes.some((node) => isTargeted(node, rule, state.groups))
  const why = [statusOf(state, nodes, rule), ...off.map(({ id }) => id), hasNode, isStopped(rule, state.groups)]
  return new Map([
    ['Name', rule.displayName],
    ['Enabled', String(rule.enabled)],
    ['Status', why.join()],
    ['Mode', modeOf(state, nodes, rule)],
    ['Applies to', JSON.stringify(rule.targets.map(plain))],
    ['Directives', rule.directives.map(nameOf).sort().join()],
    ['Tags', JSON.stringify(rule.tags)],
    ['Short description', rule.shortDescription],
    ['Long description', rule.longDescription],
  ])
}

/** A target without what means nothing: a composition of one, and an exclusion of nothing. */
const plain = (target: Target): unknown => {
  if (typeof target === 'string') return target
  if ('include' in target) {
    const [include, exclude] = [plain(target.include), plain(target.exclude)]
    return Array.isArray(exclude) && exclude.length === 0 ? include : { include, exclude }
  }
  const all = (target.or ?? target.and ?? []).map(plain)
  return all.length === 1 ? all[0] : target.or ? all : { and: all }
}
