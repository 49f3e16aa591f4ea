import type { Progress } from './define.ts'

/** A line that is shown while a command works; `resume` is what a restarted bot needs to go on. */
export const progress = (text: string, options: Omit<Progress, 'progress'> = {}): Progress => ({
  progress: text,
  ...options,
})

/** What some work reports while it goes on, as steps, and what it gives at its end. */
export async function* reporting<T>(
  work: (report: (text: string, options?: Omit<Progress, 'progress'>) => void) => Promise<T>,
): AsyncGenerator<Progress, T, void> {
  const steps: Progress[] = []
  let wake = () => {}
  const result = work((text, options) => {
    steps.push(progress(text, options))
    wake()
  })
  let isOver = false
  // Its error is thrown below, where it is awaited.
  const ended = result.then(
    () => undefined,
    () => undefined,
  )
  void ended.then(() => {
    isOver = true
  })
  for (;;) {
    const step = steps.shift()
    if (step) yield step
    else if (isOver) return await result
    else {
      const more = new Promise<void>((resolve) => {
        wake = resolve
      })
      await Promise.race([more, ended])
    }
  }
}
