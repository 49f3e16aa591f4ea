import { byNames } from './applies-to.ts'
import { findDirective } from './find.ts'

/** Directives by their ids, in the order of their names; one that is gone is called by its id. */
export const namedDirectives = async (api: Parameters<typeof findDirective>[0], ids: readonly string[]) => {
  const names = new Map((await findDirective(api)).map(({ id, name }) => [id, name]))
  return byNames(ids.map((id) => ({ id, name: names.get(id) ?? id })))
}
