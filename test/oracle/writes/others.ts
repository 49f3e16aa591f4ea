import { X509Certificate } from 'node:crypto'
import type { RudderState } from 'local-rudder'
import { groupIn, many, ruleIn } from './named.ts'
import { aimedAt, modeOn } from './work.ts'

/** A write that changes no rule and no directive, and all that is said of it. */
export interface Other {
  readonly line: string
  readonly reach: number | 'unknown'
  readonly fields: Readonly<Record<string, string>>
  readonly notes: readonly string[]
  /** Those of the notes that stay true. */
  readonly lasting: readonly string[]
  /** What is said once it is done, if it isn't that it was read back. */
  readonly output?: RegExp
  /** Two people must approve it, because nobody knows who opened it. */
  readonly approvals?: true
  /** The token cannot see what came of it: the outcome stays unknown. */
  readonly unseen?: boolean
  /** Whether Rudder is as was said. */
  isSo(state: RudderState): boolean
}

interface Around {
  readonly seen: RudderState
  readonly limit: string | undefined
  /** When nodes take a change up. */
  readonly when: string
}

const waiting = 'web-190.lyon2.acme.net'
const host = 'web-101.paris1.acme.net'
const printed = 'What the agent prints is shown unchecked, and cut if it is long.'
const deciding =
  'Only a Rudder user with the validator and deployer roles can decide, so the bot uses the token of one.'

const unknownOpener =
  "At least 2: it was opened by the Rudder login “nadia”, and I don't know whose that is. Whoever runs the bot can list logins under identity.logins."
const unreported =
  "Rudder doesn't report changes of tags or the category of a rule in a change request, so they aren't shown here."

/** A change request that disables a rule, as somebody opened it. */
export const openOne = (state: RudderState): void => {
  const before = structuredClone(ruleIn(state, 'Edge kiosk'))
  const change = { kind: 'rule', before, after: { ...before, enabled: false } } as const
  const text = { displayName: 'Kiosks off', description: 'tonight', createdBy: 'nadia' }
  state.changeRequests.push({ id: 7, ...text, status: 'Pending validation', changes: [change] })
}

const made = (state: RudderState): readonly Other[] => {
  const copies = [
    'The copy is disabled, so nothing happens on any node until somebody enables it.',
    'The copy is disabled, as always in Rudder, and in no rule: nothing happens on any node.',
    'It is disabled and empty, so nothing happens on any node.',
    'Next, give it directives (rudder rule assign … to …) and nodes (rudder rule target … at …), then enable it.',
  ] as const
  const requests = state.changeRequests.length
  const isOff = (name: string) => (now: RudderState) =>
    [...now.rules, ...now.directives].some((one) => one.displayName === name && !one.enabled) &&
    now.changeRequests.length === requests
  return [
    {
      line: 'rudder rule create Log rotation',
      reach: 0,
      fields: {},
      isSo: isOff('Log rotation'),
      lasting: copies.slice(2),
      notes: [copies[2], 'No change request is opened for a new rule.', copies[3]],
    },
    {
      line: 'rudder rule clone Edge kiosk as Edge kiosk canary',
      reach: 0,
      fields: {},
      isSo: isOff('Edge kiosk canary'),
      lasting: [copies[0]],
      notes: [
        copies[0],
        'No change request is opened for a copy.',
        'The directives themselves are not copied: both rules have the same ones.',
      ],
    },
    {
      line: 'rudder directive clone Root account as Root account 2',
      reach: 0,
      fields: {},
      isSo: isOff('Root account 2'),
      lasting: [copies[1]],
      notes: [
        copies[1],
        'No change request is opened for a copy.',
        'Its parameters are copied within Rudder and pass through nobody’s hands.',
      ],
    },
    {
      line: 'rudder category create Lyon in Security',
      reach: 0,
      fields: {},
      lasting: [],
      notes: ['A category only sorts rules: nothing happens on any node.'],
      isSo: ({ categories }) => categories.some(({ name, parent }) => name === 'Lyon' && parent === 'security'),
    },
  ]
}

const groups = (state: RudderState, { seen, limit }: Around): readonly Other[] => {
  const nodes = seen.nodes.filter(({ policyServer }) => !policyServer)
  const fitting = (all: RudderState['nodes'], begins: string, ends: string) =>
    all.filter(({ hostname }) => hostname.startsWith(begins) && hostname.endsWith(ends)).length
  const fit = fitting(nodes, 'web-', '.paris1.acme.net')
  const of = `${many(fit)} of ${many(nodes.length)} nodes`
  const note = `${limit === undefined ? `${of} fit` : `${of} that I see fit; ${limit}`}. Nodes that fit later join by themselves.`
  const held = state.settings.enable_change_request === true
  const found = fitting(state.nodes, 'web-', '')
  return [
    {
      line: 'rudder group create Paris web matching web-*.paris1.acme.net',
      reach: 0,
      fields: {
        'Nodes that fit now':
          limit === undefined ? `${many(fit)} of ${many(nodes.length)}` : `at least ${many(fit)}; ${limit}`,
      },
      notes: [
        'No rule is applied to a new group, so nothing happens on any node.',
        note,
        ...(held ? ['Where change validation covers one of its nodes, it comes disabled.'] : []),
      ],
      lasting: [note],
      isSo: (now) =>
        groupIn(now, 'Paris web').nodeIds.length === fitting(state.nodes, 'web-', '.paris1.acme.net') &&
        now.rules.every(({ targets }) => !JSON.stringify(targets).includes(groupIn(now, 'Paris web').id)),
    },
    {
      line: 'rudder group reload Web servers',
      reach: 'unknown',
      lasting: [],
      fields: { 'Nodes in it now': many(groupIn(state, 'Web servers').nodeIds.length) },
      notes: [
        'Rudder does this by itself every few minutes; nodes that join or leave get or lose the rules of the group.',
      ],
      output: RegExp(`^${many(found)} ${found === 1 ? 'node is' : 'nodes are'} in it\\.$`),
      isSo: (now) => groupIn(now, 'Web servers').nodeIds.length === found,
    },
  ]
}

