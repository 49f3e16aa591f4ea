/** Writes that were received and take effect only later, in the order in which they are due. */
export class Latecomers {
  readonly #now: () => number
  #waiting: { readonly due: number; readonly run: () => void }[] = []

  constructor(now: () => number) {
    this.#now = now
  }

  /** Keeps a write until the clock has advanced by `ms`. */
  add(ms: number, run: () => void): void {
    this.#waiting.push({ due: this.#now() + ms, run })
  }

  /** Runs, once each, those that are due. */
  settle(): void {
    const now = this.#now()
    const due = this.#waiting.filter((one) => one.due <= now).toSorted((left, right) => left.due - right.due)
    this.#waiting = this.#waiting.filter((one) => one.due > now)
    for (const one of due) one.run()
  }
}
