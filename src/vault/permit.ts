/** What one permit allows: one call of one proposal, on one connection, until a time. */
export interface Claim {
  readonly proposal: string
  /** `rudder/prod` */
  readonly connection: string
  readonly scope: string
  /** `digestOf` the one request that was shown. */
  readonly digest: string
  /** Milliseconds since 1970; the lease of the claim ends then. */
  readonly until: number
}

const key = Symbol('permit')

/** The single-use proof that people confirmed one call; made by a claim in the store, spent by the first request. */
export class Permit {
  readonly #claim: Claim
  #spent = false
  // Whoever has a permit has its class, and must not be able to replace what checks it.
  static {
    Object.freeze(Permit.prototype)
    Object.freeze(Permit)
  }
  // TypeScript's `private` is erased, so the constructor itself asks for a symbol that never leaves this module.
  constructor(asked: typeof key, claim: Claim) {
    if (asked !== key) throw new TypeError('a permit is only made by a claim')
    this.#claim = Object.freeze({ ...claim })
    Object.freeze(this)
  }

  /** Says why the permit is not good for exactly this call, and then it is spent; undefined if it is, and it stays good. */
  static wrong(permit: unknown, call: Omit<Claim, 'proposal' | 'until'>, now: number): string | undefined {
    if (typeof permit !== 'object' || permit === null || !(#claim in permit)) return 'no permit'
    if (permit.#spent) return 'the permit is spent'
    const claim = permit.#claim
    permit.#spent = true
    // Not `now >= until`: what is not a number must end it too.
    if (!(now < claim.until)) return 'the permit has ended'
    if (claim.connection !== call.connection) return 'the permit is for another connection'
    if (claim.scope !== call.scope) return 'the permit is for another scope'
    if (claim.digest !== call.digest) return 'the permit is for another call'
    permit.#spent = false
    return undefined
  }

  /** Spends the permit for exactly this call; says why not, and then it is spent as well. */
  static spend(permit: unknown, call: Omit<Claim, 'proposal' | 'until'>, now: number): string | undefined {
    const why = Permit.wrong(permit, call, now)
    if (why === undefined) (permit as Permit).#spent = true
    return why
  }
}

/** Makes a permit; a test of the imports allows this to `store/proposals.ts` alone. */
export const issuePermit = (claim: Claim): Permit => new Permit(key, claim)
