import { log, submit } from '../change.ts'
import { fieldsOf, quote, text } from '../fields.ts'
import { own, shownOwn } from '../own-directives.ts'
import { patchedDirective } from '../patch.ts'
import { Refused } from '../refused.ts'
import type { Answer, Call, Enveloped, Route } from '../route.ts'
import { idOf } from '../seed/id.ts'
import type { Directive } from '../state.ts'
import { directiveTree, shownDirective } from './shown-directives.ts'

function found(call: Call, missing: (id: string) => string): Directive {
  const [id = ''] = call.parameters
  const directive = call.state.directives.find((one) => one.id === id)
  if (!directive) throw new Refused(missing(id))
  return directive
}

const one = (directive: Directive, changeRequest?: number): Enveloped => ({
  id: directive.id,
  data: { directives: [shownDirective(directive, changeRequest)] },
})

/** The directive as it would be; refused where its technique has no such version. */
function wanted(call: Call, before: Directive): Directive {
  const after = patchedDirective(before, call.json)
  const { techniqueName, techniqueVersion } = after
  const versions = call.state.techniques.filter(({ id }) => id === techniqueName).map(({ version }) => version)
  if (!versions.includes(techniqueVersion.split('+')[0] ?? ''))
    throw new Refused(`Could not find technique ${techniqueName} with version ${techniqueVersion}.`)
  return after
}

const unknown = (id: string) => `Could not find Directive ${id}`

function update(call: Call): Answer {
  const before = found(call, unknown)
  const after = wanted(call, before)
  const what = `update directive '${after.displayName}' (${after.id}) from API`
  return one(after, submit(call, { kind: 'directive', before, after }, what))
}

/** A new directive with what its technique has as defaults, or a copy, which is always disabled. */
function create(call: Call): Answer {
  const { state } = call
  const field = fieldsOf(call.json ?? '{}', 'Could not extract directive parameters from request')
  const source = field('source', text, quote)
  const name = field('displayName', text, quote) ?? ''
  // It says 3 and wants 4.
  if (name.length <= 3) throw new Refused("'displayName' is mandatory and must be at least 3 char long")
  const copied = state.directives.find((directive) => directive.id === source)
  if (source !== undefined && !copied) throw new Refused(`Can not find directive to clone: ${source}`)
  const techniqueName = field('techniqueName', text, quote) ?? copied?.techniqueName
  const undefinedTechnique = (why: string) =>
    new Refused(`Technique is not correctly defined in request data.; cause was: Inconsistency: ${why}`, { raw: true })
  if (techniqueName === undefined) throw undefinedTechnique("Missing manadatory parameter 'techniqueName'")
  const technique = state.techniques.findLast((each) => each.id === techniqueName)
  if (!technique) throw undefinedTechnique(`Technique '${techniqueName}' was not found`)
  const id = field('id', text, quote) ?? idOf('directive', `${name} ${call.now} ${state.directives.length}`)
  if (state.directives.some((directive) => directive.id === id))
    throw new Refused(`Cannot create a new Directive with id '${id}' already exists`)
  const fresh = {
    shortDescription: '',
    longDescription: '',
    parameters: { section: { name: 'sections' } },
    priority: 5,
    enabled: true,
    policyMode: 'default' as const,
    tags: [],
    components: [technique.name],
    techniqueName,
    techniqueVersion: technique.version,
  }
  const made = wanted(call, { ...fresh, ...structuredClone(copied), id, displayName: name })
  if (state.directives.some(({ displayName }) => displayName === name))
    throw new Refused(
      `Could not save Directive ${id}; cause was: Inconsistency: Cannot set directive with name '${name}' : this name is already in use.`,
      { raw: true },
    )
  const directive = { ...made, enabled: copied ? false : made.enabled }
  state.directives.push(directive)
  log(call, `create directive '${name}' (${id})`)
  return copied ? { ...one(directive), action: 'cloneDirective' } : one(directive)
}

/** The directive as it was; an unknown one is deleted with success, and is empty. */
function remove(call: Call): Answer {
  const [id = ''] = call.parameters
  const before = call.state.directives.find((directive) => directive.id === id)
  if (!before) {
    const nothing = {
      displayName: '',
      shortDescription: '',
      longDescription: '',
      techniqueName: '',
      techniqueVersion: '',
    }
    const rest = { parameters: {}, priority: 5, enabled: false, system: false, policyMode: '', tags: [] }
    return { id, data: { directives: [{ id, ...nothing, ...rest }] } }
  }
  const what = `delete directive '${before.displayName}' (${id}) from API`
  return one(before, submit(call, { kind: 'directive', before: structuredClone(before), after: undefined }, what))
}

/** The directives; `check` never writes, and so tells whether a token may. */
export const directives: readonly Route[] = [
  {
    name: 'listDirectives',
    about: 'List all directives with their information',
    method: 'GET',
    path: 'directives',
    answer: (call) => ({ data: { directives: call.state.directives.map((directive) => shownDirective(directive)) } }),
  },
  {
    name: 'createDirective',
    about: 'Create a new directive or clone an existing one',
    method: 'PUT',
    path: 'directives',
    writes: true,
    answer: create,
  },
  {
    name: 'directiveTree',
    about: 'Get Directive tree',
    method: 'GET',
    path: 'directives/tree',
    answer: ({ state }) => ({ data: { directives: [directiveTree(state)] } }),
  },
  {
    name: 'directiveDetails',
    about: 'Get information about given directive',
    method: 'GET',
    path: 'directives/{id}',
    answer: (call) => {
      const [id = ''] = call.parameters
      if (own.includes(id)) return { id, data: { directives: [shownOwn(id)] } }
      return one(found(call, (id) => `Directive with id '${id}' was not found`))
    },
  },
  {
    name: 'updateDirective',
    about: 'Update given directive information',
    method: 'POST',
    path: 'directives/{id}',
    writes: true,
    answer: update,
  },
  {
    name: 'deleteDirective',
    about: 'Delete given directive',
    method: 'DELETE',
    path: 'directives/{id}',
    writes: true,
    answer: remove,
  },
  {
    name: 'checkDirective',
    about: 'Check if the given directive can be migrated to target technique version',
    method: 'POST',
    path: 'directives/{id}/check',
    answer: (call) => one(wanted(call, found(call, unknown))),
  },
]
