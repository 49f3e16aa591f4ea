/** What can be made to go wrong, at any time; everything is off at the start. */
export interface LensFaults {
  /** Destroys the socket at once: nothing is read, nothing recorded. */
  down: boolean
  /** Milliseconds before each answer. */
  slow: number
  /** No key is accepted, as if all had expired. */
  refused: boolean
  /** The gateway in front answers 401 by itself. */
  gateway: boolean
  /** A proxy in front answers with a page of its own. */
  proxyAnswers: false | 502 | 503 | 504
  /** Sends half of the body, then destroys the socket. */
  cutBody: boolean
  /** 200 with JSON of an unexpected shape, or with text that is no JSON. */
  garbage: false | 'shape' | 'text'
  /** The settings of its scopes are broken: every request is a 500. */
  brokenScopes: boolean
  /** How many more requests they hit; unlimited when undefined. */
  times: number | undefined
}

/** No faults at all. */
export const noFaults = (): LensFaults => ({
  down: false,
  slow: 0,
  refused: false,
  gateway: false,
  proxyAnswers: false,
  cutBody: false,
  garbage: false,
  brokenScopes: false,
  times: undefined,
})

/** The faults that hit this request, which uses up one of `times`; a copy. */
export const taken = (faults: LensFaults): LensFaults => {
  const { times, ...kinds } = faults
  if (times === 0 || !Object.values(kinds).some(Boolean)) return noFaults()
  if (times !== undefined) faults.times = times - 1
  return { ...faults }
}
