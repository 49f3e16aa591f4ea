import { accountsOf } from '../accounts.ts'
import type { RudderState } from '../state.ts'
import { directivesOf } from './directives.ts'
import { fleetOf, type Machine } from './fleet.ts'
import { groupCategoriesOf, groupsOf } from './groups.ts'
import { idOf } from './id.ts'
import { categoriesOf, rulesOf } from './rules.ts'
import { propertiesOf, settingsOf } from './settings.ts'
import { methodsOf, techniquesOf } from './techniques.ts'
import { findingsOf, overridesOf, unsettle } from './trouble.ts'
import { waitingOf } from './waiting.ts'

const plain = ({ role: _, site: __, ...node }: Machine) => node

const last = new Map<string, RudderState>()

/** A fresh state with `nodes` managed nodes beside the policy server; the same every time for the same `now`. */
export function seeded(nodes: number, now: number): RudderState {
  const key = `${nodes} ${now}`
  const state = last.get(key) ?? made(nodes, now)
  last.clear()
  last.set(key, state)
  // Nothing is shared with another state: what one server changes, no other one sees.
  return structuredClone(state)
}

function made(nodes: number, now: number): RudderState {
  const fleet = fleetOf(nodes)
  unsettle(fleet, now)
  const directives = directivesOf()
  return {
    rules: rulesOf(),
    categories: categoriesOf(),
    directives,
    techniques: techniquesOf(directives),
    methods: methodsOf(),
    groups: groupsOf(fleet),
    groupCategories: groupCategoriesOf(),
    nodes: fleet.map(plain),
    pendingNodes: waitingOf(),
    properties: propertiesOf(),
    findings: findingsOf(fleet),
    overrides: overridesOf(),
    settings: settingsOf(),
    ignoredAreSilent: true,
    validation: { installed: true, supervised: [idOf('group', 'PCI scope'), idOf('group', 'DMZ Linux')] },
    changeRequests: [],
    accounts: accountsOf(),
    authorizations: { installed: true },
    eventLog: [],
    instanceId: '',
  }
}
