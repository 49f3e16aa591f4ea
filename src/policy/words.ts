/** `rudder:change-requests:read` as people say it: "read change requests". */
export const scopeWords = (scope: string): string => {
  const [, resource = scope, action = 'use'] = scope.split(':')
  return `${action} ${resource.replaceAll('-', ' ')}`
}

/** "a", "a and b", "a, b and c". */
export const listed = (items: readonly string[], last = 'and'): string =>
  items.length < 2 ? (items[0] ?? '') : `${items.slice(0, -1).join(', ')} ${last} ${items.at(-1)}`
