import { z } from 'zod'
import { count, defineRead, quoted, typedName, withItems } from '#bot'
import {
  type CompliancePart,
  countsInWords,
  figureOf,
  figureWords,
  findRule,
  gather,
  isFailingState,
  isHalf,
  readActivity,
  readFleet,
  readRule,
  rudder,
  stateCounts,
  stateIn,
  statusOf,
  tagWords,
  targetWords,
  warningOf,
} from '#rudder'

/** How many directives are listed. */
const most = 20

const isSkipped = ({ skippedDetails }: CompliancePart) => skippedDetails !== undefined

export default defineRead(rudder, {
  summary: 'What is this rule, what does it apply where, and how is it doing?',
  examples: ['rudder rule SSH hardening'],
  scopes: [
    'rudder:rules:read',
    'rudder:groups:read',
    'rudder:nodes:read',
    'rudder:compliance:read',
    'rudder:settings:read',
  ],
  args: z.object({ rule: z.string() }),
  names: { rule: findRule },
  facts: { compliance: 'percent', nodes: 'count' },
  run: async ({ args, api, now }) => {
    const ruleId = args.rule.id
    const [rule, groups, { nodes = [], directives = [], ...whole }, rules, running] = await Promise.all([
      api.rule({ ruleId }),
      readFleet.groups(api),
      readRule(api, ruleId),
      api.rules(),
      readActivity(api, now),
    ])
    const { every } = running
    const others = rules.filter(({ id, enabled }) => enabled && id !== rule.id)
    // If it is overridden on some of the nodes only, Rudder 8.0 lists a directive twice.
    const parts = new Map(
      [...directives.filter(isSkipped), ...directives.filter((part) => !isSkipped(part))].map((part) => [
        part.id,
        part,
      ]),
    )
    // The rule's compliance has no name for a directive that is checked on no node.
    const rest = rule.directives.every((id) => parts.has(id))
      ? []
      : await gather(api.directivesCompliance({ query: { level: 1 } }))
    const names = new Map([...rest, ...directives].map(({ id, name }) => [id, name]))
    const name = typedName({ id: rule.id, name: rule.displayName })
    const stateOf = stateIn(running)
    const checked = nodes.length > 0
    const compliance = checked ? figureOf(whole) : null
    const doing = !checked ? `no figure: no node is checked for it` : figureWords(whole)
    const lead = [warningOf(rule, nodes.length), rule.shortDescription].filter(Boolean).join(' ')
    const directiveText = (id: string) => {
      const part = parts.get(id)
      const also = others.filter((other) => other.directives.includes(id)).length
      return [
        part?.skippedDetails
          ? `overridden by rule ${part.skippedDetails.overridingRuleName}; not counted`
          : part
            ? figureWords(part)
            : 'checked on no node',
        ...(also > 0 ? [`also in ${count(also)} other enabled ${also === 1 ? 'rule' : 'rules'}`] : []),
      ].join('; ')
    }
    return {
      title: `${quoted(rule.displayName)} is ${rule.enabled ? 'enabled' : 'disabled'}${isHalf(rule) ? ` but ${rule.status?.value.toLowerCase()}` : ''}${rule.policyMode === 'audit' ? ', audit only' : ''}`,
      ...(lead && { lead }),
      facts: { compliance, nodes: checked ? nodes.length : 0 },
      fields: [
        { label: 'Status', value: statusOf(rule) || 'not said' },
        { label: 'Compliance', value: doing },
        ...(checked
          ? [{ label: 'Nodes', value: `${count(nodes.length)}: ${countsInWords(stateCounts(nodes.map(stateOf)))}` }]
          : []),
        { label: 'Applies to', value: targetWords(rule.targets, groups) },
        { label: 'Mode', value: rule.policyMode ?? 'not said' },
        { label: 'Tags', value: tagWords(rule.tags).join(', ') || 'none' },
        { label: 'Id', value: rule.id },
      ],
      lists: withItems([
        {
          title: 'Directives',
          items: rule.directives.slice(0, most).map((id) => ({ name: names.get(id) ?? id, text: directiveText(id) })),
          total: rule.directives.length,
        },
      ]),
      next: [
        checked && nodes.some((node) => isFailingState(stateOf(node)))
          ? `rudder failing ${name}`
          : `rudder compliance ${name}`,
        `rudder rule ${rule.enabled ? 'disable' : 'enable'} ${name}`,
      ],
      provenance: { renewed: `agents report every ${every} min` },
    }
  },
})
