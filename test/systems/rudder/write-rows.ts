import type { LocalRudder, RudderState } from 'local-rudder'
import type { WriteRow } from '../contract/local-system.ts'
import { prepare as openRequest } from './inputs.ts'

const named = <T extends { displayName: string }>(all: readonly T[], name: string): T | undefined =>
  all.find(({ displayName }) => displayName === name)

const ruleOf = (state: RudderState, name: string) => {
  const rule = named(state.rules, name)
  if (!rule) throw new Error(`no rule ${name}`)
  return rule
}
const directiveOf = (state: RudderState, name: string) => {
  const directive = named(state.directives, name)
  if (!directive) throw new Error(`no directive ${name}`)
  return directive
}

const put = <T extends object>(object: T, change: Partial<T>) => void Object.assign(object, change)

const names = (state: RudderState, rule: string) =>
  ruleOf(state, rule).directives.map((id) => state.directives.find((one) => one.id === id)?.displayName)

const targets = (state: RudderState, rule: string) =>
  (JSON.stringify(ruleOf(state, rule).targets).match(/group:[\w-]+/g) ?? []).map(
    (target) => state.groups.find(({ id }) => `group:${id}` === target)?.displayName,
  )

const wanting = ({ state }: LocalRudder) => {
  state.settings.mandatory_change_message = true
}

const kiosk = { seen: ({ state }: LocalRudder) => named(state.rules, 'Edge kiosk')?.enabled }
const host = 'web-190.lyon2.acme.net'
const standing = {
  seen: ({ state: { nodes, pendingNodes } }: LocalRudder) => ({
    accepted: nodes.some(({ hostname }) => hostname === host),
    waits: pendingNodes.some(({ hostname }) => hostname === host),
  }),
  meanwhile: ({ state }: LocalRudder) => {
    state.pendingNodes = []
  },
}
const browser = (
  change: (local: LocalRudder) => void = ({ state }) => put(directiveOf(state, 'Kiosk browser'), { priority: 9 }),
) => ({
  meanwhile: change,
  held: true as const,
  back: true as const,
})

