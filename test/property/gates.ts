import { AsyncLocalStorage } from 'node:async_hooks'

const running = new AsyncLocalStorage<Task>()

/** One thing that somebody does, which can be held wherever it passes a point. */
export class Task {
  /** Where it stands; undefined while it runs and when it is done. */
  point: string | undefined = 'start'
  done = false
  error: unknown
  readonly #stops: (point: string) => boolean
  /** What goes on with the next step: parts of its work may stand at a point each, at the same time. */
  #standing: (() => void)[]
  #stood = () => {}

  constructor(work: () => Promise<unknown>, stops: (point: string) => boolean) {
    this.#stops = stops
    const begin = () => {
      running
        .run(this, work)
        .catch((error: unknown) => {
          this.error = error
        })
        .finally(() => {
          this.done = true
          this.#stood()
        })
    }
    this.#standing = [begin]
  }

  /** Lets it go on; resolves when it stands at the next point or is done. */
  step(): Promise<void> {
    return new Promise((resolve) => {
      this.#stood = resolve
      this.point = undefined
      for (const go of this.#standing.splice(0)) go()
    })
  }

  at(point: string): Promise<void> {
    if (!this.#stops(point)) return Promise.resolve()
    return new Promise((resolve) => {
      this.#standing.push(resolve)
      this.point = point
      this.#stood()
    })
  }
}

/** To be called wherever a task can be held. */
export const passing = async (point: string): Promise<void> => running.getStore()?.at(point)

/**
 * Runs tasks one at a time, from point to point; `order` decides who is next, so that the same order is the same
 * interleaving. `each` is called before every turn and says which tasks will never go on.
 */
export const takeTurns = async (
  tasks: readonly Task[],
  order: readonly number[],
  each: (turn: number) => Promise<(task: Task) => boolean>,
): Promise<void> => {
  for (let turn = 0; ; turn += 1) {
    const gone = await each(turn)
    const standing = tasks.filter((task) => !task.done && !gone(task))
    const next = standing[(order[turn % order.length] ?? 0) % standing.length]
    if (!next) return
    await next.step()
  }
}
