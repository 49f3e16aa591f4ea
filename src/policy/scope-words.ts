const own: Readonly<Record<string, string>> = {
  'cox:lock:write': 'lock or unlock writes',
  'cox:mute:write': 'mute or unmute alerts',
  'cox:status:read': 'read the state of the bot',
}

/** What a scope lets one do, as its system words it: "change rules"; else its own words, "read change requests". */
export const scopeWords = (scope: string, words: Readonly<Record<string, string>> = {}): string => {
  const [, resource = scope, action = 'use'] = scope.split(':')
  return words[scope] ?? own[scope] ?? `${action} ${resource.replaceAll('-', ' ')}`
}

/** "a", "a and b", "a, b and c". */
export const listed = (items: readonly string[], last = 'and'): string =>
  items.length < 2 ? (items[0] ?? '') : `${items.slice(0, -1).join(', ')} ${last} ${items.at(-1)}`
