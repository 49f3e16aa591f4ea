/** The things of the first system, which the core may not name. */
export const nouns = /\b(?:rudder|nodes?|rules?|directives?|techniques?|change requests?|groups? of nodes)\b/gi
