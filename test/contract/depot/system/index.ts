import type { System } from '../system.ts'
import * as operations from './operations.ts'
import { protocol } from './protocol.ts'
import { accounts, example, setup, tokensPage } from './setup.ts'

/** A depot, where parcels lie on shelves. */
export const depot = {
  name: 'depot',
  title: 'Depot',
  operations,
  unit: { one: 'parcel', many: 'parcels' },
  scopes: {
    'depot:parcels:read': 'read parcels',
    'depot:parcels:write': 'move parcels',
    'depot:status:read': 'read the status of the depot',
    'depot:token:read': 'read what a token may do',
  },
  protocol,
  accounts,
  setup,
  example,
  tokensPage,
} satisfies System

/** Every parcel, by its name. */
export const findParcel = async (api: { parcels(): AsyncIterable<{ id: string; name: string }> }) =>
  Array.fromAsync(api.parcels(), ({ id, name }) => ({ id, name }))
