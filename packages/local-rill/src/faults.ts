/** What can be made to go wrong, at any time; everything is off at the start. */
export interface RillFaults {
  /** Destroys the socket at once: nothing is read, nothing recorded. */
  down: boolean
  /** The runtime is gone and the admin service isn't: a 500 that shows the internal host. */
  runtimeDown: boolean
  /** Milliseconds before the answer; ends early when the client goes away. */
  slow: number
  /** No token is accepted, as if all had just been replaced. */
  refused: boolean
  /** The runtime takes every token for expired. */
  expired: boolean
  /** The handshake gives a token for somebody else, the service's own token, or one that lives longer or can do more. */
  mints:
    | false
    | 'somebody else'
    | 'service'
    | 'admin'
    | 'long'
    | 'no attributes'
    | 'other instance'
    | 'more permissions'
    | 'no token'
  /** Sends the headers of the whole answer and half of its body, then destroys the socket. */
  cutBody: boolean
  /** 200 with text that is no JSON. */
  garbage: boolean
  /** Limits all of these to some requests; the path includes the query. */
  only: ((method: string, path: string) => boolean) | undefined
  /** How many more requests they hit; unlimited when undefined. */
  times: number | undefined
}

/** No faults at all. */
export const noFaults = (): RillFaults => ({
  down: false,
  runtimeDown: false,
  slow: 0,
  refused: false,
  expired: false,
  mints: false,
  cutBody: false,
  garbage: false,
  only: undefined,
  times: undefined,
})

/** The faults that hit this request, which uses up one of `times`; a copy, so that later changes do not reach it. */
export function taken(faults: RillFaults, method: string, path: string): RillFaults {
  const { only, times, ...some } = faults
  if (times === 0 || !Object.values(some).some(Boolean) || only?.(method, path) === false) return noFaults()
  if (times !== undefined) faults.times = times - 1
  return { ...faults }
}
