// What may close a quote that was opened with the key; phones and keyboards mix them.
const closers: Readonly<Record<string, string>> = {
  ...Object.fromEntries([...'"“”„‟＂'].map((open) => [open, '"“”„‟＂'])),
  ...Object.fromEntries([..."'‘’‚‛＇"].map((open) => [open, "'‘’‚‛＇"])),
  '«': '»',
  '»': '«',
  '‹': '›',
  '›': '‹',
  '`': '`',
}

/** The characters that may close a quote that this one opens; undefined if it opens none. */
export const closersOf = (opener: string): string | undefined =>
  Object.hasOwn(closers, opener) ? closers[opener] : undefined
