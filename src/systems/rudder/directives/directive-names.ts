import { findDirective } from '../reads/find.ts'
import { byNames, type Named } from '../rules/applies-to.ts'

type Api = Parameters<typeof findDirective>[0]

/** The name of every directive by its id. */
export const directiveNames = async (api: Api): Promise<ReadonlyMap<string, string>> =>
  new Map((await findDirective(api)).map(({ id, name }) => [id, name]))

/** Ids with their names, in the order of these; an id without a name is its own name. */
export const refsById = (objects: readonly (string | Named)[], all: readonly Named[] = []) => {
  const names = new Map(all.map(({ id, name }) => [id, name]))
  const ids = objects.map((one) => (typeof one === 'string' ? one : one.id))
  return byNames(ids.map((id) => ({ id, name: names.get(id) ?? id })))
}
