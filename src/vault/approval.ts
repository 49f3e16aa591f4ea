/** What one approval allows: one call of one proposal, on one connection, until a time. */
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

const key = Symbol('approval')

/** The single-use proof that people confirmed one call; made by a claim in the store, spent by the first request. */
export class Approval {
  readonly #claim: Claim
  #spent = false
  // TypeScript's `private` is erased, so the constructor itself asks for a symbol that never leaves this module.
  constructor(asked: typeof key, claim: Claim) {
    if (asked !== key) throw new TypeError('an approval is only made by a claim')
    this.#claim = Object.freeze({ ...claim })
    Object.freeze(this)
  }

  /** Says why the approval is not good for exactly this call, and then it is spent; undefined if it is, and it stays good. */
  static wrong(approval: unknown, call: Omit<Claim, 'proposal' | 'until'>, now: number): string | undefined {
    if (typeof approval !== 'object' || approval === null || !(#claim in approval)) return 'no approval'
    if (approval.#spent) return 'the approval is spent'
    const claim = approval.#claim
    approval.#spent = true
    // Not `now >= until`: what is not a number must end it too.
    if (!(now < claim.until)) return 'the approval has ended'
    if (claim.connection !== call.connection) return 'the approval is for another connection'
    if (claim.scope !== call.scope) return 'the approval is for another scope'
    if (claim.digest !== call.digest) return 'the approval is for another call'
    approval.#spent = false
    return undefined
  }

  /** Spends the approval for exactly this call; says why not, and then it is spent as well. */
  static spend(approval: unknown, call: Omit<Claim, 'proposal' | 'until'>, now: number): string | undefined {
    const why = Approval.wrong(approval, call, now)
    if (why === undefined) (approval as Approval).#spent = true
    return why
  }
}

/** Makes an approval; a test of the imports allows this to `store/proposals.ts` alone. */
export const mintApproval = (claim: Claim): Approval => new Approval(key, claim)
