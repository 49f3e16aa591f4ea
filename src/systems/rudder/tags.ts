/** `team=linux, criticality=high`; `none` where there is none. */
export const tagWords = (tags: readonly Readonly<Record<string, string>>[]): string =>
  tags
    .flatMap(Object.entries)
    .map(([key, value]) => `${key}=${value}`)
    .join(', ') || 'none'
