import { z } from 'zod'
import { count, defineComparison, quoted, typedName } from '#bot'
import {
  type Comparable,
  canCompareModes,
  figureWords,
  findRule,
  gather,
  isApplied,
  isReported,
  readFleet,
  reportsOwnModes,
  rudder,
  ruleDifferences,
} from '#rudder'

interface Reads {
  rule(input: { ruleId: string }): Promise<Comparable['rule']>
  groups(): AsyncIterable<Comparable['groups'][number]>
  directivesCompliance(input: {
    query: { level: 1 }
  }): AsyncIterable<{ id: string; name: string; policyMode?: string | undefined }>
}

const read = async (
  { api, source }: { readonly api: Reads; readonly source: string },
  ruleId: string,
): Promise<Comparable> => {
  const [rule, groups, directives] = await Promise.all([
    api.rule({ ruleId }),
    readFleet.groups(api),
    gather(api.directivesCompliance({ query: { level: 1 } })),
  ])
  const version = Number(source.split(' ').at(-1))
  return { version, rule, groups, directives: new Map(directives.map((one) => [one.id, one])) }
}

const figureOn = ({ rule }: Comparable, part: Parameters<typeof figureWords>[0]): string => {
  if (isReported(part)) return figureWords(part)
  if (!rule.enabled) return 'none: it is disabled there'
  return isApplied(rule) ? 'none: no node reports on it there' : 'none: it is not applied there'
}

/** Why modes of directives are not compared. */
const modesNote = (here: Comparable, ...[mine, theirs]: readonly [mine: string, theirs: string]): string => {
  const [own, effective] = reportsOwnModes(here) ? [mine, theirs] : [theirs, mine]
  return `The modes of directives can't be compared: ${own} reports the mode of the directive itself, and ${effective}, which is newer, the mode that results from it and the global mode.`
}

export default defineComparison(rudder, {
  summary: 'How does a rule differ between two Rudder servers?',
  examples: ['rudder diff SSH hardening prod staging'],
  press: 'compare',
  scopes: ['rudder:rules:read', 'rudder:groups:read', 'rudder:compliance:read'],
  args: z.object({ rule: z.string() }),
  names: { rule: findRule },
  facts: { differences: 'count' },
  run: async ({ args: { rule }, here, there }) => {
    const others = await there.api.rules()
    // By id, in case one server was restored from the other; else by name.
    const named = others.filter(({ displayName }) => displayName === rule.name)
    const twin = others.find(({ id }) => id === rule.id) ?? named[0]
    if (!twin) {
      return {
        title: `${quoted(rule.name)} is on ${here.on} only: ${there.on} has no rule of that id or name`,
        facts: { differences: null },
        fields: [],
        next: [`rudder rule show ${typedName(rule)} --on ${here.on}`, `rudder rules --on ${there.on}`],
      }
    }
    const [left, right, ours, theirs] = await Promise.all([
      read(here, rule.id),
      read(there, twin.id),
      here.api.ruleCompliance({ ruleId: rule.id, query: { level: 1 } }),
      there.api.ruleCompliance({ ruleId: twin.id, query: { level: 1 } }),
    ])
    const found = ruleDifferences(left, right)
    const hasModes = canCompareModes(left, right)
    return {
      title:
        found.length === 0
          ? `${quoted(rule.name)} is the same on ${here.on} and on ${there.on}${hasModes ? '' : ", except that the modes of its directives can't be compared"}`
          : `${quoted(rule.name)} differs in ${count(found.length)} ${found.length === 1 ? 'point' : 'points'}: ${here.on} → ${there.on}`,
      facts: { differences: found.length },
      fields: [
        {
          label: `Compliance on ${here.on}`,
          value: figureOn(left, ours),
        },
        {
          label: `Compliance on ${there.on}`,
          value: figureOn(right, theirs),
        },
      ],
      diff: found,
      notes: [
        ...(twin.id !== rule.id && named.length > 1
          ? [`${there.on} has ${count(named.length)} rules of that name; this is about the one with the id ${twin.id}.`]
          : []),
        ...(hasModes ? [] : [modesNote(left, here.on, there.on)]),
        'Directives and groups are compared by name. The category of the rule, what is set in directives, which nodes are in groups and whether groups are enabled are not compared.',
      ],
      next: [
        `rudder rule show ${typedName(rule)} --on ${here.on}`,
        `rudder rule show ${typedName({ id: twin.id, name: twin.displayName })} --on ${there.on}`,
      ],
    }
  },
})
