/** How many values one statement gets from a list, besides others: SQLite allows 32,766, PostgreSQL 65,535. */
const most = 10_000

/** A list in parts that fit one statement; no part for an empty list. */
export const pieces = <T>(all: readonly T[], size = most): readonly (readonly T[])[] =>
  Array.from({ length: Math.ceil(all.length / size) }, (_, n) => all.slice(n * size, (n + 1) * size))
