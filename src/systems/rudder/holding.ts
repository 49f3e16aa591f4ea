/** Whether a name holds every word of a text, whatever their order and case; every name where there is no text. */
export const holding = (text: string | undefined): ((name: string) => boolean) => {
  const wanted = (text ?? '').toLowerCase().split(/\s+/).filter(Boolean)
  return (name) => wanted.every((word) => name.toLowerCase().includes(word))
}

/** The order in which names are listed; one collator for all, because `localeCompare` with options makes one a call. */
export const byName: (a: string, b: string) => number = new Intl.Collator('en', { numeric: true }).compare
