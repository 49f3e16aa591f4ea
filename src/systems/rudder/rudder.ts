import type { System } from '../system.ts'
import { accounts } from './access/accounts.ts'
import { scopes } from './access/scopes.ts'
import { tokensPage } from './access/tokens-page.ts'
import { example } from './example.ts'
import * as operations from './operations/index.ts'
import { pageOf } from './protocol/pages.ts'
import { protocol } from './protocol/protocol.ts'
import { setup } from './setup.ts'
import { tags } from './writes/tags.ts'

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
