/** Turns at something that few can use at a time. */
export interface Turns {
  /**
   * Waits for a turn, and returns the function that ends it; without a wait if one is free. Rejects with the reason of a
   * signal that is aborted while it waits.
   */
  take(who: string, signals?: readonly (AbortSignal | undefined)[]): Promise<() => void>
  /** How many of these turns are taken, and how many are waited for. */
  of(who: string): { readonly taken: number; readonly waiting: number }
}

/** Who may have how many turns at a time, in all and each. */
export interface Room {
  readonly atOnce: number
  readonly each: number
}

interface Line {
  taken: number
  /** The lower, the sooner: raised by each turn. */
  order: number
  readonly waiting: Set<() => void>
}

/** Whoever has fewer turns now, and among those whoever had none for longer. */
const isBefore = (one: Line, other: Line): boolean =>
  one.taken === other.taken ? one.order < other.order : one.taken < other.taken

/** Gives turns in the order in which they are asked for, but round robin: nobody waits for all the turns of another. */
export const createTurns = ({ atOnce, each }: Room): Turns => {
  const lines = new Map<string, Line>()
  let taken = 0
  let begun = 0

  const first = (): Line | undefined => {
    let best: Line | undefined
    for (const line of lines.values())
      if (line.waiting.size > 0 && line.taken < each && (!best || isBefore(line, best))) best = line
    return best
  }

  const next = (): void => {
    while (taken < atOnce) {
      const line = first()
      const [begin] = line?.waiting ?? []
      if (!line || !begin) return
      line.waiting.delete(begin)
      line.taken += 1
      taken += 1
      begun += 1
      line.order = begun
      begin()
    }
  }

  // Before whoever had the latest turn, and behind all who had none for longer.
  const newcomer = (): Line => ({ taken: 0, order: begun - 0.5, waiting: new Set() })

  const leave = (who: string, line: Line): void => {
    if (line.taken === 0 && line.waiting.size === 0) lines.delete(who)
    next()
  }

  const ending = (who: string, line: Line) => {
    let isOver = false
    return (): void => {
      if (isOver) return
      isOver = true
      line.taken -= 1
      taken -= 1
      leave(who, line)
    }
  }

  return {
    take: (who, signals = []) =>
      new Promise((resolve, reject) => {
        const heard = signals.filter((signal) => signal !== undefined)
        const gone = heard.find(({ aborted }) => aborted)
        if (gone) return reject(gone.reason)
        const line = lines.get(who) ?? newcomer()
        lines.set(who, line)
        const unheard = (): void => {
          for (const signal of heard) signal.removeEventListener('abort', abort)
        }
        const begin = (): void => {
          unheard()
          resolve(ending(who, line))
        }
        const abort = ({ target }: Event): void => {
          unheard()
          line.waiting.delete(begin)
          leave(who, line)
          reject((target as AbortSignal).reason)
        }
        for (const signal of heard) signal.addEventListener('abort', abort)
        line.waiting.add(begin)
        next()
      }),
    of: (who) => {
      const line = lines.get(who)
      return { taken: line?.taken ?? 0, waiting: line?.waiting.size ?? 0 }
    },
  }
}
