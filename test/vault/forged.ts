import { Approval, type Claim, mintApproval } from '../../src/vault/approval.ts'

/** Every way we know to pass for an approval of `claim` without being a fresh one of it; made anew at each call. */
export const forgeries: Readonly<Record<string, (claim: Claim) => unknown>> = {
  nothing: () => undefined,
  null: () => null,
  true: () => true,
  'a text': () => 'approval',
  'an empty object': () => ({}),
  'an object with the claim in it': (claim) => ({ claim, '#claim': claim, spent: false, '#spent': false }),
  'an object with its prototype': () => Object.create(Approval.prototype),
  'an object whose prototype was set': (claim) => Object.setPrototypeOf({ ...claim }, Approval.prototype),
  'an object whose constructor is Approval': (claim) => ({ ...claim, constructor: Approval }),
  'an object that says what it is': () => ({ [Symbol.toStringTag]: 'Approval' }),
  'the class itself': () => Approval,
  'its prototype': () => Approval.prototype,
  'a copy by structuredClone': (claim) => structuredClone(mintApproval(claim)),
  'a copy by spread': (claim) => ({ ...mintApproval(claim) }),
  'a copy by Object.assign': (claim) => Object.assign(Object.create(Approval.prototype), mintApproval(claim)),
  'a copy by JSON': (claim) => JSON.parse(JSON.stringify(mintApproval(claim))),
  'a copy by descriptors': (claim) =>
    Object.create(Approval.prototype, Object.getOwnPropertyDescriptors(mintApproval(claim))),
  'an heir of a real one': (claim) => Object.create(mintApproval(claim)),
  'a proxy around a real one': (claim) => new Proxy(mintApproval(claim), {}),
  'a proxy that answers for everything': (claim) =>
    new Proxy(mintApproval(claim), { has: () => true, get: (real, key) => Reflect.get(real, key, real) }),
  'a spent one': (claim) => {
    const approval = mintApproval(claim)
    Approval.spend(approval, claim, 0)
    return approval
  },
  'one that has ended': (claim) => mintApproval({ ...claim, until: 1 }),
  'one that ends without a number': (claim) => mintApproval({ ...claim, until: Number.NaN }),
  'one for another connection': (claim) => mintApproval({ ...claim, connection: 'rudder/other' }),
  'one for a connection with the same beginning': (claim) =>
    mintApproval({ ...claim, connection: `${claim.connection}2` }),
  'one for another scope': (claim) => mintApproval({ ...claim, scope: 'rudder:groups:write' }),
  'one for a pattern of scopes': (claim) => mintApproval({ ...claim, scope: 'rudder:*:write' }),
  'one for another call': (claim) => mintApproval({ ...claim, digest: 'f'.repeat(64) }),
  'one for a call in capitals': (claim) => mintApproval({ ...claim, digest: claim.digest.toUpperCase() }),
  'one for no call': (claim) => mintApproval({ ...claim, digest: '' }),
}
