import { log } from '../change.ts'
import { Refused } from '../refused.ts'
import type { Answer, Call, Route } from '../route.ts'
import type { Technique } from '../state.ts'
import { shownDirective } from './shown-directives.ts'

/** One of Rudder's own shows next to nothing. */
const shown = ({ revisions: _, enabled: __, ...technique }: Technique): unknown =>
  technique.source === 'editor'
    ? { ...technique, tags: {} }
    : { name: technique.name, id: technique.id, version: technique.version, source: technique.source }

const versionsOf = ({ state, parameters: [id] }: Call): Technique[] => {
  const found = state.techniques.filter((technique) => technique.id === id)
  if (found.length === 0) throw new Refused(`Technique '${id}' was not found`)
  return found
}

const missing = (id: string | undefined, version: string | undefined) =>
  new Refused(`Version '${version}' of Technique '${id}' does not exist`)

function one(call: Call): Technique {
  const [id, version] = call.parameters
  const technique = versionsOf(call).find((each) => each.version === version)
  if (!technique) throw missing(id, version)
  return technique
}

function directivesOf(call: Call): Answer {
  const [id, version] = call.parameters
  if (version !== undefined && !/^\d+(\.\d+)*$/.test(version))
    throw new Refused(
      `Could not find list of directives based on '${id}' technique, because we could not parse '${version}' as a valid technique version`,
    )
  if (version !== undefined) one(call)
  else versionsOf(call)
  const found = call.state.directives.filter(
    ({ techniqueName, techniqueVersion }) =>
      techniqueName === id && (version === undefined || techniqueVersion === version),
  )
  return { data: { directives: found.map((directive) => shownDirective(directive)) } }
}

/** What was sent, read whatever its content type says, as the server does here. */
function sent(call: Call): Technique {
  let value: Partial<Technique> | undefined
  try {
    value = JSON.parse(call.body) as Partial<Technique>
  } catch {}
  if (!value?.name || value.id === undefined || !value.version || !value.category)
    throw new Refused('Unexpected: .id(missing)', { raw: true })
  if (value.category.includes('..'))
    throw new Refused(
      `Unauthorized access to file resources (real path: /var/rudder/${value.category.replaceAll('../', '')})`,
      { raw: true },
    )
  return {
    id: value.id,
    name: value.name,
    version: value.version,
    category: value.category,
    source: 'editor',
    description: value.description ?? '',
    documentation: value.documentation ?? '',
    parameters: value.parameters ?? [],
    calls: value.calls ?? [],
    resources: value.resources ?? [],
    revisions: [],
  }
}

function create(call: Call): Answer {
  const technique = sent(call)
  const { techniques } = call.state
  const taken = (key: 'name' | 'id') =>
    techniques.some((each) => each[key].toLowerCase() === technique[key].toLowerCase())
  if (taken('id') && taken('name'))
    throw new Refused(
      `Technique name and ID must be unique. Name '${technique.name}' and ID '${technique.id}' already used, they are case insensitive`,
    )
  if (taken('id'))
    throw new Refused(`Technique ID must be unique. ID '${technique.id}' already used, it is case insensitive`)
  if (taken('name'))
    throw new Refused(`Technique name must be unique. Name '${technique.name}' already used, it is case insensitive `)
  techniques.push(technique)
  log(call, `create technique '${technique.name}' (${technique.id})`)
  return { data: { techniques: [shown(technique)] } }
}

function update(call: Call): Answer {
  const before = one(call)
  Object.assign(before, { ...sent(call), id: before.id, version: before.version, revisions: before.revisions })
  log(call, `update technique '${before.name}' (${before.id})`)
  return { data: { techniques: [shown(before)] } }
}

function remove(call: Call): Answer {
  const { id, version } = one(call)
  const { state } = call
  const used = state.directives.some((each) => each.techniqueName === id && each.techniqueVersion === version)
  if (used && call.query.get('force') !== 'true')
    throw new Refused(`Could not delete technique '${id}': There are directives based on it`)
  state.techniques = state.techniques.filter((technique) => technique.id !== id || technique.version !== version)
  log(call, `delete technique '${id}'`)
  return { data: { techniques: call.version >= 22 ? [{ id, version }] : { id, version } } }
}

const editable = ({ state }: Call) => state.techniques.filter(({ source }) => source === 'editor')

/** The techniques and, of the same library, the methods: see `methods.ts`. */
export const techniques: readonly Route[] = [
  {
    name: 'getTechniques',
    about: 'Get all Techniques metadata',
    method: 'GET',
    path: 'techniques',
    answer: ({ state }) => ({ data: { techniques: state.techniques.map(shown) } }),
  },
  {
    name: 'createTechnique',
    about: 'Create a new technique in Rudder from the technique editor',
    method: 'PUT',
    path: 'techniques',
    writes: true,
    answer: create,
  },
  {
    name: 'updateTechniques',
    about: 'reload techniques metadata from file system',
    method: 'POST',
    path: 'techniques/reload',
    writes: true,
    answer: (call) => ({ data: { techniques: editable(call).map(shown) } }),
  },
  {
    name: 'listTechniques',
    about: 'List all techniques version',
    method: 'GET',
    path: 'techniques/versions',
    answer: ({ state }) => ({
      data: {
        techniques: [...Map.groupBy(state.techniques, ({ id }) => id)].map(([name, all]) => ({
          name,
          versions: all.map(({ version }) => version),
        })),
      },
    }),
  },
  {
    name: 'listTechniquesDirectives',
    about: 'List all directives based on a Technique',
    method: 'GET',
    path: 'techniques/{id}/directives',
    answer: directivesOf,
  },
  {
    name: 'listTechniqueDirectives',
    about: 'List all directives based on a version of a Technique',
    method: 'GET',
    path: 'techniques/{id}/{version}/directives',
    answer: directivesOf,
  },
  {
    name: 'techniqueRevisions',
    about: 'Get revisions for given technique',
    method: 'GET',
    path: 'techniques/{id}/{version}/revisions',
    answer: (call) => ({ data: { techniques: one(call).revisions } }),
  },
  {
    name: 'techniqueResources',
    about: 'Get currently deployed resources of a technique',
    method: 'GET',
    path: 'techniques/{id}/{version}/resources',
    answer: (call) => ({ data: { resources: one(call).resources } }),
  },
  {
    name: 'getTechniqueAllVersion',
    about: 'Get all Techniques metadata',
    method: 'GET',
    path: 'techniques/{id}',
    answer: (call) => ({ data: { techniques: versionsOf(call).map(shown) } }),
  },
  {
    name: 'getTechnique',
    about: 'Get one Technique',
    method: 'GET',
    path: 'techniques/{id}/{version}',
    answer: (call) => ({ data: { techniques: [shown(one(call))] } }),
  },
  {
    name: 'updateTechnique',
    about: 'Update technique created with technique editor',
    method: 'POST',
    path: 'techniques/{id}/{version}',
    writes: true,
    answer: update,
  },
  {
    name: 'deleteTechnique',
    about: 'Delete a technique from technique editor',
    method: 'DELETE',
    path: 'techniques/{id}/{version}',
    writes: true,
    answer: remove,
  },
]
