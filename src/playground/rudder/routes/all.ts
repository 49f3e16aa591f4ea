import type { Route } from '../route.ts'
import { changeRequests } from './change-requests.ts'
import { compliance } from './compliance.ts'
import { directives } from './directives.ts'
import { groups } from './groups.ts'
import { info } from './info.ts'
import { nodes } from './nodes.ts'
import { rules } from './rules.ts'
import { settings } from './settings.ts'
import { system } from './system.ts'

/** Every endpoint that the local Rudder serves; the first that fits an address answers it. */
export const routes: readonly Route[] = [
  ...info,
  ...compliance,
  ...rules,
  ...groups,
  ...directives,
  ...nodes,
  ...settings,
  ...changeRequests,
  ...system,
]
