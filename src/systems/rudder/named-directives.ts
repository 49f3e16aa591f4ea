import { byNames } from './applies-to.ts'
import { findDirective } from './find.ts'

type Api = Parameters<typeof findDirective>[0]

/** The name of every directive by its id. */
export const directiveNames = async (api: Api): Promise<ReadonlyMap<string, string>> =>
  new Map((await findDirective(api)).map(({ id, name }) => [id, name]))

/** Directives by their ids, in the order of their names; one that is gone is called by its id. */
export const namedDirectives = async (api: Api, ids: readonly string[]) => {
  const names = await directiveNames(api)
  return byNames(ids.map((id) => ({ id, name: names.get(id) ?? id })))
}
