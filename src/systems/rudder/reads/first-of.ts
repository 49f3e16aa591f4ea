/** The first `count` of all in order, without sorting the rest of 20,000. */
export const firstOf = <T>(all: Iterable<T>, count: number, order: (a: T, b: T) => number): T[] => {
  const first: T[] = []
  for (const one of all) {
    const last = first[count - 1]
    if (last !== undefined && order(one, last) >= 0) continue
    const at = first.findIndex((other) => order(one, other) < 0)
    first.splice(at === -1 ? first.length : at, 0, one)
    first.length = Math.min(first.length, count)
  }
  return first
}
