import type { RudderState } from '../state.ts'
import { directivesOf } from './directives.ts'
import { fleetOf, type Machine } from './fleet.ts'
import { groupsOf } from './groups.ts'
import { idOf } from './id.ts'
import { categoriesOf, rulesOf } from './rules.ts'
import { settingsOf } from './settings.ts'
import { findingsOf, overridesOf, unsettle } from './trouble.ts'

const plain = ({ role: _, site: __, ...node }: Machine) => node

/** A fresh state with `nodes` managed nodes beside the policy server; the same every time for the same `now`. */
export function seeded(nodes: number, now: number): RudderState {
  const fleet = fleetOf(nodes)
  unsettle(fleet, now)
  return {
    rules: rulesOf(),
    categories: categoriesOf(),
    directives: directivesOf(),
    groups: groupsOf(fleet),
    nodes: fleet.map(plain),
    findings: findingsOf(fleet),
    overrides: overridesOf(),
    settings: settingsOf(),
    validation: { installed: true, supervised: [idOf('group', 'PCI scope'), idOf('group', 'DMZ Linux')] },
    changeRequests: [],
    eventLog: [],
  }
}
