/** A view of what `now` gives: each field is read when it is used, so it follows; a copy (`{ ...view }`) is of one moment. */
export const live = <T extends object>(now: () => T): T => {
  const view = {}
  for (const key of Object.keys(now()))
    Object.defineProperty(view, key, {
      configurable: true,
      enumerable: true,
      get: () => now()[key as keyof T],
    })
  return view as T
}

/** A view of `below` in which the fields of `own` are others. */
export const overlay = <T extends object>(below: T, own: Partial<T>): T =>
  Object.defineProperties(
    live(() => below),
    Object.getOwnPropertyDescriptors(own),
  )
