import type { System } from '../system.ts'
import { accounts } from './access/accounts.ts'
import { personalKeys } from './access/personal-keys.ts'
import { scopes } from './access/scopes.ts'
import { tokensPage } from './access/tokens-page.ts'
import { example } from './example.ts'
import { settings } from './expose/settings.ts'
import * as operations from './operations/index.ts'
import { pageOf } from './protocol/pages.ts'
import { protocol } from './protocol/protocol.ts'
import { setup } from './setup.ts'
import { tags } from './tags.ts'

/** Redash: saved queries and dashboards. */
export const redash = {
  name: 'redash',
  title: 'Redash',
  operations,
  unit: { one: 'query', many: 'queries' },
  tags,
  scopes,
  protocol,
  settings,
  pageOf,
  personalKeys,
  accounts,
  setup,
  example,
  tokensPage,
} satisfies System
