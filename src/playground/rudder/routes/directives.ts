import { Refused } from '../refused.ts'
import type { Call, Route } from '../route.ts'
import type { Directive } from '../state.ts'

const shown = ({ components: _, enabled, policyMode, tags, ...fields }: Directive) => ({
  ...fields,
  enabled,
  system: false,
  policyMode,
  tags,
})

function found(call: Call, missing: (id: string) => string): Directive {
  const [id = ''] = call.parameters
  const directive = call.state.directives.find((one) => one.id === id)
  if (!directive) throw new Refused(missing(id))
  return directive
}

const one = (directive: Directive) => ({ id: directive.id, data: { directives: [shown(directive)] } })

/** The directives, to be read, and `check`, which never writes and so tells whether a token may. */
export const directives: readonly Route[] = [
  {
    name: 'listDirectives',
    about: 'List all directives with their information',
    method: 'GET',
    path: 'directives',
    answer: (call) => ({ data: { directives: call.state.directives.map(shown) } }),
  },
  {
    name: 'directiveDetails',
    about: 'Get information about given directive',
    method: 'GET',
    path: 'directives/{id}',
    answer: (call) => one(found(call, (id) => `Directive with id '${id}' was not found`)),
  },
  {
    name: 'checkDirective',
    about: 'Check if the given directive can be migrated to target technique version',
    method: 'POST',
    path: 'directives/{id}/check',
    answer: (call) => one(found(call, (id) => `Could not find Directive ${id}`)),
  },
]