const reloads = (state: RudderState, { when }: Around): readonly Other[] => {
  const taken = `${when}all nodes that have a technique which changed in the files get new policies.`
  const written = state.techniques.filter(({ source }) => source === 'editor').length
  return [
    {
      line: 'rudder methods reload',
      reach: 0,
      fields: {},
      lasting: [],
      isSo: () => true,
      notes: ['Generic methods are read again; nodes change only if a technique is saved or reloaded afterwards.'],
      output: RegExp(`^It has ${state.methods.length} methods\\.$`),
    },
    {
      line: 'rudder techniques reload',
      reach: 'unknown',
      fields: {},
      lasting: [taken],
      isSo: () => true,
      notes: [taken, 'Which nodes these are cannot be known before.'],
      output: RegExp(`^It has ${written} techniques of the editor\\.$`),
    },
  ]
}

const decided = (state: RudderState, { when, limit }: Around): readonly Other[] => {
  const node = state.pendingNodes.find(({ hostname }) => hostname === waiting)
  if (!node) throw new Error(`${waiting} does not wait`)
  const { fingerprint256 } = new X509Certificate(node.certificate ?? '')
  const fields = {
    System: node.os.fullName,
    Addresses: node.ipAddresses.join(', '),
    Key: `SHA-256 ${fingerprint256}`,
    Id: node.id,
  }
  const joins = `${when.replace('at their next run', 'at its next run')}it gets the rules of its groups.`
  const drops = 'Rudder drops its inventory. It waits again when its agent sends a new one.'
  const stands = (among: 'nodes' | 'none') => (now: RudderState) =>
    now.pendingNodes.every(({ id }) => id !== node.id) &&
    now.nodes.some(({ id }) => id === node.id) === (among === 'nodes')
  return [
    {
      line: `rudder node accept ${waiting}`,
      reach: 1,
      fields,
      lasting: [joins],
      unseen: limit !== undefined,
      isSo: stands('nodes'),
      notes: [
        'It joins the groups that it fits.',
        joins,
        'Rudder trusts this key from then on. Compare it with the output of this command on the node: openssl x509 -noout -fingerprint -sha256 -in /opt/rudder/etc/ssl/agent.cert',
      ],
    },
    {
      line: `rudder node refuse ${waiting}`,
      reach: 1,
      fields,
      lasting: [drops],
      notes: [drops],
      isSo: stands('none'),
    },
  ]
}

const ran = (state: RudderState): readonly Other[] => {
  const node = state.nodes.find(({ hostname }) => hostname === host)
  if (!node) return []
  const { global_policy_mode: all, global_policy_mode_overridable: overridable, run_frequency: every } = state.settings
  const enforces = modeOn(state, { policyMode: 'enforce' }, node) === 'enforce'
  const isFixed = overridable === false
  const why = isFixed ? "the global mode is audit and can't be overridden" : 'the node is in audit mode'
  return [
    {
      line: `rudder node run ${host}`,
      reach: 1,
      fields: { Mode: isFixed ? String(all) : node.policyMode },
      notes: [
        `It applies the policies that the node has now, as the agent does by itself every ${every} min: ${enforces ? 'what is enforced is repaired' : `nothing is repaired, because ${why}`}.`,
        printed,
      ],
      lasting: [printed],
      output: /^Start execution/,
      isSo: () => true,
    },
  ]
}

const requests = (state: RudderState, { seen, limit, when }: Around): readonly Other[] => {
  if (state.settings.enable_change_request !== true) return []
  const nodes = aimedAt(seen, ruleIn(state, 'Edge kiosk')).length
  const fields = { About: 'Kiosks off', 'Opened by': 'nadia' }
  const later = `${when}the nodes apply it.`
  const has = (status: string, enabled: boolean) => (now: RudderState) =>
    now.changeRequests.some((one) => one.id === 7 && one.status === status) &&
    ruleIn(now, 'Edge kiosk').enabled === enabled
  return [
    {
      line: 'rudder request 7 accept',
      reach: limit === undefined ? nodes : 'unknown',
      fields: {
        ...fields,
        Approvals: unknownOpener,
        'Nodes that it reaches': limit === undefined ? many(nodes) : `at least ${many(nodes)}; ${limit}`,
      },
      notes: ['It is validated and deployed at once.', later, unreported, deciding],
      approvals: true,
      lasting: [later],
      isSo: has('Deployed', false),
    },
    {
      line: 'rudder request 7 decline',
      reach: 0,
      fields,
      lasting: [],
      isSo: has('Cancelled', true),
      notes: [
        "Nothing listed here is changed. A declined request can't be reopened: request the change again.",
        deciding,
      ],
    },
  ]
}

/** Every other write, in this state. */
export const othersIn = (state: RudderState, around: Around): readonly Other[] => [
  ...made(state),
  ...groups(state, around),
  ...reloads(state, around),
  ...decided(state, around),
  ...ran(state),
  ...requests(state, around),
]
