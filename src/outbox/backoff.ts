const firstMs = 1_000
const longestMs = 5 * 60_000
const dayMs = 24 * 60 * 60_000

/** How long to wait after the given number of tries that failed, in milliseconds; undefined after a day of them. */
export const waitAfter = (tries: number): number | undefined => {
  const wait = (n: number) => Math.min(longestMs, firstMs * 2 ** (n - 1))
  let waited = 0
  for (let n = 1; n < tries; n++) waited += wait(n)
  return waited + wait(tries) > dayMs ? undefined : wait(tries)
}
