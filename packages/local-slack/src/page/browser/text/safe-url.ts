const allowed = new Set(['http:', 'https:', 'mailto:'])

/** The address as it may be followed; undefined for `javascript:` and all else that is not the web. */
export const safeUrl = (url: string): string | undefined => {
  try {
    const { protocol, href } = new URL(url)
    return allowed.has(protocol) ? href : undefined
  } catch {
    return undefined
  }
}
