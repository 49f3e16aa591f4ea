import { z } from 'zod'
import { count, defineComparison, quoted, typed } from '#bot'
import { type Comparable, differences, figureWords, findRule, gather, isApplied, readFleet, rudder } from '#rudder'

interface Reads {
  rule(input: { ruleId: string }): Promise<Comparable['rule']>
  groups(): AsyncIterable<Comparable['groups'][number]>
  directivesCompliance(input: {
    query: { level: 1 }
  }): AsyncIterable<{ id: string; name: string; policyMode?: string | undefined }>
}

const read = async (api: Reads, ruleId: string): Promise<Comparable> => ({
  rule: await api.rule({ ruleId }),
  groups: await readFleet.groups(api),
  directives: new Map((await gather(api.directivesCompliance({ query: { level: 1 } }))).map((one) => [one.id, one])),
})

const figureOn = ({ rule }: Comparable, part: Parameters<typeof figureWords>[0]): string => {
  if (!rule.enabled) return 'none: it is disabled there'
  return isApplied(rule) ? figureWords(part) : 'none: it is not applied there'
}

export default defineComparison(rudder, {
  summary: 'How does a rule differ between two Rudder servers?',
  examples: ['rudder diff SSH hardening prod staging'],
  scopes: ['rudder:rules:read', 'rudder:groups:read', 'rudder:compliance:read'],
  args: z.object({ rule: z.string() }),
  names: { rule: findRule },
  facts: { differences: 'count' },
  run: async ({ args: { rule }, here, there }) => {
    const others = await there.api.rules()
    // The same id where a server was restored from the other; else people go by the name.
    const named = others.filter(({ displayName }) => displayName === rule.name)
    const twin = others.find(({ id }) => id === rule.id) ?? named[0]
    if (!twin) {
      return {
        title: `${quoted(rule.name)} is on ${here.on} only: ${there.on} has no rule of that id or name`,
        facts: { differences: null },
        fields: [],
        next: [`rudder rule show ${typed(rule)} --on ${here.on}`, `rudder rules --on ${there.on}`],
      }
    }
    const [left, right] = await Promise.all([read(here.api, rule.id), read(there.api, twin.id)])
    const found = differences(left, right)
    const [ours, theirs] = await Promise.all([
      here.api.ruleCompliance({ ruleId: rule.id, query: { level: 1 } }),
      there.api.ruleCompliance({ ruleId: twin.id, query: { level: 1 } }),
    ])
    return {
      title:
        found.length === 0
          ? `${quoted(rule.name)} is the same on ${here.on} and on ${there.on}`
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
        'Directives and groups are compared by name. The category of the rule, what is set in directives, which nodes are in groups and whether groups are enabled are not compared.',
      ],
      next: [
        `rudder rule show ${typed(rule)} --on ${here.on}`,
        `rudder rule show ${typed({ id: twin.id, name: twin.displayName })} --on ${there.on}`,
      ],
    }
  },
})
