/** The order in which names are listed. */
export const byName: (a: string, b: string) => number = new Intl.Collator('en', { numeric: true }).compare
