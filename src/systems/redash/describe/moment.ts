const lengths = { minute: 16, second: 19 } as const

/** A moment in milliseconds since 1970, `2026-11-30 14:02 UTC`; everybody sees it on their own clock. */
export const momentInWords = (ms: number, to: keyof typeof lengths = 'minute'): string =>
  Number.isNaN(ms) ? 'not known' : `${new Date(ms).toISOString().slice(0, lengths[to]).replace('T', ' ')} UTC`
