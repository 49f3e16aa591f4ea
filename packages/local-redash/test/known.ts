/** The captures that differ on purpose, by name (with the version if it is only one), and why. */
export const known: Readonly<Record<string, string>> = {
  '10.1.0 param-mixed-one-missing': '10.1 names missing parameters in a random order; here it is that of the SQL',
  'run-wide-result': 'the end of its SQL is not in the capture, so ours has another hash',
  'result-wide-json': 'the same',
  'result-gzip': 'the same',
}

/** The captures that are not replayed, and why. */
export const unasked: readonly (readonly [names: RegExp, why: string])[] = [
  [/^session-(by-cookie|cookie-)/, 'nobody can log in here, so there is no cookie of a login'],
  [/^csrf-post-(login-cookie|with-cookies)/, 'the same'],
  [/^session-key-trailing-space$/, "Node takes a blank off a header's end before anybody sees it"],
  [/^time-limit-/, 'it has no time limit of its own'],
  [/^expired-ttl-/, 'REDASH_QUERY_RESULTS_EXPIRED_TTL is not modelled'],
]
