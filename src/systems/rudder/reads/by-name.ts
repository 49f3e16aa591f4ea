/** The order in which names are listed; one collator for all, because `localeCompare` with options creates one for each call. */
export const byName: (a: string, b: string) => number = new Intl.Collator('en', { numeric: true }).compare

/** The same for names that contain a text: those that begin with it come first, as when a name is resolved. */
export const byMatch = (text: string | undefined): ((a: string, b: string) => number) => {
  const start = (text ?? '').toLowerCase().trim()
  const begins = (name: string) => Number(name.toLowerCase().startsWith(start))
  return (a, b) => begins(b) - begins(a) || byName(a, b)
}
