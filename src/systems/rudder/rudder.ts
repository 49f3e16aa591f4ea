import type { System } from '../system.ts'
import { accounts } from './accounts.ts'
import { example } from './example.ts'
import * as operations from './operations/index.ts'
import { pageOf } from './pages.ts'
import { protocol } from './protocol.ts'
import { scopes } from './scopes.ts'
import { setup } from './setup.ts'
import { tags } from './tags.ts'
import { tokensPage } from './tokens-page.ts'

/** Rudder: configuration management. */
export const rudder = {
  name: 'rudder',
  title: 'Rudder',
  operations,
  unit: { one: 'node', many: 'nodes', preposition: 'on' },
  changeProcess: 'change request',
  tags,
  scopes,
  protocol,
  pageOf,
  accounts,
  setup,
  example,
  tokensPage,
} satisfies System
