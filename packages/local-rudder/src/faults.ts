/** When a write whose answer gets lost takes effect after all. */
export type Commit = 'now' | 'never' | { readonly afterMs: number }

/** What can be made to go wrong, at any time; everything is off at the start. */
export interface RudderFaults {
  /** Destroys the socket at once: nothing is read, nothing recorded. */
  down: boolean
  /** Apache's page with 503, as while the application starts. */
  starting: boolean
  /** Milliseconds before the answer; ends early when the client goes away. A write has taken effect by then. */
  slow: number
  /** The token is not accepted, with Jetty's HTML whatever was asked for. */
  html401: boolean
  /** The token is not accepted, as Jetty tells whoever asks for JSON. */
  json401: boolean
  /** A proxy in front forwards the request, which takes effect, and answers with a page of its own. */
  proxyAnswers: false | 401 | 403 | 502
  /**
   * Sends the headers of the whole answer and half of its body, then destroys the socket; with `open` it leaves that open,
   * but for a list that is sent in pieces.
   */
  cutBody: boolean | 'open'
  noContentType: boolean
  /** Compresses answers for clients that accept it, as Apache does; 'always' for all. */
  gzip: boolean | 'always'
  /** 200 with JSON of an unexpected shape, or with text that is no JSON; a write does not take effect. */
  garbage: false | 'shape' | 'text'
  /** A write is received whole, and then the socket is destroyed without an answer. */
  losesAnswer: false | { readonly commit: Commit }
  /** Writes get Apache's 503 and do not take effect; reads are fine. */
  fail503Writes: boolean
  /** Keeps each request, once it was received whole, until this resolves; not limited by what is below. */
  hold: ((method: string, path: string) => Promise<void>) | undefined
  /** Limits all of these to some requests; the path includes the query. */
  only: ((method: string, path: string) => boolean) | undefined
  /** How many more requests they hit; unlimited when undefined. */
  times: number | undefined
}

/** No faults at all. */
export const noFaults = (): RudderFaults => ({
  down: false,
  starting: false,
  slow: 0,
  html401: false,
  json401: false,
  proxyAnswers: false,
  cutBody: false,
  noContentType: false,
  gzip: false,
  garbage: false,
  losesAnswer: false,
  fail503Writes: false,
  hold: undefined,
  only: undefined,
  times: undefined,
})

/** Tells whether a request may change something: `check` is a POST that never does, `reload` a GET that does. */
export const isWrite = (method: string, path: string): boolean => {
  const address = path.split('?')[0] ?? ''
  return method === 'GET' || method === 'HEAD' ? address.endsWith('/reload') : !address.endsWith('/check')
}

const anyOn = (faults: RudderFaults, write: boolean): boolean => {
  const { down, starting, slow, cutBody, noContentType, gzip, garbage, losesAnswer, fail503Writes } = faults
  const refused = faults.html401 || faults.json401 || faults.proxyAnswers
  const always = down || starting || slow > 0 || refused || cutBody || noContentType || gzip || garbage
  return Boolean(always || (write && (losesAnswer || fail503Writes)))
}

/** The faults that hit this request, which uses up one of `times`; a copy, so that later changes do not reach it. */
export function taken(faults: RudderFaults, method: string, path: string): RudderFaults {
  const write = isWrite(method, path)
  if (faults.times === 0 || !anyOn(faults, write) || faults.only?.(method, path) === false) return noFaults()
  if (faults.times !== undefined) faults.times -= 1
  return { ...faults, losesAnswer: write && faults.losesAnswer, fail503Writes: write && faults.fail503Writes }
}
