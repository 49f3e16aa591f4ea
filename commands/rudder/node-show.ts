import { z } from 'zod'
import { count, defineRead, typedName, withItems } from '#bot'
import {
  activityOf,
  type CompliancePart,
  countsInWords,
  dateWords,
  figureOf,
  figureWords,
  findAnyNode,
  ifThere,
  isFailing,
  type Node,
  pendingNode,
  pendingNodesPage,
  readNode,
  rudder,
  stateCounts,
  stateIn,
  whyFailing,
  worst,
} from '#rudder'

/** How many reasons are listed. */
const most = 10

export default defineRead(rudder, {
  summary: 'How is this node doing, and why does it fail?',
  examples: ['rudder node web-114.lyon2.acme.net'],
  scopes: ['rudder:nodes:read', 'rudder:compliance:read', 'rudder:settings:read'],
  args: z.object({ node: z.string() }),
  names: { node: findAnyNode },
  unlisted: {
    node: "Rudder doesn't list nodes that were refused or deleted; one waits again when its agent sends an inventory.",
  },
  facts: { compliance: 'percent', failing: 'count', rules: 'count' },
  run: async ({ args, api, now }) => {
    const nodeId = args.node.id
    const [{ runFrequency: every }, node] = await Promise.all([
      api.settings(),
      ifThere(api.node({ nodeId, query: { include: 'default' } })),
    ])
    if (!node || node.status === 'pending') return await notYet(api, args.node)
    const { rules = [], ...whole } = await readNode(api, nodeId)
    const why = whyFailing({ rules })
    const running = activityOf([node], every, now)
    const state = stateIn(running)({ id: node.id, complianceDetails: whole.complianceDetails })
    const compliance = figureOf(whole)
    const bad = rules.filter((rule) => isFailing(rule) || ['silent', 'pending'].includes(worst(rule)))
    const doing =
      state === 'ignored'
        ? 'ignored by Rudder, so nothing is checked on it'
        : running.silent.has(node.id)
          ? `silent: last ran ${dateWords(node.lastRunDate)}`
          : rules.length === 0
            ? 'no rule is checked on it'
            : state === 'silent'
              ? 'silent: it sends no report'
              : figureWords(whole)
    return {
      title: `${node.hostname}: ${doing}`,
      facts: {
        compliance: rules.length === 0 ? null : compliance,
        failing: rules.filter(isFailing).length,
        rules: rules.length,
      },
      fields: [
        { label: 'Rules', value: `${count(rules.length)}: ${countsInWords(stateCounts(rules.map(worst)))}` },
        { label: 'Last run', value: dateWords(node.lastRunDate) ?? 'not said' },
        { label: 'System', value: node.os?.fullName ?? 'not said' },
        { label: 'Addresses', value: node.ipAddresses?.join(', ') || 'not said' },
        { label: 'Mode', value: node.policyMode ?? 'not said' },
        ...(node.state === undefined || node.state === 'enabled' ? [] : [{ label: 'State', value: node.state }]),
        { label: 'Id', value: node.id },
      ],
      lists: withItems([
        {
          title: running.silent.has(node.id) ? 'Why it failed at its last run' : 'Why it fails',
          items: state === 'ignored' ? [] : why.slice(0, most),
          total: why.length,
        },
        {
          title: 'Rules to look at',
          items: bad
            .slice(0, 15)
            .map((rule) => ({ name: rule.name, text: countsInWords(stateCounts([worst(rule)])).replace(/^1 /, '') })),
          total: bad.length,
        },
      ]),
      next: [
        ...bad.slice(0, 1).map((rule) => `rudder compliance ${typedName(rule)}`),
        ...(canRun(node) ? [`rudder node run ${typedName({ id: node.id, name: node.hostname })}`] : []),
      ],
      provenance: { renewed: `agents report every ${every} min` },
    }
  },
})

/** Rudder can't start the agent of a Windows node, or of one that it ignores. */
const canRun = ({ os, state }: Node): boolean =>
  !/^Windows/i.test(os?.fullName ?? os?.name ?? '') && state !== 'ignored'

/** A node that is not accepted: it is pending, or was refused or deleted since it was listed. */
const notYet = async (api: Parameters<typeof pendingNode>[0], { id, name }: Pick<CompliancePart, 'id' | 'name'>) => {
  const { standing, fields } = await pendingNode(api, id)
  const isWaiting = standing === 'waiting'
  return {
    title: isWaiting ? `${name} waits to be accepted` : `${name} is no longer in Rudder: it was refused or deleted`,
    facts: { compliance: null, failing: null, rules: 0 },
    fields: isWaiting ? fields : [],
    notes: isWaiting
      ? ['No rule applies to it until it is accepted. Inventory data is self-reported: verify it first.']
      : ['It waits again when its agent sends an inventory.'],
    next: isWaiting ? [`rudder node accept ${typedName({ id, name })}`, 'rudder nodes new'] : ['rudder nodes'],
    page: pendingNodesPage,
  }
}
