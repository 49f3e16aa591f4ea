/** What the page shows; it is in the address, so that it can be linked to, reloaded and stepped back from. */
export interface Place {
  /** Who is acted as: `U07ANA`. */
  readonly as?: string | undefined
  readonly channel?: string | undefined
  /** The `ts` of the message whose thread is open. */
  readonly thread?: string | undefined
  readonly panel?: 'levers' | undefined
}

/** Reads `?as=U07ANA&channel=C1&thread=1763647327.000100&panel=levers`. */
export const placeOf = (search: string): Place => {
  const query = new URLSearchParams(search)
  const one = (name: string) => query.get(name) || undefined
  return {
    as: one('as'),
    channel: one('channel'),
    thread: one('thread'),
    panel: one('panel') === 'levers' ? 'levers' : undefined,
  }
}

/** The address of a place. */
export const addressOf = (place: Place): string => {
  const query = new URLSearchParams()
  for (const name of ['as', 'channel', 'thread', 'panel'] as const) {
    const value = place[name]
    if (value !== undefined) query.set(name, value)
  }
  return `/?${query}`
}
