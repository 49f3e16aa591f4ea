import type { Route } from '../route.ts'
import { changeRequests } from './change-requests.ts'
import { compliance } from './compliance.ts'
import { directives } from './directives.ts'
import { groupCategories } from './group-categories.ts'
import { groups } from './groups.ts'
import { info } from './info.ts'
import { methods } from './methods.ts'
import { nodes } from './nodes.ts'
import { ruleCategories } from './rule-categories.ts'
import { rules } from './rules.ts'
import { settings } from './settings.ts'
import { system } from './system.ts'
import { techniques } from './techniques.ts'

/** Every endpoint that the local Rudder serves; the first that fits an address answers it. */
export const routes: readonly Route[] = [
  ...info,
  ...compliance,
  ...ruleCategories,
  ...rules,
  ...groupCategories,
  ...groups,
  ...directives,
  ...methods,
  ...techniques,
  ...nodes,
  ...settings,
  ...changeRequests,
  ...system,
]
