/** The first characters of an id, as shown and as typed. */
export const shortId = (id: string): string => id.slice(0, 8)
