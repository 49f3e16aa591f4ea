/** What an operation needs and a token or group may have: `<system>:<resource>:<action>`. */
export type Scope = `${string}:${string}:${ScopeAction}`
/** `run` executes and changes nothing stored; `approve` decides on somebody else's change. */
export type ScopeAction = 'read' | 'run' | 'write' | 'approve'

const word = /^[a-z][a-z0-9-]*$/
const actions: readonly string[] = ['read', 'run', 'write', 'approve']

/** True for a whole scope, with no wildcard in it. */
export const isScope = (text: string): text is Scope => {
  const [system = '', resource = '', action = '', ...rest] = text.split(':')
  return rest.length === 0 && word.test(system) && word.test(resource) && actions.includes(action)
}

/** True for a scope or a pattern with `*` as resource or action (`rudder:*:read`); a bare `*` is not one. */
export const isScopePattern = (text: string): boolean => {
  const [system = '', resource = '', action = '', ...rest] = text.split(':')
  const wide = (part: string, ok: boolean) => part === '*' || ok
  return (
    rest.length === 0 &&
    word.test(system) &&
    wide(resource, word.test(resource)) &&
    wide(action, actions.includes(action))
  )
}

/** True if the pattern covers the scope; a sensitive scope must be spelled out and no wildcard covers it. */
export const covers = (pattern: string, scope: string, sensitive: ReadonlySet<string> = new Set()): boolean => {
  if (pattern === scope) return true
  if (sensitive.has(scope) || !isScopePattern(pattern)) return false
  const wanted = scope.split(':')
  return pattern.split(':').every((part, i) => part === '*' || part === wanted[i])
}
