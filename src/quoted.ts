/** A name that somebody chose, as it goes between “ and ”: with no double quotes of its own, which could end them. */
export const insideQuotes = (name: string): string => name.replaceAll(/["“”„‟〝〞〟＂]/g, "'")

/** A name that somebody chose, in quotes that it cannot end. */
export const quoted = (name: string): string => `“${insideQuotes(name)}”`
