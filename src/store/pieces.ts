/** So many values in one statement, and others beside them: SQLite takes 32,766, PostgreSQL 65,535. */
const most = 10_000

/** A list in parts that one statement takes; none of an empty one. */
export const pieces = <T>(all: readonly T[], size = most): readonly (readonly T[])[] =>
  Array.from({ length: Math.ceil(all.length / size) }, (_, n) => all.slice(n * size, (n + 1) * size))
