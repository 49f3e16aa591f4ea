/** The captures that differ on purpose, by number, and why. */
export const known: Readonly<Record<string, string>> = {
  '302': 'SQLite has fewer types than DuckDB',
  '455': 'the label of the token does not say whose it is',
  '979': 'our key ids have one form',
  '505': 'SQLite reads no files',
  '946': 'the same',
  '947': 'the same',
  '502': 'SQLite has no any_value; another UNION leaks a column here too',
}

/** The captures that are not replayed, by their numbers, and why. */
export const unasked: readonly (readonly [numbers: RegExp, why: string])[] = [
  [/^(002|010|011|016|019)$/, 'routes that the bot has no use for'],
  [/^(004|895)$/, 'headers that the bot never sends: YAML, the name of the command line'],
  [/^(225|226|867|953)$/, 'questions that only browsers ask'],
  [/^(155|156|157|173)$/, 'requests that are too large or not text, cut in the capture'],
  [/^(303|312|324)$/, 'not modelled: not a number, casts, 20 MB'],
  [/^(647|650|654|660)$/, 'parts of a metrics query that the bot never asks for'],
  [/^(862|864|932|993|994)$/, 'tokens of people and of shared links, which the bot never has'],
  [/^(875|876|878|879|887|888|889|978)$/, 'routes of operators'],
  [/^(7\d\d|985)$/, 'the client leaves a query that takes long: tested with the clock'],
]
