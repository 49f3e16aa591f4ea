/**
 * All in order, each found when it is asked for: taking a few of 20,000 does not sort the rest, and
 * a caller that takes all of them can yield in between. Equal elements stay in their order.
 */
export function* inOrder<T>(all: Iterable<T>, order: (a: T, b: T) => number): Generator<T, void> {
  const items = [...all]
  const heap = items.map((_, index) => index)
  const compare = (a: number, b: number) => order(items[a] as T, items[b] as T) || a - b
  const at = (index: number) => heap[index] as number
  const sink = (from: number, end: number): void => {
    const one = at(from)
    let hole = from
    for (;;) {
      let child = 2 * hole + 1
      if (child >= end) break
      if (child + 1 < end && compare(at(child + 1), at(child)) < 0) child += 1
      if (compare(one, at(child)) <= 0) break
      heap[hole] = at(child)
      hole = child
    }
    heap[hole] = one
  }
  for (let index = Math.floor(heap.length / 2) - 1; index >= 0; index -= 1) sink(index, heap.length)
  for (let end = heap.length; end > 0; end -= 1) {
    yield items[at(0)] as T
    heap[0] = at(end - 1)
    sink(0, end - 1)
  }
}
