/** A name as it is compared: composed, lower case, single spaces. */
export const fold = (text: string): string => text.normalize('NFC').toLowerCase().replace(/\s+/g, ' ').trim()
