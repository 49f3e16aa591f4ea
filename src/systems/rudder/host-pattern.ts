/** `web-*.paris1` of a host name as a regular expression of the whole name; undefined for what is in no host name. */
export const matching = (pattern: string): string | undefined =>
  /^[a-z0-9_.*?-]+$/i.test(pattern) && /[a-z0-9]/i.test(pattern)
    ? pattern.replaceAll('.', '[.]').replaceAll('*', '.*').replaceAll('?', '.')
    : undefined
