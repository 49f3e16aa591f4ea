import { z } from 'zod'
import { count, defineRead, quoted, typedName, withItems } from '#bot'
import {
  byName,
  figureOf,
  figureWords,
  findGroup,
  gather,
  grouped,
  hostList,
  ifNewEnough,
  mentions,
  queryWords,
  rudder,
  stoppedBy,
} from '#rudder'

/** How many rules are listed. */
const most = 20

export default defineRead(rudder, {
  summary: 'Which nodes are in this group, why, which rules use it, and how compliant are they?',
  examples: ['rudder group DMZ Linux'],
  scopes: [
    'rudder:groups:read',
    'rudder:nodes:read',
    'rudder:rules:read',
    'rudder:compliance:read',
    'rudder:settings:read',
  ],
  args: z.object({ group: z.string() }),
  names: { group: findGroup },
  facts: { nodes: 'count', rules: 'count', compliance: 'percent' },
  run: async ({ args, api }) => {
    const groupId = args.group.id
    const [{ runFrequency: every }, group, all, rules, compliance] = await Promise.all([
      api.settings(),
      api.group({ groupId }),
      gather(api.nodes({ query: { include: 'minimal' } })),
      api.rules(),
      ifNewEnough(api.groupCompliance({ groupId, query: { level: 1 } })),
    ])
    const names = new Map(all.map(({ id, hostname }) => [id, hostname]))
    // A static group keeps the ids of deleted nodes.
    const nodes = group.nodeIds.flatMap((id) => names.get(id) ?? []).map((name) => ({ name }))
    const gone = group.nodeIds.length - nodes.length
    const target = group.target ?? `group:${group.id}`
    const users = rules
      .flatMap((rule) => {
        const how = mentions(rule.targets, target)
        return how ? [{ rule, how, isStopped: stoppedBy(rule.targets, [group]) !== undefined }] : []
      })
      .sort((a, b) => byName(a.rule.displayName, b.rule.displayName))
    const enabled = users.filter(({ rule }) => rule.enabled).length
    const kind = group.dynamic ? 'dynamic: its query is asked again and again' : 'static: as it was put together'
    return {
      title: `${quoted(group.displayName)} has ${count(nodes.length)} ${nodes.length === 1 ? 'node' : 'nodes'}${group.enabled ? '' : ', and is disabled'}`,
      ...(group.description && { lead: group.description }),
      facts: {
        nodes: nodes.length,
        rules: users.length,
        compliance: compliance.value ? figureOf(compliance.value) : null,
      },
      fields: [
        {
          label: 'Compliance',
          value: compliance.value
            ? `${figureWords(compliance.value)}, all rules on its nodes`
            : `not told: ${compliance.lacks}`,
        },
        { label: 'Rules', value: `${count(users.length)}, ${count(enabled)} enabled` },
        { label: 'Kind', value: kind },
        ...(group.query ? [{ label: 'Query', value: queryWords(group.query) }] : []),
        { label: 'Id', value: group.id },
      ],
      lists: withItems([
        {
          title: 'Rules that use it',
          items: users.slice(0, most).map(({ rule, how }) => ({
            name: rule.displayName,
            text: how === 'excluded' ? 'leaves it out' : rule.enabled ? (rule.status?.value ?? 'enabled') : 'disabled',
          })),
          total: users.length,
        },
        hostList('Its nodes', grouped(nodes)),
      ]),
      notes: [
        ...(gone > 0
          ? [
              `${count(gone)} more ${gone === 1 ? 'id is' : 'ids are'} in it without a node: deleted, or not visible to this token.`,
            ]
          : []),
        ...(group.enabled ? [] : [disabledNote(users)]),
      ],
      next: users
        .filter(({ rule }) => rule.enabled)
        .slice(0, 2)
        .map(({ rule }) => `rudder compliance ${typedName({ id: rule.id, name: rule.displayName })}`),
      provenance: { renewed: `agents report every ${every} min` },
    }
  },
})

/** What a disabled group means for rules: nothing, unless it is a target by itself. */
const disabledNote = (users: readonly { readonly isStopped: boolean }[]): string => {
  const stopped = users.filter(({ isStopped }) => isStopped).length
  const rest = users.length - stopped
  const sentences = [
    ...(rest > 0 || stopped === 0 ? ['Rules include or exclude the nodes of a disabled group as before.'] : []),
    ...(stopped > 0
      ? [
          `${stopped === 1 ? '1 rule has' : `${count(stopped)} rules have`} it as a target of its own and ${stopped === 1 ? "isn't" : "aren't"} applied while it is disabled.`,
        ]
      : []),
  ]
  return sentences.join(' ')
}
