/** The words that compare, as they are understood besides `>` and the like. */
export const relationWords = [
  'is',
  "isn't",
  'above',
  'over',
  'below',
  'under',
  'at',
  'more',
  'less',
  'greater',
  'exceeds',
  'equals',
] as const

/** The words of the grammar of watches. Unquoted, none of them is the name of a figure. */
export const reserved: ReadonlySet<string> = new Set<string>([
  ...['and', 'or', 'for', 'of', 'until', 'when', 'ping', 'every', 'on', 'skip'],
  ...relationWords,
])
