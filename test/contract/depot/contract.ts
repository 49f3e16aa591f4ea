import { type LocalDepot, startDepot } from 'local-depot'
import { describe } from 'vitest'
import { depot } from '../../../src/systems/depot/index.ts'
import type { Inputs, LocalSystem } from '../contract/local-system.ts'
import { systemContract } from '../contract.ts'

const shelf = ({ parcels }: LocalDepot) => parcels.find(({ id }) => id === 'p1')?.shelf

const key = ({ keys }: LocalDepot, scopes: readonly string[]) => {
  const value = `depot-key-${keys.size}`
  keys.set(value, scopes)
  return value
}

const local: LocalSystem<LocalDepot> = {
  start: () => startDepot(),
  source: () => /^Depot 1$/,
  token: (depot, { scope }) => key(depot, [scope]),
  accounts: { 'a key': key },
  refuse: ({ faults }) => {
    faults.refuses = true
  },
  lose: ({ faults }, commit) => {
    faults.loses = commit
  },
}

const inputs: Inputs<LocalDepot> = {
  operations: () => ({
    status: {},
    ownToken: {},
    parcels: {},
    parcel: { parcelId: 'p1' },
    moveParcel: { parcelId: 'p1', body: { shelf: 'C3' } },
  }),
  writes: [
    {
      name: 'depot parcel move',
      line: 'depot parcel move Blue box to C3',
      back: true,
      seen: shelf,
      after: 'C3',
      meanwhile: ({ parcels }) => void Object.assign(parcels[0] ?? {}, { shelf: 'Z9' }),
    },
  ],
  secret: { seeded: /collect-\d/, shownBy: ['parcel', 'parcels'] },
}

describe(depot.title, () => systemContract(depot, local, inputs))

// What nobody wrote an input for must be noticed.
describe('incomplete', () => {
  const some = () => ({ status: {}, ownToken: {}, parcels: {}, parcel: { parcelId: 'p1' } })
  systemContract(depot, local, { operations: some, writes: [] }, ['operations', 'writes'])
})
