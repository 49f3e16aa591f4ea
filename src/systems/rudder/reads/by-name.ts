/** The order in which names are listed; one collator for all, because `localeCompare` with options makes one a call. */
export const byName: (a: string, b: string) => number = new Intl.Collator('en', { numeric: true }).compare

/** The same for names that hold a text: those that begin with it come first, as they do where one name is meant. */
export const byMatch = (text: string | undefined): ((a: string, b: string) => number) => {
  const start = (text ?? '').toLowerCase().trim()
  const begins = (name: string) => Number(name.toLowerCase().startsWith(start))
  return (a, b) => begins(b) - begins(a) || byName(a, b)
}
