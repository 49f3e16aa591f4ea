import { z } from 'zod'
import { read, write } from '../../operation.ts'
import { many, one, under } from '../shapes/container.ts'
import {
  GenericMethods,
  Resource,
  Revision,
  Technique,
  TechniqueCategory,
  TechniqueDraft,
  TechniqueVersions,
} from '../shapes/technique.ts'

export const techniques = read('rudder:techniques:read', 'GET /techniques', {
  each: { at: 'data.techniques', item: Technique },
})
/** The names and versions of all techniques, including those that don't come from the editor. */
export const techniqueVersions = read('rudder:techniques:read', 'GET /techniques/versions', {
  output: many('techniques', TechniqueVersions),
})
export const techniqueCategories = read('rudder:techniques:read', 'GET /techniques/categories', {
  output: under('techniqueCategories', TechniqueCategory),
})
/** All versions of one. */
export const technique = read('rudder:techniques:read', 'GET /techniques/{techniqueId}', {
  output: many('techniques', Technique),
})
// In the scope of directives although it returns none: in an access list its path, `techniques/*/*`, also fits
// `techniques/{techniqueId}/directives`, which carries their parameters.
export const techniqueVersion = read('rudder:directives:read', 'GET /techniques/{techniqueId}/{techniqueVersion}', {
  sensitive: true,
  output: one('techniques', Technique),
})
/** The files of a technique. */
export const techniqueResources = read(
  'rudder:techniques:read',
  'GET /techniques/{techniqueId}/{techniqueVersion}/resources',
  { output: many('resources', Resource) },
)
export const techniqueRevisions = read(
  'rudder:techniques:read',
  'GET /techniques/{techniqueId}/{techniqueVersion}/revisions',
  { output: many('techniques', Revision) },
)
export const methods = read('rudder:techniques:read', 'GET /methods', { output: under('methods', GenericMethods) })

export const createTechnique = write('rudder:techniques:write', 'PUT /techniques', {
  body: TechniqueDraft,
  output: one('techniques', Technique),
})
export const updateTechnique = write('rudder:techniques:write', 'POST /techniques/{techniqueId}/{techniqueVersion}', {
  body: TechniqueDraft,
  output: one('techniques', Technique),
})
const Deleted = z.object({ id: z.string(), version: z.string() })
/** Refused if a directive is based on it. Answers a list since API 22, and an object before. */
export const deleteTechnique = write('rudder:techniques:write', 'DELETE /techniques/{techniqueId}/{techniqueVersion}', {
  output: z.union([one('techniques', Deleted), under('techniques', Deleted)]),
})

/** Reads the techniques from the server's files again; answers with those of the editor. */
export const reloadTechniques = write('rudder:library:write', 'POST /techniques/reload', {
  output: many('techniques', Technique),
})
export const reloadMethods = write('rudder:library:write', 'POST /methods/reload', {
  output: under('methods', GenericMethods),
})
