import type { System } from '../system.ts'
import { accounts } from './access/accounts.ts'
import { personalKeys } from './access/personal-keys.ts'
import { scopes } from './access/scopes.ts'
import { tokensPage } from './access/tokens-page.ts'
import { example } from './example.ts'
import * as operations from './operations/index.ts'
import { protocol } from './protocol/protocol.ts'
import { renewal } from './protocol/wording.ts'
import { settings } from './settings.ts'
import { setup } from './setup.ts'

/** DataOS Lens: measures and dimensions of a semantic layer. */
export const lens = {
  name: 'lens',
  title: 'DataOS Lens',
  operations,
  unit: { one: 'table', many: 'tables' },
  scopes,
  protocol,
  renewal,
  settings,
  personalKeys,
  accounts,
  setup,
  example,
  tokensPage,
} satisfies System
