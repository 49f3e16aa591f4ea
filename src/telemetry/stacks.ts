/** How long a stack is not written again, in milliseconds. */
const againMs = 10 * 60_000
/** How many different stacks are remembered. */
const most = 200

/** Gives the stack of an error the first time, and again after ten minutes; in between undefined. */
export const createStacks = (now: () => number) => {
  const shown = new Map<string, number>()
  return (stack: string | undefined): string | undefined => {
    if (stack === undefined) return undefined
    // The first line has the message, which may name something else each time.
    const place = stack.replace(/^[\s\S]*?\n(?= {4}at )/, '')
    const at = now()
    const last = shown.get(place)
    if (last !== undefined && at >= last && at - last < againMs) return undefined
    shown.delete(place)
    shown.set(place, at)
    for (const oldest of shown.keys()) {
      if (shown.size <= most) break
      shown.delete(oldest)
    }
    return stack
  }
}
