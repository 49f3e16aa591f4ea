import type { System } from '../system.ts'
import { accounts } from './access/accounts.ts'
import { scopes } from './access/scopes.ts'
import { tokensPage } from './access/tokens-page.ts'
import { example } from './example.ts'
import { mistakes } from './expose/mistakes.ts'
import { settings } from './expose/settings.ts'
import { minting } from './identity/minting.ts'
import * as operations from './operations/index.ts'
import { protocol } from './protocol/protocol.ts'
import { setup } from './setup.ts'

/** Rill: custom APIs and metrics views, read with the rights of whoever asks. */
export const rill = {
  name: 'rill',
  title: 'Rill',
  operations,
  unit: { one: 'row', many: 'rows' },
  scopes,
  protocol,
  settings,
  mistakes,
  minting,
  accounts,
  setup,
  example,
  tokensPage,
} satisfies System
