import type { Log } from '../src/world.ts'

/** A log that writes nothing but what `heard` takes. */
export const silentLog = (heard: Partial<Log> = {}): Log => ({
  debug: () => {},
  info: () => {},
  warn: () => {},
  error: () => {},
  during: (_, work) => work(),
  ...heard,
})
