import type { Json, Progress } from './define.ts'

/** A line that is shown while a command works; `resume` is what a restarted bot needs to go on. */
export const progress = (text: string, options: { readonly resume?: Json } = {}): Progress => ({
  progress: text,
  ...options,
})
