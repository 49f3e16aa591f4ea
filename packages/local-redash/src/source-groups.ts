import type { RedashState } from './state.ts'

/** The groups that have a source; none for one that was deleted. */
export const groupsOf = (
  state: RedashState,
  source: number | null,
): { readonly group: number; readonly viewOnly: boolean }[] =>
  state.groups.flatMap(({ id, sources }) =>
    sources.filter((one) => one.source === source).map(({ viewOnly }) => ({ group: id, viewOnly })),
  )