/** Every write command of Rudder. */
export const writeRows: readonly WriteRow<LocalRudder>[] = [
  {
    name: 'rudder rule disable',
    line: 'rudder rule disable Edge kiosk',
    held: true,
    back: true,
    ...kiosk,
    after: false,
    meanwhile: ({ state }) => put(ruleOf(state, 'Edge kiosk'), { targets: ['special:all'] }),
  },
  {
    name: 'rudder rule enable',
    line: 'rudder rule enable Edge kiosk',
    held: true,
    back: true,
    ...kiosk,
    after: true,
    prepare: ({ state }) => put(ruleOf(state, 'Edge kiosk'), { enabled: false }),
    meanwhile: ({ state }) => put(ruleOf(state, 'Edge kiosk'), { targets: ['special:all'] }),
  },
  {
    name: 'rudder rule create',
    line: 'rudder rule create Log rotation',
    seen: ({ state }) => named(state.rules, 'Log rotation')?.enabled,
    after: false,
    meanwhile: ({ state }) =>
      void state.rules.push({ ...ruleOf(state, 'Draft'), id: 'other', displayName: 'Log rotation' }),
  },
  {
    name: 'rudder rule clone',
    line: 'rudder rule clone Edge kiosk as Edge kiosk canary',
    seen: ({ state }) => [
      named(state.rules, 'Edge kiosk canary')?.enabled,
      named(state.rules, 'Edge kiosk canary')?.directives.length,
    ],
    after: [false, 1],
    meanwhile: ({ state }) => put(ruleOf(state, 'Edge kiosk'), { directives: [] }),
  },
  {
    name: 'rudder rule delete',
    line: 'rudder rule delete Edge kiosk',
    held: true,
    seen: ({ state }) => named(state.rules, 'Edge kiosk')?.displayName,
    after: undefined,
    meanwhile: ({ state }) => put(ruleOf(state, 'Edge kiosk'), { directives: [] }),
  },
  {
    name: 'rudder rule assign',
    line: 'rudder rule assign SSH banner to Edge kiosk',
    held: true,
    back: true,
    seen: ({ state }) => names(state, 'Edge kiosk').sort(),
    after: ['Kiosk browser', 'SSH banner'],
    meanwhile: ({ state }) => void ruleOf(state, 'Edge kiosk').directives.push(directiveOf(state, 'JVM').id),
  },
  {
    name: 'rudder rule unassign',
    line: 'rudder rule unassign SSH banner from SSH hardening',
    held: true,
    back: true,
    seen: ({ state }) => names(state, 'SSH hardening').sort(),
    after: ['SSH service', 'SSH settings'],
    meanwhile: ({ state }) => void ruleOf(state, 'SSH hardening').directives.pop(),
  },
  {
    name: 'rudder rule target',
    line: 'rudder rule target Edge kiosk at Cache servers',
    held: true,
    back: true,
    seen: ({ state }) => targets(state, 'Edge kiosk').sort(),
    after: ['Cache servers', 'Edge devices'],
    meanwhile: ({ state }) => void ruleOf(state, 'Edge kiosk').targets.push('special:all_policyServers'),
  },
  {
    name: 'rudder rule untarget',
    line: 'rudder rule untarget Edge kiosk from Edge devices',
    held: true,
    back: true,
    seen: ({ state }) => targets(state, 'Edge kiosk'),
    after: [],
    meanwhile: ({ state }) => void ruleOf(state, 'Edge kiosk').targets.push('special:all_policyServers'),
  },
  {
    name: 'rudder directive enable',
    line: 'rudder directive enable Kiosk browser',
    ...browser(),
    prepare: ({ state }) => put(directiveOf(state, 'Kiosk browser'), { enabled: false }),
    seen: ({ state }) => directiveOf(state, 'Kiosk browser').enabled,
    after: true,
  },
  {
    name: 'rudder directive disable',
    line: 'rudder directive disable Kiosk browser',
    ...browser(),
    seen: ({ state }) => directiveOf(state, 'Kiosk browser').enabled,
    after: false,
  },
  {
    name: 'rudder directive audit',
    line: 'rudder directive audit Kiosk browser',
    ...browser(),
    seen: ({ state }) => directiveOf(state, 'Kiosk browser').policyMode,
    after: 'audit',
  },
  {
    // What it would enforce is another thing after, though nobody sees it.
    ...browser(({ state }) => put(directiveOf(state, 'Kiosk browser'), { parameters: { section: { name: 'other' } } })),
    name: 'rudder directive enforce',
    line: 'rudder directive enforce Kiosk browser',
    seen: ({ state }) => directiveOf(state, 'Kiosk browser').policyMode,
    after: 'enforce',
  },
  {
    name: 'rudder directive clone',
    line: 'rudder directive clone Root account as Root account 2',
    seen: ({ state }) => named(state.directives, 'Root account 2')?.enabled,
    after: false,
    meanwhile: ({ state }) =>
      void state.directives.push({ ...directiveOf(state, 'JVM'), id: 'other', displayName: 'Root account 2' }),
  },
  {
    name: 'rudder directive delete',
    line: 'rudder directive delete Kiosk browser',
    held: true,
    lastRead: false,
    seen: ({ state }) => named(state.directives, 'Kiosk browser')?.displayName,
    after: undefined,
    meanwhile: ({ state }) => put(ruleOf(state, 'Edge kiosk'), { enabled: false }),
  },
  {
    name: 'rudder category create',
    line: 'rudder category create Lyon in Security',
    seen: ({ state: { categories } }) => categories.find(({ name }) => name === 'Lyon')?.parent,
    after: 'security',
    meanwhile: ({ state: { categories } }) =>
      void categories.push({ id: 'x', name: 'Lyon', description: '', parent: 'base' }),
  },
  {
    name: 'rudder group create',
    line: 'rudder group create Paris web matching web-*.paris1.acme.net',
    seen: ({ state: { groups } }) => (named(groups, 'Paris web')?.nodeIds.length ?? 0) > 0,
    after: true,
    meanwhile: ({ state: { groups } }) =>
      void groups.push({ ...groups[0], id: 'x', displayName: 'Paris web' } as (typeof groups)[0]),
  },
  {
    name: 'rudder group reload',
    line: 'rudder group reload Web servers',
    unread: true,
    meanwhile: wanting,
    lastRead: false,
    prepare: ({ state }) => void (named(state.groups, 'Web servers') ?? { nodeIds: [] }).nodeIds.splice(3),
    seen: ({ state: { groups } }) => (named(groups, 'Web servers')?.nodeIds.length ?? 0) > 3,
    after: true,
  },
  ...['techniques', 'methods'].map((what) => ({
    name: `rudder ${what} reload`,
    line: `rudder ${what} reload`,
    unread: true as const,
    meanwhile: wanting,
    lastRead: false as const,
    seen: () => 'the same',
    after: 'the same',
  })),
  {
    name: 'rudder node accept',
    line: `rudder node accept ${host}`,
    ...standing,
    after: { accepted: true, waits: false },
  },
  {
    name: 'rudder node refuse',
    line: `rudder node refuse ${host}`,
    ...standing,
    after: { accepted: false, waits: false },
  },
  {
    name: 'rudder node run',
    line: 'rudder node run web-101.paris1.acme.net',
    unread: true,
    meanwhile: wanting,
    lastRead: false,
    seen: () => 'the same',
    after: 'the same',
  },
  ...(['accept', 'decline'] as const).map((verb) => ({
    name: `rudder request ${verb}`,
    line: `rudder request 1 ${verb}`,
    prepare: openRequest,
    seen: ({ state: { changeRequests } }: LocalRudder) => changeRequests[0]?.status,
    after: verb === 'accept' ? 'Deployed' : 'Cancelled',
    meanwhile: ({
      state: {
        changeRequests: [first],
      },
    }: LocalRudder) => {
      if (first) first.status = verb === 'accept' ? 'Cancelled' : 'Deployed'
    },
  })),
]
