type Arguments = Readonly<Record<string, unknown>>

/** What commands name, and below which address Redash has a page of it. */
const pages: Readonly<Record<string, string>> = { query: 'queries', dashboard: 'dashboards', alert: 'alerts' }

/** The path of the page of the object that a command is about; undefined if it is about no one object. */
export const pageOf = (args: Arguments): string | undefined => {
  for (const [kind, path] of Object.entries(pages)) {
    const named = args[kind]
    if (typeof named !== 'object' || named === null || !('id' in named)) continue
    if (typeof named.id === 'string' && /^\d+$/.test(named.id)) return `${path}/${named.id}`
  }
  return undefined
}
