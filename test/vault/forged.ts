import { type Claim, issuePermit, Permit } from '../../src/vault/permit.ts'

/** Every way we know to pass for a permit of `claim` without being a fresh one of it; made anew at each call. */
export const forgeries: Readonly<Record<string, (claim: Claim) => unknown>> = {
  nothing: () => undefined,
  null: () => null,
  true: () => true,
  'a text': () => 'permit',
  'an empty object': () => ({}),
  'an object with the claim in it': (claim) => ({ claim, '#claim': claim, spent: false, '#spent': false }),
  'an object with its prototype': () => Object.create(Permit.prototype),
  'an object whose prototype was set': (claim) => Object.setPrototypeOf({ ...claim }, Permit.prototype),
  'an object whose constructor is Permit': (claim) => ({ ...claim, constructor: Permit }),
  'an object that says what it is': () => ({ [Symbol.toStringTag]: 'Permit' }),
  'the class itself': () => Permit,
  'its prototype': () => Permit.prototype,
  'a copy by structuredClone': (claim) => structuredClone(issuePermit(claim)),
  'a copy by spread': (claim) => ({ ...issuePermit(claim) }),
  'a copy by Object.assign': (claim) => Object.assign(Object.create(Permit.prototype), issuePermit(claim)),
  'a copy by JSON': (claim) => JSON.parse(JSON.stringify(issuePermit(claim))),
  'a copy by descriptors': (claim) =>
    Object.create(Permit.prototype, Object.getOwnPropertyDescriptors(issuePermit(claim))),
  'an heir of a real one': (claim) => Object.create(issuePermit(claim)),
  'a proxy around a real one': (claim) => new Proxy(issuePermit(claim), {}),
  'a proxy that answers for everything': (claim) =>
    new Proxy(issuePermit(claim), { has: () => true, get: (real, key) => Reflect.get(real, key, real) }),
  'a spent one': (claim) => {
    const permit = issuePermit(claim)
    Permit.spend(permit, claim, 0)
    return permit
  },
  'one that has ended': (claim) => issuePermit({ ...claim, until: 1 }),
  'one that ends without a number': (claim) => issuePermit({ ...claim, until: Number.NaN }),
  'one for another connection': (claim) => issuePermit({ ...claim, connection: 'rudder/other' }),
  'one for a connection with the same beginning': (claim) =>
    issuePermit({ ...claim, connection: `${claim.connection}2` }),
  'one for another scope': (claim) => issuePermit({ ...claim, scope: 'rudder:groups:write' }),
  'one for a pattern of scopes': (claim) => issuePermit({ ...claim, scope: 'rudder:*:write' }),
  'one for another call': (claim) => issuePermit({ ...claim, digest: 'f'.repeat(64) }),
  'one for a call in capitals': (claim) => issuePermit({ ...claim, digest: claim.digest.toUpperCase() }),
  'one for no call': (claim) => issuePermit({ ...claim, digest: '' }),
}
